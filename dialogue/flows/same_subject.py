"""Whether a page is about what was asked: the price of the library is not the price of the pool."""

from collections.abc import Sequence

from accessibility.hearing import alike, fold
from dialogue.flows import fact_asked
from dialogue.flows.info import service_words
from dialogue.flows.info.which_service import named_in, service_named
from dialogue.flows.knowledge_words import subject_words
from dialogue.french.words import folded
from dialogue.talk import Talk
from kb import synonyms
from kb.finding import without_article
from kb.french_stems import stems
from kb.passages import Found, Passage
from kb.services import Service

SURELY_HEARD = 0.85
"""`alike` above which a word of the question is one of the page's."""
_PRICED = ("euro", "centime", "gratuit", "payant")


def fitting(talk: Talk, texts: Sequence[str], found: Sequence[Found], sure: float) -> list[Found]:
    """Those of the passages found that are not of another service, tell the kind of fact that is asked for, and at a
    price are not of another thing.

    `sure`: the score from which the search itself is trusted as to the thing.
    """
    of_it = (each for each in found if not _of_other_service(talk, texts, each.passage))
    kept = [each for each in of_it if fact_asked.told_by(each.passage, texts)]
    if not service_words.asks_price(texts):
        return kept
    things = _things(texts)
    return [each for each in kept if each.score >= sure or not things or _names_one(things, each.passage)]


def prices_of(service: Service, texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """Those that tell a price, of this service and of the thing asked about."""
    names = [fold(name) for name in (*service.aliases, without_article(service.name))]
    own = {word for name in names for word in folded(name)}
    direct = service_words.price_of_one(texts, names)
    things = [] if direct else [word for word in _things(texts) if word not in own]

    def of_it(passage: Passage) -> bool:
        told = _whole(passage) if things else passage.title
        return service_words.says_one(names, fold(told)) and (not things or _names_one(things, passage))

    return [each for each in found if tells_price(each.passage) and of_it(each.passage)]


def another_service(talk: Talk, texts: Sequence[str], before: Sequence[str]) -> Service | None:
    """The service that "et la médiathèque ?" names and nothing else, where it is not that of the question before."""
    if not texts or folded(texts[0])[:1] != ["et"]:
        return None
    named = talk.store.services.said(texts[:1])
    if len(named) != 1 or named[0] in talk.store.services.said(before[:1]):
        return None
    own = _words_of(named[0])
    others = [word for word in subject_words(texts[:1]) if not any(alike(word, each) >= SURELY_HEARD for each in own)]
    return None if others else named[0]


def asked_of(talk: Talk, question: str, service: Service) -> str:
    """The question with another service instead of its own."""
    names = {word for each in talk.store.services.said([question]) for word in _words_of(each)}
    return " ".join([*(word for word in folded(question) if word not in names), service.name])


def _words_of(service: Service) -> set[str]:
    return {word for name in (service.name, *service.aliases) for word in folded(name)}


def tells_price(passage: Passage) -> bool:
    """Whether a passage has a sum, or says that something is free."""
    said = fold(passage.text)
    return any(word in said for word in _PRICED)


def _of_other_service(talk: Talk, texts: Sequence[str], passage: Passage) -> bool:
    """Whether its title names a service, and the question another one that it does not speak of at all."""
    if not service_named(talk, fold(passage.title)):
        return False
    asked = {each.key for each in named_in(talk, texts)}
    told = {each.key for each in talk.store.services.said([_whole(passage)])}
    told |= {each.key for each in talk.store.services.said([passage.title])}
    return bool(asked) and asked.isdisjoint(told)


def _things(texts: Sequence[str]) -> list[str]:
    """What the price is asked of: "l'entrée" alone names nothing."""
    no_object = service_words.load().no_object
    return [word for word in subject_words(texts[:1]) if word not in no_object]


def _names_one(things: Sequence[str], passage: Passage) -> bool:
    """Whether it has one of these words, or of their synonyms, or one that sounds like it."""
    told = set(stems(_whole(passage)))
    nothing = {stem for word in service_words.load().no_object for stem in stems(word)}
    for word in things:
        written = synonyms.load().meanings.get(tuple(stems(word)), ())
        if told.intersection(stems(word)) or any(set(each) <= told and not set(each) <= nothing for each in written):
            return True
    heard = {word for word in folded(_whole(passage)) if len(word) > 2}
    return any(alike(word, other) >= SURELY_HEARD for word in things for other in heard)


def _whole(passage: Passage) -> str:
    return f"{passage.title} {passage.section} {passage.text}"
