"""A fact asked of a service that is named, or told by what one does there: its hours, price, address, number.

Who complains, reports or wants something done names services too. So a question counts only where nothing but the
service, what is asked and a time is said (of a price: what it is of); all else is left to the ranking.
"""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.flows import surely
from dialogue.flows.events import wish
from dialogue.flows.info import service_words
from dialogue.flows.info.hours import said_when
from dialogue.flows.info.which_service import TOWN_HALL, service_named
from dialogue.flows.knowledge_words import subject_words
from dialogue.flows.meanings import intent_of
from dialogue.french.dates import whens
from dialogue.french.words import FILLERS
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT, Act, Choose, Confirm, Decision

HOURS, PRICE, WHO = INTENT + "horaires", INTENT + "prix_service", INTENT + "responsable_service"
ADDRESS, PHONE, EMAIL = INTENT + "adresse_service", INTENT + "telephone_service", INTENT + "courriel_service"
_ABOUT_SERVICES = frozenset({"hours", "market", "phone", "address", "email", "who", "price"})
"""Subjects of practical information that are a fact of a service: which one is decided here."""
_OTHER_FACTS = frozenset({"information", "events", "appointment", "followup", "taking_part"})
"""Flows that what is surely meant is left to."""
_HOW_MUCH = re.compile(r"\bcombien\b|\btarifs?\b|\bprix\b")
"""Nobody reports a problem in these words."""
_OWNER = re.compile(r"(\w+) (?:de|du|des)(?: la| l)?$")
"""What a name belongs to, before it: "le parking de la piscine"."""
_AROUND = FILLERS | frozenset("a au aux la le les l et pour de du ce bonjour alors oui donc".split())
"""Words around a service and a day."""
SHORT = 12
"""Words of a plain question for a number or a place; a longer one tells a story."""


def asked(talk: Talk, texts: Sequence[str], decision: Decision) -> str:
    """The meaning of a plain question for one fact of a service; empty when it is none.

    `decision`: what the request was taken for.
    """
    said = fold(texts[0]) if texts else ""
    sure = decision.meaning if isinstance(decision, Act) else ""
    named = service_named(talk, said)
    pursued = "" if named else service_words.kind_by_pursuit(texts)
    words = service_words.load()
    here = not named and len(said.split()) <= SHORT and words.town_hall.search(said) is not None
    report = sure.startswith(INCIDENT)
    if not (named or pursued or here):
        again = words.price.search(said) and talk.service and not _thing(said, words.no_object)
        return PRICE if again and not report and not _left_to(talk, sure) else ""
    if _left_to(talk, sure) or _of_event(talk, said, named):
        return ""
    if report and not _HOW_MUCH.search(said):
        return _reached(said, named)  # nothing but who runs it, or where it is: no problem is told
    if words.price.search(said):
        return PRICE if not here and named != TOWN_HALL and _asks_price(talk, said, named, sure) else ""
    if report:
        return ""
    if pursued or here or words.when.search(said):
        return HOURS if _asks_hours(talk, texts, named, pursued, decision) else ""
    there = words.present.search(said) is not None and said_when(talk, texts) is not None
    if there and _asks_hours(talk, texts, named, "", decision):
        return HOURS  # "est là", which sounds like "est la"
    reported = isinstance(decision, Act) and _may_report(decision)
    if named and not reported and _bare(talk, texts[0], named):
        return HOURS
    return _reached(said, named)


def story(talk: Talk, texts: Sequence[str], decision: Decision) -> str:
    """What is told where a story ends in who is in charge: "mon chien a été mordu au parc, qui est le responsable ?".

    Empty when nothing is surely told, or when `decision`, what all the words were taken for, is sure.
    """
    said = fold(texts[0]) if texts else ""
    told = service_words.load().person.sub(" ", said)
    if isinstance(decision, Act) or told == said or not _thing(told, frozenset(service_named(talk, said).split())):
        return ""
    guess = surely.request(talk, [told], {*talk.unwanted, WHO})
    return guess.meaning if guess is not None else ""


def _reached(said: str, named: str) -> str:
    """Who runs it, or how to reach it: asked in few words, of the service itself."""
    words = service_words.load()
    if len(said.split()) > SHORT or named == TOWN_HALL:
        return ""
    asks = {WHO: words.person, EMAIL: words.email, ADDRESS: words.address, PHONE: words.phone}
    return next((meaning for meaning, each in asks.items() if _asks_only(said, named, each)), "")


