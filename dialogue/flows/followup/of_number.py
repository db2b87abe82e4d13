"""The reports of the calling number, proposed before any ticket number is asked: one to confirm, or one of two."""

from collections.abc import Sequence
from typing import Literal

from dialogue.flows.followup import answers, search, words
from dialogue.french.answers import hedged
from dialogue.questions import EXPECT_CHOICE, EXPECT_YES_NO, YES_OR_NO, Answer, Question
from dialogue.talk import Talk
from kb.followup import DROPPED, RESOLVED
from kb.incidents import Incident

ONE, TWO = "case_yours", "case_which"
"""Names of the questions."""
NEITHER_KEY = "3"


def proposed(talk: Talk) -> list[Incident]:
    """The open reports of the calling number, newest first; those that are closed where none is open."""
    cases = talk.store.followup.of_phone(talk.caller.number)
    return [case for case in cases if case.state not in (RESOLVED, DROPPED)] or cases


def question(talk: Talk) -> Question | None:
    """Which of one or two is meant; None for more, which the street tells better, and for two that sound the same."""
    cases = proposed(talk)
    if len(cases) == 1:
        slots = {"label": words.label_of(talk, cases[0]), "place": words.street_of(talk, cases[0])}
        return Question(ONE, "ask_case_yours", slots, EXPECT_YES_NO, YES_OR_NO, 2, help="check")
    said = _said(talk, cases)
    if len(cases) != len(("first", "second")) or len(set(said)) < len(cases):
        return None
    slots = dict(zip(("first", "second"), said, strict=True))
    return Question(TWO, "ask_case_which", slots, EXPECT_CHOICE, "ask_case_which_retry", 2, help="check")


def meant(talk: Talk, asked: Question, answer: Answer) -> Incident | Literal[False] | None:
    """The report that an answer means; False: none of those proposed; None: not understood.

    What follows a no may name another report of this number: "non, c'est le trou rue Pasteur".
    """
    cases = proposed(talk)
    others = [case for case in talk.store.followup.of_phone(talk.caller.number) if case not in cases]
    keyed = asked.name == TWO and answer.keys  # the second option, and no "non"
    if answer.keys == NEITHER_KEY if keyed else answer.yes_no() is False:
        return search.checked(talk, answer.texts, others) or False
    sure = not hedged(answer.texts) or answers.says_fixed(answer) is not None  # "oui, mais c'est toujours cassé"
    if asked.name == ONE and answer.yes_no() and sure:
        return cases[0]
    option = answer.option(tuple(_said(talk, cases))) if asked.name == TWO else None
    if option is not None:
        return cases[option]
    fitting = search.fitting(talk, answer.texts, cases) or search.fitting(talk, answer.texts, others)
    return fitting[0] if len(fitting) == 1 else None


def _said(talk: Talk, cases: Sequence[Incident]) -> list[str]:
    """What and where each is; and when it was told, where that alone parts them."""
    plain = [f"{words.label_of(talk, case)}, {words.street_of(talk, case)}" for case in cases]
    if len(set(plain)) == len(plain):
        return plain
    days = [words.day_of(talk, case.created_at) for case in cases]
    return [f"{each}, signalé {day}" for each, day in zip(plain, days, strict=True)]
