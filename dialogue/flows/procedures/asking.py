"""How a question of a procedure is asked, and in other words after a failure."""

from dataclasses import replace

from dialogue.questions import EXPECT_CHOICE, EXPECT_OPEN, EXPECT_YES_NO, Expectation, Question
from dialogue.talk import Talk
from kb.procedures.model import ProcedureQuestion

SETTLE_AFTER = 2
"""Unclear answers after which the question is left: by a safe way on, or with the help of a person."""
_LISTENING: dict[str, Expectation] = {
    "yes_no": EXPECT_YES_NO,
    "choice": EXPECT_CHOICE,
    "age": replace(EXPECT_OPEN, digits=3),
    "date": EXPECT_OPEN,
}


def asked(talk: Talk, code: str, question: ProcedureQuestion, *, again: bool) -> Question:
    """The question with this code; `again`: it was asked in vain before."""
    text = _retry(talk, question) if again else question.ask
    return Question(f"procedure:{code}", "", {}, _LISTENING[question.kind], settle_after=SETTLE_AFTER, text=text)


def _retry(talk: Talk, question: ProcedureQuestion) -> str:
    """The question in other words: its own, or its options with their keys."""
    if question.retry:
        return question.retry
    if question.kind != "choice":
        return f"{question.ask} {talk.wording.variants(f'procedure_{question.kind}')[0]}"
    labels = [option.label[:1].upper() + option.label[1:] for option in question.options]
    slots = dict(zip(("first", "second", "third", "fourth"), labels, strict=False))
    return talk.wording.variants(f"procedure_choice_{len(labels)}")[0].format(**slots)