def _asks_only(said: str, named: str, asks: re.Pattern[str]) -> bool:
    return asks.search(said) is not None and not _thing(asks.sub(" ", said), frozenset(named.split()))


def _thing(said: str, own: frozenset[str]) -> bool:
    """Whether something else than the service, or than these words, is named: "où sont les toilettes du parc"."""
    return any(word not in own for word in subject_words([said]))


def _left_to(talk: Talk, sure: str) -> bool:
    intent = talk.catalogue.intents.get(sure.removeprefix(INTENT))
    return intent is not None and intent.flow in _OTHER_FACTS and intent.about not in _ABOUT_SERVICES


def _of_event(talk: Talk, said: str, named: str) -> bool:
    """Whether the name of the service is part of an event's: "le marché" of "le marché de Noël"."""
    titles = (fold(event.title) for event in wish.coming(talk))
    return bool(named) and any(named in title and title in said for title in titles)


def _asks_price(talk: Talk, said: str, named: str, sure: str) -> bool:
    """Whether a price is of the service, not of a procedure or of what takes place there: "le loto à la salle"."""
    procedure = bool(sure) and not sure.startswith(INCIDENT) and intent_of(talk, sure) == "procedure"
    if procedure or service_words.load().not_price.search(said) or not _priced(said, named):
        return False
    topic = [word for word in wish.topic_words(said) if word not in named.split()]
    return not topic or not wish.named_words(topic, wish.coming(talk))


def _priced(said: str, named: str) -> bool:
    """Whether a price is of the service, and of nothing named between or after: not "le parking de la piscine"."""
    words = service_words.load()
    found = words.price.search(said)
    if found is None or not named:
        return found is not None
    own, name = words.no_object, f" {named} "
    owner = _OWNER.search(f" {said} ".partition(name)[0])
    if owner is not None and _thing(owner[1], own):
        return False
    before, after = f" {said[: found.start()]} ", f" {said[found.end() :]} "
    beside = after.partition(name)[0] if name in after else before.rpartition(name)[2] + after
    pursuits = service_words.without_pursuits(" ".join(beside.split()[: service_words.NEXT]))
    return not _thing(pursuits, own)


def _asks_hours(talk: Talk, texts: Sequence[str], named: str, pursued: str, decision: Decision) -> bool:
    """Whether one may go there at some time: "on peut nager dimanche ?", "l'assistante sociale est là quand ?"."""
    words, said = service_words.load(), fold(texts[0])
    if words.not_hours.search(said) or not talk.store.services.all(pursued):
        return False
    wishes = words.wishes.search(said) is not None
    if _may_report(decision) and not wishes:
        return False
    when = words.when.search(said) is not None or said_when(talk, texts) is not None
    asks = words.hours.search(said) or words.present.search(said) or (pursued and wishes)
    guessed = isinstance(decision, (Act, Confirm)) and decision.meaning == HOURS
    return when and bool(asks) and (guessed or not _besides(talk, texts[0], named))


def _may_report(decision: Decision) -> bool:
    """Whether a problem to report may be meant."""
    match decision:
        case Act(meaning) | Confirm(meaning):
            return meaning.startswith(INCIDENT)
        case Choose(first, second):
            return INCIDENT in (first[: len(INCIDENT)], second[: len(INCIDENT)])
        case _:
            return False


def _bare(talk: Talk, text: str, named: str) -> bool:
    """Whether the service and a time are all that is said: "au bassin mercredi"."""
    said, times = f" {fold(text)} ", [fold(each.words) for each in whens(text, talk.now(), zone=talk.school_zone)]
    for told in (*times, named):
        said = said.replace(f" {told} ", "  ")
    return bool(times) and _AROUND.issuperset(said.split())


def _besides(talk: Talk, text: str, named: str) -> bool:
    """Whether anything is named besides the service, the time and the question."""
    words, said = service_words.load(), f" {fold(text)} "
    for time in whens(text, talk.now(), zone=talk.school_zone):
        said = said.replace(f" {fold(time.words)} ", " ")
    said = service_words.without_pursuits(said.replace(f" {named} ", " ") if named else said)
    for each in (words.town_hall, words.hours, words.present, words.wishes, words.when):
        said = each.sub(" ", said)
    return _thing(said, words.no_matter)
