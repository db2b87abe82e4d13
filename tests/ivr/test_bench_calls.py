"""The measurement of whole calls: shares, causes, history."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from ivr import bench_calls, bench_calls_page
from ivr.config import load
from ivr.simulation.causes import cause_of
from ivr.simulation.expectations import failures
from ivr.simulation.figures import Share, condition, figures, wrong_with_confidence
from ivr.simulation.outcome import Exchange, Outcome
from ivr.simulation.runner import Held, Planned, plan
from ivr.simulation.scenario import Expect, ReplyRule, Scenario
from ivr.simulation.script import Move


def held(outcome: Outcome, expect: Expect, name: str = "test") -> Held:
    scenario = Scenario(name=name, reply=(ReplyRule(say=("Un trou.",)),), expect=expect)
    return Held(Planned(Path("folder/test.toml"), scenario), outcome, failures(scenario, outcome))


def call(said: str, heard: str, understood: str = "", *, outcome: str = "incident", foreseen: bool = True) -> Outcome:
    exchange = Exchange("Où est-ce ?", Move(say=said, foreseen=foreseen), heard, understood, "place")
    return Outcome((exchange, Exchange("Au revoir.", None)), outcome, {"case": {"kind": "tags"}}, 30.0, (500, 900))


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (98, 100, 0.930, 0.995), (0, 0, 0.0, 1.0)],
)
def test_intervals_are_wilsons(hits: int, of: int, low: float, high: float) -> None:
    """Reference values of Wilson's interval: Newcombe 1998, table I, and its formula."""
    assert Share(hits, of).interval == pytest.approx((low, high), abs=0.001)


def test_a_failure_has_a_cause() -> None:
    tags, hole = Expect(case={"kind": "tags"}), Expect(case={"kind": "nid_de_poule"})
    assert cause_of(held(call("Au douze.", "oh douce"), hole), fine_in_text=True) == "recognition"
    assert cause_of(held(call("Au douze, rue des Lilas.", "au"), hole), fine_in_text=True) == "timing"
    assert cause_of(held(call("Au douze.", "[silence]"), hole), fine_in_text=True) == "timing"
    assert cause_of(held(call("Au douze.", "au douze", "repair=unclear"), hole)) == "understanding"
    assert cause_of(held(call("Au douze.", "au douze"), Expect(said=("86 euros",)))) == "knowledge"
    assert cause_of(held(call("Je ne sais pas.", "", foreseen=False), Expect(outcome="answer"))) == "dialogue"
    assert not held(call("Au douze.", "au douze"), tags).failures


def test_something_wrong_with_confidence() -> None:
    wrong = held(call("Au douze.", "au douze"), Expect(case={"kind": "nid_de_poule"}))
    assert wrong_with_confidence(wrong)
    assert not wrong_with_confidence(held(call("Au douze.", "x", outcome="abandoned"), Expect(case={"kind": "trou"})))
    assert wrong_with_confidence(held(call("Au douze.", "x"), Expect(not_said=("revoir",))))
    assert not wrong_with_confidence(held(call("Au douze.", "x"), Expect(outcome="appointment")))


def test_figures_of_a_group() -> None:
    good = held(call("Au douze.", "au douze"), Expect(case={"kind": "tags"}))
    bad = held(call("Au douze.", "oh douce ça", "repair=unclear"), Expect(case={"kind": "nid_de_poule"}))
    both = figures([good, bad])
    assert (both.success.hits, both.success.of) == (1, 2)
    assert (both.turns, both.seconds) == (1, 30.0)
    whole = condition("text", [good, bad], Counter({"understanding": 1}))
    assert whole.word_errors == {"place": Share(2, 4)}
    assert [(each.meant, each.got, each.times) for each in whole.confusions] == [("nid_de_poule", "tags", 1)]
    assert whole.repairs == 0.5
    assert whole.gap_ms is not None
    assert whole.gap_ms[0] == 700
    assert whole.by_subject.keys() == {"folder"}


def test_a_plan_has_written_calls_first_and_all_subjects() -> None:
    scenarios = {
        Path(f"{number}.toml"): Scenario(name=str(number), reply=(ReplyRule(say=("x",)),)) for number in range(10)
    }
    assert [each.number for each in plan(scenarios)] == [0] * 10
    assert [each.scenario.name for each in plan(scenarios, 5)] == ["0", "2", "4", "6", "8"]
    thirty = plan(scenarios, 25)
    assert [each.number for each in thirty] == [0] * 10 + [1] * 10 + [2] * 5


def test_a_measurement_is_kept_and_shown(tmp_path: Path) -> None:
    expect = Expect(outcome="answer", said=("17 heures 30",))
    question = "Jusqu'à quelle heure la mairie est-elle ouverte aujourd'hui ?"
    rules = (ReplyRule(say=(question,)), ReplyRule(when="autre", hang_up=True))
    good = Scenario(name="fermeture", clock="2026-11-23T15:00", reply=rules, expect=expect)
    bad = good.model_copy(update={"name": "piscine", "expect": Expect(case={"kind": "tags"})})
    scenarios = {tmp_path / "a.toml": good, tmp_path / "b.toml": bad}
    quality, calls = bench_calls.measure(load(data=tmp_path), scenarios, {bench_calls.TEXT: 2})
    assert [each.failures == () for each in calls] == [True, False]
    assert quality.conditions[0].all.success == Share(1, 2)
    assert quality.worst[0].name == "piscine"
    page = bench_calls_page.page(quality)
    assert "piscine" in page
    assert "<svg" in page
    bench_calls_page.keep(tmp_path, quality)
    summary = tmp_path / bench_calls_page.SUMMARY
    summary.write_text(summary.read_text("utf-8") + "\nWhat we did about it.\n", "utf-8")
    bench_calls_page.keep(tmp_path, quality)
    text = summary.read_text("utf-8")
    assert "| text | 2 | 50.0 % (9–91)" in text
    assert "What we did about it." in text
    assert f"Why calls failed: text: {quality.worst[0].cause} 1." in text
    assert len((tmp_path / bench_calls_page.HISTORY).read_text("utf-8").splitlines()) == 2
    assert json.dumps(bench_calls.as_data(quality))
    assert datetime.fromisoformat(quality.day)


def test_other_scenarios_have_another_checksum() -> None:
    one = {Path("a"): Scenario(name="x", reply=(ReplyRule(say=("x",)),))}
    moved = {Path("b"): one[Path("a")]}
    other = {Path("a"): Scenario(name="x", reply=(ReplyRule(say=("y",)),))}
    assert bench_calls.checksum(one) == bench_calls.checksum(moved) != bench_calls.checksum(other)
