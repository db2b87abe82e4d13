"""A wish to stop something is none to begin it: "je ne veux plus qu'on m'apporte les repas" (stopping.toml)."""

from pathlib import Path

from dialogue.flows.procedures import unclear
from dialogue.flows.procedures.tree import UNASKED
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, phrase_at
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.word_sets import Span, Spoken, WordSet
from kb.procedures.model import Procedure

FILE = Path(__file__).with_name("stopping.toml")
_KEPT = frozenset({"pas", "sans", "jamais"})
"""Before the words they deny them: "sans arrêter le portage"."""
_BEFORE = 2
"""Words before them among which a denial stands."""


def wished(answer: Answer, procedure: Procedure) -> bool:
    """Whether the words want something stopped, and no option of the procedure has them: its tree leads on then."""
    if not answer.texts:
        return False
    span = _span(folded(answer.text))
    return span is not None and not any(_overlap(span, each) for each in _known(procedure, answer.text))


def way(procedure: Procedure) -> dict[str, int] | None:
    """The answers that lead to what the procedure says of stopping; None when it says nothing of it."""
    return _path(procedure, procedure.start, procedure.stops) if procedure.stops else None


def not_known(talk: Talk, procedure: Procedure) -> None:
    """Say that it is not known how this is stopped, and offer a person; never what is needed to begin."""
    talk.note("to be stopped")
    talk.say("procedure_stop", label=procedure.label)
    unclear.offer_person(talk, procedure)


def _path(procedure: Procedure, code: str, goal: str) -> dict[str, int] | None:
    """Options from a question to another question or a case, the first such way; None when there is none."""
    if code == goal:
        return {}
    question = procedure.question.get(code)
    if question is None:
        return None
    options = [(place, each.next) for place, each in enumerate(question.options)]
    for place, following in ((UNASKED, question.unasked), *options):  # what is rare is not supposed
        further = _path(procedure, following, goal)
        if further is not None:
            return {code: place, **further}
    return None


def _span(spelled: list[str]) -> Span | None:
    """Where the words are that want something stopped."""
    known = load()
    for place in range(len(spelled)):
        if _KEPT.intersection(spelled[max(0, place - _BEFORE) : place]):
            continue
        end = place + phrase_at(spelled, place, known["verbs"])
        for verbs, objects in (("with", "whose"), ("no_more", "what")):
            length = phrase_at(spelled, place, known[verbs])
            after = place + length
            of_service = after == len(spelled) or phrase_at(spelled, after, known[objects])
            if length and of_service and not phrase_at(spelled, after, known["other"]):
                end = after
        if end > place:
            return place, end
    return None


def _known(procedure: Procedure, text: str) -> list[Span]:
    """Where an option of the procedure has its words."""
    spoken = Spoken.of(text)
    words = [word for question in procedure.question.values() for option in question.options for word in option.words]
    return list(WordSet("|".join(words)).found(spoken)) if words else []


def _overlap(one: Span, other: Span) -> bool:
    """Whether the whole of one lies within the other, or the other way round."""
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, "verbs", "with", "whose", "no_more", "what", "other")
