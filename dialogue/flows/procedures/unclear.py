"""A question of a procedure that gets no usable answer: what is said, and how it ends."""

from collections.abc import Sequence

from dialogue.events import Hypothesis, Utterance
from dialogue.flows import agent
from dialogue.flows.procedures import replies
from dialogue.french.dates import impossible_in
from dialogue.french.expiry import date_said
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.procedures.model import Case, Procedure
from kb.questions import UNANSWERED

MOST_IN_COMMON = 3
"""Documents that are said without asking whether they are noted."""


def inexact(talk: Talk, answer: Answer, *, again: bool, lasts: int | None = None) -> bool:
    """Say that a date does not exist, or (not `again`) that month and year are needed; false when no date was told."""
    if not answer.texts:
        return False
    if impossible_in(answer.text, talk.now()):
        talk.note("no such day")
        talk.say("procedure_no_such_date")
        return True
    if date_said(answer.text, talk.now(), lasts=lasts) is None:
        return False
    talk.note("date inexact")
    if not again:
        talk.say("procedure_date_inexact")
    return True


def together(before: str, answer: Answer) -> Answer:
    """The answer, after the words `before` that were not exact enough: "depuis trois ans", then "en octobre"."""
    if not before or not answer.texts:
        return answer
    return Answer(Utterance(tuple(Hypothesis(f"{before} {text}") for text in answer.texts)))


def offer_person(talk: Talk, procedure: Procedure, left: Sequence[Case] = ()) -> None:
    """Offer a person; who wants none hears what the cases that are `left` have in common."""
    agent.offer_person(
        talk, "procedure_person", "procedure", procedure.label, no=lambda talk: _in_common(talk, procedure, left)
    )


def put_aside(talk: Talk, answer: Answer, label: str) -> bool:
    """Say that a question beside the matter cannot be answered, and offer a person. False: none was put.

    Agents get it on their list; what was asked before comes again after it.
    """
    if not answer.texts or not replies.aside(answer):
        return False
    talk.note("aside")
    talk.say("procedure_no_fact")
    talk.store.questions.add(talk.call_id, f"{label} : {answer.text}", UNANSWERED, talk.now())
    agent.offer_person(talk, "procedure_person", "procedure", label)
    return True


def _in_common(talk: Talk, procedure: Procedure, left: Sequence[Case]) -> None:
    documents = [case.documents or () for case in left]
    shared = [code for code in documents[0] if all(code in each for each in documents)] if documents else []
    if not shared or not all(case.possible for case in left):
        return
    talk.note(f"in common={len(shared)}")
    talk.say("procedure_in_common")
    for code in shared[:MOST_IN_COMMON]:
        talk.say("procedure_common_item", fact=procedure.document[code].say)
