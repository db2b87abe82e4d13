"""The measurement of whole calls: which are held, what is made of them, how it is kept and shown."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ivr import bench_calls, bench_calls_history, bench_calls_page, bench_calls_summary
from ivr.bench_calls import Quality, Worst
from ivr.bench_errors import HistoryError
from ivr.config import Settings, load
from ivr.simulation.expectations import failures
from ivr.simulation.figures import condition
from ivr.simulation.outcome import Exchange, Outcome
from ivr.simulation.runner import Held, Planned, plan, run
from ivr.simulation.scenario import Expect, ReplyRule, Scenario
from ivr.simulation.script import Move
from ivr.simulation.shares import Share


def held(outcome: Outcome, expect: Expect, name: str = "test") -> Held:
    scenario = Scenario(name=name, reply=(ReplyRule(say=("Un trou.",)),), expect=expect)
    return Held(Planned(Path("folder/test.toml"), scenario), outcome, failures(scenario, outcome))


def test_a_plan_has_written_calls_first_and_all_subjects() -> None:
    scenarios = {
        Path(f"{number}.toml"): Scenario(name=str(number), reply=(ReplyRule(say=("x",)),)) for number in range(10)
    }
    assert [each.number for each in plan(scenarios)] == [0] * 10
    assert [each.scenario.name for each in plan(scenarios, 5)] == ["0", "2", "4", "6", "8"]
    thirty = plan(scenarios, 25)
    assert [each.number for each in thirty] == [0] * 10 + [1] * 10 + [2] * 5


def resident(name: str, expect: Expect) -> Scenario:
    question = "Jusqu'à quelle heure la mairie est-elle ouverte aujourd'hui ?"
    rules = (ReplyRule(say=(question,)), ReplyRule(when="autre", hang_up=True))
    return Scenario(name=name, clock="2026-11-23T15:00", reply=rules, expect=expect)


def test_a_measurement_is_kept_and_shown(tmp_path: Path) -> None:
    good = resident("fermeture", Expect(outcome="answer", said=("17 heures 30",)))
    bad = resident("piscine", Expect(case={"address": "a|b"}))
    scenarios = {tmp_path / "a.toml": good, tmp_path / "b.toml": bad}
    quality, calls = bench_calls.measure(load(data=tmp_path), scenarios, {bench_calls.TEXT: 2})
    assert [each.failures == () for each in calls] == [True, False]
    assert quality.conditions[0].all.success == Share(1, 2)
    assert quality.conditions[0].cost["all"] > 0
    assert quality.worst[0].name == "piscine"
    folder = tmp_path / "kept"
    folder.mkdir()
    bench_calls_history.keep(folder, quality, bench_calls_summary.summary)
    summary = folder / bench_calls_history.SUMMARY
    summary.write_text(summary.read_text("utf-8") + "\nWhat we did about it.\n", "utf-8")
    bench_calls_history.keep(folder, quality, bench_calls_summary.summary)
    text = summary.read_text("utf-8")
    assert "| text | 2 | 50.0 % (9–91) | 50.0 % (9–91) |" in text
    assert "What we did about it." in text
    assert text.count("| piscine | text |") == 1
    assert len((folder / bench_calls_history.HISTORY).read_text("utf-8").splitlines()) == 2
    assert sorted(each.name for each in folder.iterdir()) == ["quality.jsonl", "quality.md"]
    assert datetime.fromisoformat(quality.day)


def measured(commit: str = "abc1234") -> Quality:
    """Two residents by voice, with every figure that a measurement has."""
    exchange = Exchange("Où est-ce ?", Move(say="Au douze."), "oh douce", "repair=unclear", "place")
    outcome = Outcome(
        (exchange, Exchange("Au revoir.", None)), "incident", {"case": {"kind": "tags"}}, 30.0, (500, 900), 1, 2
    )
    calls = [held(outcome, Expect(case={"kind": kind})) for kind in ("tags", "nid_de_poule")]
    clean = condition("clean voice", calls, Counter(recognition=1), {"all": 9.0, "recognition": 4.0})
    worst = Worst("clean voice", "test", "recognition", "case.kind is 'tags' <b>", True, "Au douze.", "oh", "Où ?")
    return Quality(commit, "2026-11-23", "tune", 7, "5eeacdad23eb", (clean,), (worst,))


def test_the_history_keeps_every_figure_with_its_counts(tmp_path: Path) -> None:
    bench_calls_history.keep(tmp_path, measured(), bench_calls_summary.summary)
    line = json.loads((tmp_path / bench_calls_history.HISTORY).read_text("utf-8"))
    assert {key: line[key] for key in ("commit", "day", "half", "seed", "scenarios")} == {
        "commit": "abc1234", "day": "2026-11-23", "half": "tune", "seed": 7, "scenarios": "5eeacdad23eb",
    }  # fmt: skip
    clean = line["conditions"][0]
    assert clean["all"]["success"] == {"hits": 1, "of": 2}
    assert clean["all"]["automated"] == {"hits": 1, "of": 2}
    assert clean["all"]["wrong"] == {"hits": 1, "of": 2}
    assert clean["all"]["turns"]["of"] == clean["all"]["seconds"]["of"] == 1
    assert clean["by_kind"]["ordinary"]["success"] == {"hits": 1, "of": 2}
    assert clean["word_errors"] == {"place": {"hits": 4, "of": 4}}
    assert clean["confusions"] == [{"meant": "nid_de_poule", "got": "tags", "times": 1}]
    assert (clean["repairs"], clean["repaired"]) == (2, {"hits": 2, "of": 2})
    assert clean["false_barge_ins"] == {"hits": 2, "of": 4}
    assert (clean["gap_ms"]["median"], clean["gap_ms"]["of"]) == (700, 4)
    assert clean["causes"] == {"recognition": 1}
    assert line["worst"][0].keys() == {"condition", "name", "cause", "failure", "wrong_with_confidence"}
    assert "cost" not in clean, "what one machine spent is comparable with nothing"
    assert bench_calls_summary.summary(bench_calls_history.read(tmp_path / "quality.jsonl")) == (
        bench_calls_summary.summary([measured()])
    ), "the summary is made of what the history keeps"


def test_the_summary_has_every_figure() -> None:
    text = bench_calls_summary.summary([measured()])
    for figure in (
        "seed 7",
        "| clean voice | 2 | 50.0 % (9–91) | 50.0 % (9–91) | 50.0 % (9–91) | 1 | 30 | 1.00 |",
        "| clean voice | 1 of 2 | 1 | 0 | 0 | 0 | 0 | 0 |",
        "| ordinary | 50.0 % (9–91) of 2 |",
        "| clean voice | 100.0 % (34–100) of 2 | unclear 2 | 2 of 4 | 700 of 4 | 900 |",
        "| all | 100.0 % (51–100) of 4 |",
        "nid_de_poule → tags",
        "| test | clean voice | recognition, wrong with confidence | case.kind is 'tags' <b> |",
    ):
        assert figure in text
    assert "### Before" not in text


def test_what_was_measured_before_is_what_came_before() -> None:
    text = bench_calls_summary.summary([measured(f"commit{number}") for number in range(9)])
    latest, before = text.split("### Before")
    assert "`commit8`" in latest
    assert re.findall(r"`commit(\d)` \| tune \| 7 \|", before) == ["7", "6", "5", "4", "3", "2"]
    assert "| clean voice | 2 | 50.0 % (9–91) |" in before


def test_lines_of_the_first_form_are_read(tmp_path: Path) -> None:
    share = {"hits": 16, "of": 24, "value": 0.6667, "interval": [0.4671, 0.8203]}
    figures: dict[str, object] = {"success": share, "alone": share | {"hits": 21}, "helped_alone": share | {"hits": 15}}
    figures |= {"wrong": share | {"hits": 3}, "turns": 6.0, "seconds": 34.07, "repairs": 0.96}
    line = {"commit": "7c78f6c", "day": "2026-11-23", "half": "report", "seed": 0, "scenarios": "5eeacdad23eb"}
    (tmp_path / "quality.jsonl").write_text(json.dumps(line | {"conditions": {"clean voice": figures}}) + "\n", "utf-8")
    bench_calls_history.keep(tmp_path, measured(), bench_calls_summary.summary)
    old = bench_calls_history.read(tmp_path / "quality.jsonl")[0].conditions[0]
    assert (old.all.success, old.all.automated) == (Share(16, 24), Share(15, 24))
    assert (old.repairs, round(old.repairs_a_call, 2)) == (23, 0.96)
    row = "| clean voice | 24 | 66.7 % (47–82) | 62.5 % (43–79) | 12.5 % (4–31) | 6 | 34 | 0.96 |"
    assert row in (tmp_path / "quality.md").read_text("utf-8")


def test_the_projects_own_history_is_read() -> None:
    docs = Path(__file__).parents[2] / "docs"
    assert len(bench_calls_history.read(docs / "quality.jsonl")) >= 5
    bench_calls_history.check(docs)


FORMAT_3 = '{"format": 3, "commit": "x", "unheard_of": 1}'


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("{", "line 2 is no measurement of `bench calls` (it is not JSON from column 2 on)"),
        ('{"commit": "x"}', "line 2 is no measurement of `bench calls` (its figures are missing)"),
        ('{"format": 2, "commit": "x"}', "line 2 is no measurement of `bench calls` (day is missing"),
        ("[]", "line 2 is no measurement"),
        ("3", "line 2 is no measurement"),
        (FORMAT_3, "line 2 is of format 3, not 2: use the version that wrote it."),
    ],
)
def test_a_broken_history_is_one_sentence_and_stays_as_it_is(tmp_path: Path, broken: str, reason: str) -> None:
    history = tmp_path / "quality.jsonl"
    history.write_text(f"{bench_calls_history.line(measured())}\n{broken}\n", "utf-8")
    before = history.read_bytes()
    with pytest.raises(HistoryError, match=re.escape(f"{history}, {reason}")) as error:
        bench_calls_history.keep(tmp_path, measured(), bench_calls_summary.summary)
    assert "\n" not in str(error.value)
    assert (history.read_bytes(), [each.name for each in tmp_path.iterdir()]) == (before, ["quality.jsonl"])


def test_a_summary_without_its_marks_is_not_overwritten(tmp_path: Path) -> None:
    summary = tmp_path / "quality.md"
    summary.write_text(f"Ours.\n{bench_calls_history.BEGIN}\nAlso ours.\n", "utf-8")
    with pytest.raises(HistoryError, match="lacks the marks"):
        bench_calls_history.keep(tmp_path, measured(), bench_calls_summary.summary)
    assert "Also ours." in summary.read_text("utf-8")
    assert not (tmp_path / "quality.jsonl").exists()


def test_a_summary_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "quality.md").write_bytes(b"\xff\xfe")
    with pytest.raises(HistoryError, match=re.escape("quality.md is not UTF-8 text")):
        bench_calls_history.check(tmp_path)


def test_what_fails_leaves_both_files_as_they_were(tmp_path: Path) -> None:
    bench_calls_history.keep(tmp_path, measured(), bench_calls_summary.summary)

    def left() -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}

    def fails(_: Sequence[Quality]) -> str:
        raise ZeroDivisionError

    before = left()
    with pytest.raises(ZeroDivisionError):
        bench_calls_history.keep(tmp_path, measured(), fails)
    assert left() == before
    for name in ("quality.md", "quality.jsonl"):  # neither is written where the other cannot be
        blocked = tmp_path / f"{name}.{os.getpid()}.part"
        blocked.mkdir()
        with pytest.raises(OSError, match="part"):
            bench_calls_history.keep(tmp_path, measured(), bench_calls_summary.summary)
        assert left() == before
        blocked.rmdir()


def test_a_page_has_every_figure_with_its_interval() -> None:
    page = bench_calls_page.page(measured())
    assert "case.kind is &#39;tags&#39; &lt;b&gt;" in page
    assert page.count("<svg") == 4, "conditions, kinds of caller, subjects, words by question"
    for share in re.findall(r'<td class="n">([0-9.]+ %[^<]*)</td>', page):
        assert re.fullmatch(r"[0-9.]+ % \(\d+–\d+\)( of \d+)?", share)
    for figure in ("seed 7", "unclear 2", "2 of 4", "700 of 4", "nid_de_poule", "recognition 2.0", "oh"):
        assert figure in page


def test_a_call_that_was_not_held_in_text_is_held_for_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only then is it known whether the words or the ear were at fault."""
    fine = resident("fermeture", Expect(outcome="answer", said=("17 heures 30",)))
    misheard = Exchange(
        "Que puis-je faire ?", Move(say="Jusqu'à quelle heure ?"), "cuisse à quelle heure", "", "request"
    )
    deaf = Outcome((misheard, Exchange("Au revoir.", None)), "abandoned", {}, 20.0)

    def deaf_by_voice(settings: Settings, calls: Sequence[Planned], **options: Any) -> Iterator[Held]:
        if options.get("way", "text") == "text":
            return run(settings, calls, **options)
        return iter([Held(each, deaf, failures(each.scenario, deaf)) for each in calls])

    monkeypatch.setattr(bench_calls, "run", deaf_by_voice)
    quality, calls = bench_calls.measure(load(data=tmp_path), {tmp_path / "a.toml": fine}, {bench_calls.CLEAN: 1})
    assert quality.conditions[0].causes == {"recognition": 1}
    assert len(calls) == 1, "the call in text counts nowhere else"


def test_other_scenarios_have_another_checksum() -> None:
    one = {Path("a"): Scenario(name="x", reply=(ReplyRule(say=("x",)),))}
    moved = {Path("b"): one[Path("a")]}
    other = {Path("a"): Scenario(name="x", reply=(ReplyRule(say=("y",)),))}
    assert bench_calls.checksum(one) == bench_calls.checksum(moved) != bench_calls.checksum(other)
