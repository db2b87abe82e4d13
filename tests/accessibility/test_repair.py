"""The ladder as golden traces: causes, one letter each, and the steps they lead to."""

import pytest

from accessibility.repair import SILENCES_BEFORE_NOBODY, Cause, RepairLadder, Step

CAUSES = {"s": Cause.SILENCE, "n": Cause.NOISE, "q": Cause.QUIET, "u": Cause.UNCLEAR}
STEPS = {Step.REASK: "r", Step.OFFER_PERSON: "P", Step.SETTLE: "S", Step.LAST_CALL: "L", Step.NOBODY: "X"}


def trace(causes: str, settle_after: int | None = None, *, may_offer: bool = True) -> str:
    """Steps for causes on one question; "|" stands for an answer that came through."""
    ladder = RepairLadder()
    steps = ""
    for cause in causes:
        if cause == "|":
            ladder.answered("q")
            steps += "|"
        else:
            steps += STEPS[ladder.fail("q", CAUSES[cause], settle_after, may_offer=may_offer)]
    return steps


@pytest.mark.parametrize(
    ("causes", "steps"),
    [
        ("u", "r"),
        ("uu", "rP"),
        ("uuuuuu", "rPrPrP"),
        ("sn", "rP"),
        ("nq", "rP"),
        ("ssssss", "rPrPLX"),
        ("sssssnsssss", "rPrPLPrPrPL"),
        ("n" * 24, "rP" * 11 + "LX"),
        ("n" * 20 + "q" + "n" * 20, "rP" * 20 + "r"),
        ("ssu|ssssss", "rPr|rPrPLX"),
        ("u|u|u|u", "r|r|r|r"),
        ("u" * 20, "rP" * 10),
    ],
)
def test_a_question_that_must_be_answered(causes: str, steps: str) -> None:
    assert trace(causes) == steps


@pytest.mark.parametrize(
    ("causes", "settle_after", "steps"),
    [
        ("uu", 2, "rS"),
        ("uuu", 3, "rPS"),
        ("sss", 2, "rPr"),
        ("nnnn", 2, "rPrP"),
        ("unu", 2, "rPS"),
        ("sssss" + "u" + "u", 2, "rPrPLPS"),
    ],
)
def test_a_question_that_may_settle_does_so_for_words_only(causes: str, settle_after: int, steps: str) -> None:
    assert trace(causes, settle_after) == steps


def test_while_a_person_is_offered_none_is_offered_again() -> None:
    assert trace("uuuu", may_offer=False) == "rrrr"


def test_wording_counts_causes_apart_until_the_caller_gets_through() -> None:
    ladder = RepairLadder()
    for question, cause in (("a", Cause.UNCLEAR), ("a", Cause.NOISE), ("offer", Cause.UNCLEAR)):
        ladder.fail(question, cause, None)
    assert (ladder.times(Cause.UNCLEAR), ladder.times(Cause.NOISE), ladder.times(Cause.QUIET)) == (2, 1, 0)
    ladder.answered("offer", aside=True)
    assert ladder.times(Cause.UNCLEAR) == 2
    ladder.answered("a")
    assert ladder.times(Cause.UNCLEAR) == 0


def test_only_silence_without_break_means_nobody_is_there() -> None:
    ladder = RepairLadder()
    for _ in range(SILENCES_BEFORE_NOBODY - 1):
        assert ladder.fail("q", Cause.SILENCE, None) is not Step.NOBODY
    ladder.heard_something()
    assert ladder.fail("q", Cause.SILENCE, None) is not Step.NOBODY
