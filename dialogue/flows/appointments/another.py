"""One more appointment after the one just booked, or another instead: "il m'en faut un aussi pour ma femme"."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from dialogue.events import Utterance
from dialogue.flows.base import Choice, PlainFlow, Then
from dialogue.french import phrase_files
from dialogue.french.dates import whens
from dialogue.french.phrases import Phrase, has_phrase, phrase_at
from dialogue.french.words import folded
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.deeds import appointment_named
from dialogue.understanding.request import INTENT
from kb.appointments import Appointment, Context

FILE = Path(__file__).with_name("another.toml")
_FOR, _AND = "pour", "et"
BOTH = 2
Meant = Literal["more", "instead", "either", "maybe", ""]
"""One more; the same at another time; one of these; one of these if nothing else is named; neither."""

Book = Callable[[Talk, str, Context, tuple[str, ...]], None]
"""Begins a booking: at a desk, for something, in the words of the request."""


def meant(talk: Talk, text: str, motive: str) -> Meant:
    """What is asked for after an appointment for `motive` was booked, or read back.

    "Il m'en faut un autre" is one more only for somebody or something else; after a refusal it replaces the first.
    """
    more, other, maybe = _asked(text, "more"), _asked(text, "other"), _asked(text, "unclear")
    named = talk.store.desks.named_in((text,))
    if (other or maybe) and named is not None and named[1].label != motive:
        return "more"
    if _asked(text, "instead"):
        return "instead" if more or other else ""
    if _asked(text, "refused"):
        return "either" if more else "instead" if other else "maybe" if maybe else ""
    if more or ((other or maybe) and _for_somebody(text, talk)):
        return "more"
    return "either" if other else "maybe" if maybe else ""


def begin(talk: Talk, answer: Answer, before: Appointment, book: Book) -> None:
    """Begin a second booking, for the same as before unless the words tell."""
    talk.note("another appointment")
    named = talk.store.desks.named_in(answer.texts)
    if named is not None or not _same_subject(answer.text, talk):
        if named is not None:
            talk.say("rdv_another", label=named[1].label)
        book(talk, "", Context(), answer.texts)
    else:
        _same_again(talk, answer, before, book)


def one_booking(talk: Talk, text: str, requests: Sequence[tuple[str, str]]) -> str:
    """The booking that was taken for two requests: "un rendez-vous pour ma femme et un pour moi pour le passeport".

    `requests`: meaning and words of each. Empty when they are two: "un rendez-vous, et quels papiers pour la carte".
    """
    if len(requests) != BOTH or not appointment_named((text,)):
        return ""
    (booking, _), (meaning, said) = requests
    intent = talk.catalogue.intents.get(booking.removeprefix(INTENT))
    named = talk.store.desks.named_in((text,))
    books = intent is not None and intent.flow == "appointment" and intent.about == "book"
    same = named is not None and meaning in (booking, INTENT + named[1].procedure)
    somebody = _begins_with_somebody(folded(said)) or phrase_at(folded(said), 0, load()["people"]) > 0
    return booking if books and same and somebody else ""


def second_of_two(text: str) -> Answer | None:
    """What asks for the second of two appointments that were asked for in one breath; None when one was asked for."""
    spelled, known = folded(text), load()
    places = [at for at in range(len(spelled)) if _begins_with_somebody(spelled[at:])]
    joined = [at for at in places if at and spelled[at - 1] == _AND and spelled[at] != _FOR and places[0] < at]
    if joined:
        words = spelled[joined[-1] + 1 :]
        length = phrase_at(words, 1, known["people"])
        return Answer(Utterance.typed(f"il m'en faut un aussi pour {' '.join(words[1 : 1 + length])}"))
    return Answer(Utterance.typed("il m'en faut un deuxième")) if has_phrase(spelled, known["two"]) else None


def _begins_with_somebody(spelled: Sequence[str]) -> bool:
    """Whether the words begin with "un pour ma femme", "pour moi"."""
    start = 1 if spelled[:1] == ["un"] else 0
    return spelled[start : start + 1] == [_FOR] and phrase_at(spelled, start + 1, load()["people"]) > 0


class Later(PlainFlow):
    """One more, asked for before the first was agreed to: begun when that is booked and all of it told."""

    name = "another_appointment"

    def __init__(self, answer: Answer, before: Appointment, book: Book) -> None:
        self._begin = partial(begin, answer=answer, before=before, book=book)

    def next(self, talk: Talk) -> None:
        """Begin it."""
        if not self._done:
            self._done = True
            self._begin(talk)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """It asks nothing."""
        return False


def ask(talk: Talk, answer: Answer, before: Appointment, move: Then, book: Book) -> None:
    """Ask whether one more is meant, or another time."""

    def chosen(talk: Talk, option: int) -> None:
        if option == 0:
            _same_again(talk, answer, before, book)
        else:
            move(talk)

    talk.note("another or move")
    talk.begin(Choice("rdv_more_or_move", ("un deuxième rendez-vous", "changer la date"), chosen))


def _same_again(talk: Talk, answer: Answer, before: Appointment, book: Book) -> None:
    """One more for the same; nothing of the case is known."""
    context = Context(before.context.procedure, motive=before.context.motive)
    talk.say("rdv_another", label=context.motive or "la mairie")
    book(talk, before.desk, context, answer.texts)


def _asked(text: str, kind: str) -> bool:
    return has_phrase(folded(text), load()[kind])


def _same_subject(text: str, talk: Talk) -> bool:
    """Whether every "pour" is followed by a person or a time: nothing says that it is about something else."""
    dated = _times(text, talk)
    return all(_is_time(rest, dated) or phrase_at(rest, 0, load()["people"]) for rest in _after_for(text))


def _for_somebody(text: str, talk: Talk) -> bool:
    """Whether a "pour" is followed by somebody or something, and no time."""
    dated = _times(text, talk)
    return any(not _is_time(rest, dated) for rest in _after_for(text))


def _after_for(text: str) -> list[list[str]]:
    spelled = folded(text)
    return [spelled[place + 1 :] for place, word in enumerate(spelled) if word == _FOR]


def _times(text: str, talk: Talk) -> list[list[str]]:
    said = (folded(found.words) for found in whens(text, talk.now()))
    return [[word for word in words if word != _FOR] for words in said]


def _is_time(rest: Sequence[str], times: Sequence[Sequence[str]]) -> bool:
    return not rest or any(words and list(rest[: len(words)]) == words for words in times)


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, "more", "other", "unclear", "instead", "refused", "people", "two")
