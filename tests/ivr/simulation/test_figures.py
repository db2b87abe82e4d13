"""What is made of simulated calls: figures, causes, and how sure they are."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from ivr.simulation.causes import CAUSES, Cause, cause_of
from ivr.simulation.expectations import failures
from ivr.simulation.figures import (
    Confusion,
    automated,
    condition,
    figures,
    wrong_with_confidence,
)
from ivr.simulation.outcome import Exchange, Outcome
from ivr.simulation.runner import Held, Planned
from ivr.simulation.scenario import CallerVoice, Expect, Kind, ReplyRule, Scenario
from ivr.simulation.script import Move
from ivr.simulation.shares import Share, Typical
from ivr.simulation.spent import Spent


def held(outcome: Outcome, expect: Expect, kind: Kind = "ordinary") -> Held:
    scenario = Scenario(
        name="test", caller=CallerVoice(kind=kind), reply=(ReplyRule(say=("Un trou.",)),), expect=expect
    )
    return Held(Planned(Path("folder/test.toml"), scenario), outcome, failures(scenario, outcome))


def call(said: str, heard: str, understood: str = "", *, outcome: str = "incident", foreseen: bool = True) -> Outcome:
    exchange = Exchange("Où est-ce ?", Move(say=said, foreseen=foreseen), heard, understood, "place")
    return Outcome((exchange, Exchange("Au revoir.", None)), outcome, {"case": {"kind": "tags"}}, 30.0, (500, 900))


TAGS, HOLE = Expect(case={"kind": "tags"}), Expect(case={"kind": "nid_de_poule"})


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (98, 100, 0.930, 0.995), (0, 0, 0.0, 1.0)],
)
def test_intervals_are_wilsons(hits: int, of: int, low: float, high: float) -> None:
    """Reference values of Wilson's interval: Newcombe 1998, table I, and its formula."""
    assert Share(hits, of).interval == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize(("count", "ranks"), [(5, None), (6, (1, 6)), (9, (2, 8)), (20, (6, 15)), (25, (8, 18))])
def test_medians_have_an_interval_too(count: int, ranks: tuple[int, int] | None) -> None:
    """Ranks of the two values: the tables of the sign test (Conover 1999, table A3 at 0.025)."""
    typical = Typical.of_values(range(count, 0, -1))
    assert typical is not None
    assert (typical.interval, typical.of) == (ranks, count)
    assert typical.median == (count + 1) / 2


def test_a_median_of_few_values_goes_not_beyond_them() -> None:
    assert Typical.of_values([]) is None
    assert Typical.of_values([7]) == Typical(7, 1, None, 7)
    assert Typical.of_values([1000, 1340]) == Typical(1170, 2, None, 1323)


EXAMPLES: Sequence[tuple[Cause, Held, bool]] = [
    ("recognition", held(call("Au douze.", "oh douce"), HOLE), True),
    ("timing", held(call("Au douze, rue des Lilas.", "au"), HOLE), True),
    ("timing", held(call("Au douze.", "[silence]"), HOLE), True),
    ("understanding", held(call("Au douze.", "au douze", "repair=unclear"), HOLE), False),
    ("understanding", held(call("Au douze.", "au douze"), HOLE), False),
    ("understanding", held(call("Au douze.", "au douze"), Expect(intent="intent:horaires")), False),
    ("knowledge", held(call("Au douze.", "au douze"), Expect(said=("86 euros",))), False),
    ("dialogue", held(call("Je ne sais pas.", "", foreseen=False), Expect(outcome="answer")), False),
    ("dialogue", held(call("Au douze.", "au douze"), Expect(max_seconds=20)), False),
    ("other", held(call("Au douze.", "au douze"), Expect(outcome="answer")), False),
]
"""The cause, a call that fails for it, and whether it is by voice and succeeds in text."""


@pytest.mark.parametrize(("cause", "failed", "fine_in_text"), EXAMPLES)
def test_a_failure_has_a_cause(cause: Cause, failed: Held, fine_in_text: bool) -> None:
    assert failed.failures
    assert cause_of(failed, fine_in_text=fine_in_text) == cause


def test_each_cause_has_an_example_and_is_explained() -> None:
    assert {cause for cause, *_ in EXAMPLES} == set(CAUSES)
    explained = (Path(__file__).parents[3] / "docs" / "quality.md").read_text("utf-8")
    assert [cause for cause in CAUSES if f"\n| {cause} | " not in explained] == []


