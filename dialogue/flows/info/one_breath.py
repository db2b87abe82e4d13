"""A question and what goes on from it in one breath: "quand ferme la mairie, et le samedi ?" (one_breath.toml).

Two requests that each stand alone are `understanding.several`'s. What is cut off here means nothing by itself: a day,
another place, or what else of the same thing is asked.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.flows import surely
from dialogue.flows.info import practical
from dialogue.flows.info.hours import said_when
from dialogue.flows.knowledge import sure_part
from dialogue.flows.meanings import intent_of
from dialogue.french import phrase_files
from dialogue.french.counted_days import counted_from
from dialogue.french.phrases import Phrase, phrase_at
from dialogue.french.words import words
from dialogue.talk import Talk
from dialogue.understanding.request import Act, Choose, Confirm, decide
from dialogue.understanding.several import Part
from kb.finding import without_article

FILE = Path(__file__).with_suffix(".toml")
SHORTEST = 3
"""Words of a question that something goes on from."""
LONGEST = 9
"""Words of what goes on from it."""
_BESIDE_DAYS = frozenset({"le", "la", "les", "l", "a", "au", "pour", "c", "est", "ce", "cet", "cette", "aussi"})
_TENS = frozenset({"vingt", "trente", "quarante", "cinquante", "soixante"})
"""Before "et un" they make a number."""
_PAGES = "pages"
_TELLING = frozenset({"information", "events", _PAGES})


@dataclass(frozen=True)
class Phrases:
    """Folded expressions; one_breath.toml says what each list is for."""

    links: frozenset[Phrase]
    questions: frozenset[Phrase]
    around: frozenset[Phrase]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Phrases:
    """The expressions of the file. Raises PhraseFileError."""
    told = phrase_files.phrases(file, "liens", "questions", "autour")
    return Phrases(links=told["liens"], questions=told["questions"], around=told["autour"])


@dataclass(frozen=True)
class Cut:
    """The words of a question, and of what goes on from it."""

    before: list[str]
    after: list[str]

    @property
    def head(self) -> str:
        """The question."""
        return _text(self.before)

    @property
    def tail(self) -> str:
        """What goes on from it."""
        return _text(self.after)

    @property
    def letters(self) -> list[str]:
        """The words of what goes on from it, folded."""
        return [fold(word) or word for word in self.after]


def split(talk: Talk, text: str) -> tuple[str, str] | None:
    """A question that is told an answer, and what goes on from it ("et le samedi"), at the last place where it may.

    None: there is nothing of the kind.
    """
    spoken, known = words(text), load()
    letters = [fold(word) or word for word in spoken]
    for place in range(len(letters) - 1, 0, -1):
        length = phrase_at(letters, place, known.links)
        if not length or letters[place - 1] in _TENS:
            continue
        cut = Cut(spoken[:place], spoken[place + length :])
        days = _other_day(talk, cut)
        found = cut if days or _more_of_it(talk, cut) else _other_place(talk, cut)
        if found is None or len(found.before) < SHORTEST:
            continue
        served_by = _served_by(talk, found.head)
        if served_by in _TELLING and not (days and served_by == "events"):  # an agenda is told of several days at once
            return found.head, f"et {found.tail}"
    return None


def looked_up(talk: Talk, text: str) -> Part | None:
    """One of several requests that is told by plain words, or surely answered by a page."""
    return practical.agenda_part(talk, text) or sure_part(talk, text)


def told(talk: Talk, decision: Confirm | Choose) -> bool:
    """Whether what the rest may mean is what was just told, with all that is known of it: it is not asked about."""
    meant = (decision.meaning,) if isinstance(decision, Confirm) else (decision.first, decision.second)
    return talk.topic in meant


def _more_of_it(talk: Talk, cut: Cut) -> bool:
    """Whether all that comes after is a question about the same."""
    fits = len(cut.after) <= LONGEST and phrase_at(cut.letters, 0, load().questions) > 0
    return fits and not _stands_alone(talk, cut.tail) and not _of_service_beside_events(talk, cut)


def _of_service_beside_events(talk: Talk, cut: Cut) -> bool:
    """Whether the rest names a service, after a question about events: no hour of an event is asked there."""
    return bool(talk.store.services.said([cut.tail])) and _served_by(talk, cut.head) == "events"


def _other_day(talk: Talk, cut: Cut) -> bool:
    """Nothing but a day, and not the end of one span: "du deux et trois mai"."""
    found = counted_from(cut.tail, None, talk.now(), talk.school_zone)
    if found is None or not found.dated:
        return False
    whole = said_when(talk, [f"{cut.head} et {cut.tail}"])
    if whole is not None and fold(whole.words).endswith(f" et {fold(cut.tail)}"):
        return False
    return not set(cut.letters) - set(fold(found.words).split()) - _BESIDE_DAYS


def _other_place(talk: Talk, cut: Cut) -> Cut | None:
    """Another place that the town knows: "la mairie et la piscine sont ouvertes demain" is asked of both."""
    start = len(cut.letters) - len(_from_first_word(cut.letters))
    known = {each.key: each for each in talk.store.services.said([cut.tail])}
    names = {
        tuple(fold(name).split()) for each in known.values() for name in (without_article(each.name), *each.aliases)
    }
    length = phrase_at(cut.letters, start, names)
    before = {each.key for each in talk.store.services.said([cut.head])}
    if not length or not before or set(known) <= before:
        return None
    rest = cut.after[start + length :]
    return Cut(
        [*cut.before, *(rest if _from_first_word(cut.letters[start + length :]) else [])], cut.after[: start + length]
    )


def _from_first_word(letters: list[str]) -> list[str]:
    """From the first word on that is not only said around a name."""
    around, place = load().around, 0
    while place < len(letters) and (length := phrase_at(letters, place, around)):
        place += length
    return letters[place:]


def _served_by(talk: Talk, head: str) -> str:
    """The flow that is surely to serve a question; empty where none is sure."""
    decision = decide(talk.understanding.request([head], talk.unwanted))
    plain = practical.meant(talk, [head], decision)
    meaning = plain or (decision.meaning if isinstance(decision, Act) else "")
    if meaning:
        return intent_of(talk, meaning)
    return _PAGES if sure_part(talk, head) is not None else ""


def _stands_alone(talk: Talk, tail: str) -> bool:
    """Whether the rest is surely a request of another kind: "et combien coûte un passeport"."""
    return surely.elsewhere(talk, [tail], *_TELLING)


def _text(spoken: list[str]) -> str:
    return " ".join(spoken).replace("' ", "'")
