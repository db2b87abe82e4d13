"""One more appointment after the one just booked: "il m'en faut un aussi pour ma femme"."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from dialogue.flows.base import Choice, Then
from dialogue.french import phrase_files
from dialogue.french.dates import whens
from dialogue.french.phrases import Phrase, has_phrase, phrase_at
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.appointments import Appointment, Context

FILE = Path(__file__).with_name("another.toml")
_FOR = "pour"
ONE_MORE = frozenset({"autre"})
"""What names no time and no deed in "un autre rendez-vous"."""

Book = Callable[[Talk, str, Context, tuple[str, ...]], None]
"""Begins a booking: at a desk, for something, in the words of the request."""


def begun(talk: Talk, answer: Answer, before: Appointment, book: Book) -> bool:
    """Begin a second booking, for the same as before unless the words tell. False: none is asked for."""
    named = talk.store.desks.named_in(answer.texts)
    for_other = named is not None and named[1].label != before.context.motive and unclear(answer.text)
    if not _asked(answer.text, "more") and not for_other:
        return False
    talk.note("another appointment")
    if named is not None or not _same_subject(answer.text, talk):
        book(talk, "", Context(), answer.texts)
    else:
        _same_again(talk, answer, before, book)
    return True


def unclear(text: str) -> bool:
    """Whether it may be one more, or the same at another time: "je voudrais un autre rendez-vous jeudi"."""
    return _asked(text, "unclear") and not _asked(text, "instead")


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
    return has_phrase(folded(text), _known()[kind])


def _same_subject(text: str, talk: Talk) -> bool:
    """Whether every "pour" is followed by a person or a time: nothing says that it is about something else."""
    spelled = folded(text)
    dated = [folded(found.words) for found in whens(text, talk.now())]
    return all(_is_no_subject(spelled[place + 1 :], dated) for place, word in enumerate(spelled) if word == _FOR)


def _is_no_subject(rest: Sequence[str], dated: Sequence[Sequence[str]]) -> bool:
    times = ([word for word in words if word != _FOR] for words in dated)
    timed = any(words and list(rest[: len(words)]) == words for words in times)
    return not rest or timed or bool(phrase_at(rest, 0, _known()["people"]))


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[Phrase]]:
    content = phrase_files.tables(FILE)
    return {kind: phrase_files.phrases(content, FILE, kind) for kind in content}