def test_what_was_not_heard_after_it_went_wrong_is_not_why() -> None:
    unclear = Exchange("Où est-ce ?", Move(say="Au douze."), "oh douce", "repair=unclear", "place")
    later = Exchange("Où est-ce ?", Move(say="Au douze, rue des Lilas."), "[silence]", "", "place")
    outcome = Outcome((unclear, later, Exchange("Au revoir.", None)), "abandoned", {}, 30.0)
    assert cause_of(held(outcome, HOLE), fine_in_text=True) == "recognition"


def test_something_wrong_with_confidence() -> None:
    assert wrong_with_confidence(held(call("Au douze.", "au douze"), HOLE))
    elsewhere = Expect(case={"kind": "tags"})
    assert not wrong_with_confidence(held(call("Au douze.", "x", outcome="abandoned"), elsewhere))
    assert wrong_with_confidence(held(call("Au douze.", "x"), Expect(not_said=("revoir",))))
    assert not wrong_with_confidence(held(call("Au douze.", "x"), Expect(outcome="appointment")))


def test_automated_is_what_they_wanted_and_no_person() -> None:
    """One definition, for the page, the table and the history."""
    served = held(call("Au douze.", "au douze"), TAGS)
    called_back = held(call("Au douze.", "au douze", outcome="callback"), TAGS)
    gave_up = held(call("Au douze.", "au douze", outcome="abandoned"), Expect(outcome="incident"))
    assert [automated(each) for each in (served, called_back, gave_up)] == [True, False, False]
    group = figures([served, called_back, gave_up])
    assert (group.success, group.automated) == (Share(2, 3), Share(1, 3))


def test_figures_of_a_group() -> None:
    good = held(call("Au douze.", "au douze"), TAGS)
    bad = held(call("Au douze.", "oh douce ça", "repair=unclear"), HOLE, "slow")
    both = figures([good, bad])
    assert both.success == Share(1, 2)
    assert (both.turns, both.seconds) == (Typical(1, 1, None, 1), Typical(30, 1, None, 30))
    assert (figures([bad]).turns, figures([bad]).seconds) == (None, None)
    whole = condition("clean voice", [good, bad], Counter({"understanding": 1}))
    assert (whole.word_errors, whole.words) == ({"place": Share(2, 4)}, Share(2, 4))
    assert (whole.repairs, whole.repairs_a_call, whole.repairs_by_cause) == (1, 0.5, {"unclear": 1})
    assert whole.repaired == Share(1, 2)
    assert whole.gap_ms == Typical(700, 4, None, 900)
    assert whole.by_subject.keys() == {"folder"}
    assert {kind: each.success for kind, each in whole.by_kind.items()} == {
        "ordinary": Share(1, 1),
        "slow": Share(0, 1),
    }


def test_confusions() -> None:
    wrong_kind = held(call("Un trou.", "un trou"), HOLE)
    right = held(call("Un trou.", "un trou", "incident:tags"), Expect(intent="incident:tags"))
    other = held(call("Un trou.", "un trou", "incident:tags"), Expect(intent="intent:horaires"))
    no_booking = held(call("Un trou.", "un trou", "incident:tags"), Expect(appointment={"procedure": "pacs"}))
    whole = condition("text", [wrong_kind, right, other, no_booking, held(call("x", "x"), Expect())], Counter())
    assert whole.confused == Share(3, 4)
    assert whole.confusions == (
        Confusion("intent:horaires", "incident:tags", 1),
        Confusion("nid_de_poule", "tags", 1),
        Confusion("pacs", "nothing", 1),
    )


def test_words_count_by_voice_alone() -> None:
    """In text they arrive as they were said."""
    typed = Outcome(call("Au douze.", "au douze").exchanges, "incident", {"case": {"kind": "tags"}})
    assert condition("text", [held(typed, TAGS)], Counter()).word_errors == {}


def test_false_barge_ins_are_a_share_of_all() -> None:
    one = call("Au douze.", "au douze")
    noisy = Outcome(one.exchanges, one.outcome, one.stored, 30.0, false_alarms=2, interruptions=3)
    whole = condition("noise", [held(one, TAGS), held(noisy, TAGS)], Counter())
    assert whole.false_barge_ins == Share(2, 3)


def test_what_a_call_cost_is_counted_by_stage_and_once() -> None:
    ticks = iter([0.0, 1.0, 4.0, 10.0])
    spent = Spent(lambda: next(ticks))
    with spent.on("dialogue"), spent.on("recognition"):
        pass
    assert spent.seconds == {"recognition": 3.0, "dialogue": 7.0}
