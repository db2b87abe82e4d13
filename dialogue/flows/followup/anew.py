"""A report that was not found is offered to be told anew, with all that was said of it."""

from collections.abc import Sequence
from functools import partial

from dialogue.events import Utterance
from dialogue.flows import guess, place, request_words, surely
from dialogue.flows.base import nothing
from dialogue.flows.followup import search
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT

_REPORT = "incident"
"""Flow of reports, and of the intent of one whose kind is not known."""


def offer(talk: Talk, told: Sequence[str]) -> None:
    """Ask whether to report it anew, where its kind or its street was told; a street told later is taken up too.

    `told`: what was said of it, in that order.
    """
    words = ", ".join(dict.fromkeys(text for text in told if text))
    talk.follow_up = partial(_street_told, told=tuple(told))
    meaning = _meaning(talk, (words, *reversed(told))) if words else ""
    if not meaning or talk.serve is None:
        return
    if meaning.startswith(INCIDENT):
        talk.say("case_anew")
    talk.begin(guess.at(talk, meaning, Answer(Utterance.typed(words)), talk.serve, nothing))


def _meaning(talk: Talk, texts: Sequence[str]) -> str:
    """The kind surely told in one of the texts, else any report where a place was; empty for neither."""
    kind = next((kind for text in texts if (kind := search.surely_named(talk, [text]))), "")
    if kind:
        return INCIDENT + kind
    placed = any(_placed(talk, text) for text in texts)
    return next((INTENT + code for code, each in talk.catalogue.intents.items() if placed and each.flow == _REPORT), "")


def _placed(talk: Talk, text: str) -> bool:
    return place.volunteered([text], talk.store.gazetteer).entry is not None


def _street_told(talk: Talk, answer: Answer, told: tuple[str, ...]) -> bool:
    """At the next open question nothing but a street is said: it belongs to what was sought."""
    few = bool(answer.texts) and len(answer.text.split()) <= guess.LONGEST
    if not few or request_words.is_question(answer.texts) or surely.request(talk, answer.texts) is not None:
        return False
    if not _placed(talk, answer.text):
        return False
    offer(talk, (*told, answer.text))
    return True
