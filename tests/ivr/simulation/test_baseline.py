r"""The project's own residents call in CI; a call that went well when the baseline was recorded must go well.

To record it anew after a change that is worth it:

    python run_ivr.py simulate --calls 60 --seed 4 --baseline tests/ivr/simulation/text.json --record
    python run_ivr.py simulate --voice --no-network --calls 8 --seed 4 \
        --baseline tests/ivr/simulation/voice.json --record
"""

from dataclasses import replace
from pathlib import Path

import pytest

from ivr.config import load
from ivr.simulation import baseline
from ivr.simulation.expectations import failures
from ivr.simulation.outcome import Exchange, Outcome
from ivr.simulation.runner import Held, Planned, plan, run
from ivr.simulation.scenario import FOLDER, Expect, ReplyRule, Scenario, ScenarioError, load_all
from tests.calls.counter import needs_voice

HERE = Path(__file__).parent
DITHER = 1
"""Vosk dithers: of eight calls by voice one may fall the other way."""


def calls(file: Path) -> tuple[baseline.Baseline, list[Held]]:
    known = baseline.load(file)
    planned = plan(load_all([FOLDER]), known.calls)
    return known, list(run(load(), planned, seed=known.seed, way=known.way))


def test_sixty_residents_in_text() -> None:
    known, held = calls(HERE / "text.json")
    assert known.calls == len(held) == 60
    assert known.broken(held) == []


@needs_voice
@pytest.mark.speech
def test_eight_residents_with_voices() -> None:
    known, held = calls(HERE / "voice.json")
    assert known.calls == len(held) == 8
    assert len(known.broken(held)) <= DITHER, known.broken(held)


def held(kind: str, name: str) -> Held:
    """A call that stored the kind "tags" where another may have been expected."""
    scenario = Scenario(name=name, reply=(ReplyRule(say=("Au douze.",)),), expect=Expect(case={"kind": kind}))
    outcome = Outcome((Exchange("Au revoir.", None),), "incident", {"case": {"kind": "tags"}})
    return Held(Planned(Path("folder/test.toml"), scenario), outcome, failures(scenario, outcome))


def test_only_what_went_well_can_break(tmp_path: Path) -> None:
    good, bad = held("tags", "good"), held("nid_de_poule", "bad")
    file = tmp_path / "baseline.json"
    assert baseline.record(file, "text", 0, [good, bad]).failing == ("bad",)
    known = baseline.load(file)
    assert known.broken([good, bad]) == []
    worse = Held(Planned(Path("x"), good.planned.scenario, 1), bad.outcome, bad.failures)
    assert known.broken([worse, bad]) == ["good #1"]
    assert known.mended([Held(bad.planned, good.outcome, ())]) == ["bad"]
    assert [known.knows(each) for each in (good, bad, worse)] == [False, True, False]


def test_other_calls_than_those_recorded_are_refused(tmp_path: Path) -> None:
    good, bad, other = held("tags", "good"), held("nid_de_poule", "bad"), held("tags", "other")
    file = tmp_path / "baseline.json"
    baseline.record(file, "text", 4, [good, bad])
    known, planned = baseline.load(file), [good.planned, bad.planned]
    known.require(file, "text", 4, planned)
    for way, seed, calls, said in (
        ("text", 5, planned, "2 call.s. in text with seed 4, and these are 2 call.s. in text with seed 5"),
        ("sound", 4, planned, "these are 2 call.s. by voice without a network with seed 4"),
        ("text", 4, planned[:1], "these are 1 call.s. in text"),
        ("text", 4, [other.planned, bad.planned], "with other scenarios"),
    ):
        with pytest.raises(ScenarioError, match=said) as error:
            known.require(file, way, seed, calls)  # type: ignore[arg-type]
        assert "--record" in str(error.value)
    before_there_were_names = replace(known, names="")
    before_there_were_names.require(file, "text", 4, planned)
    with pytest.raises(ScenarioError, match="with other scenarios"):
        before_there_were_names.require(file, "text", 4, [good.planned, other.planned])


def test_a_baseline_needs_a_folder_that_exists(tmp_path: Path) -> None:
    baseline.writable(tmp_path / "b.json")
    for file in (tmp_path, tmp_path / "nowhere" / "b.json"):
        with pytest.raises(ScenarioError, match="folder that exists"):
            baseline.writable(file)


@pytest.mark.parametrize("text", ["", "[]", '{"way": "text"}', '{"way": "song", "seed": 1, "calls": 1, "failing": []}'])
def test_a_file_that_is_no_baseline(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, "utf-8")
    with pytest.raises(ScenarioError, match="--record"):
        baseline.load(tmp_path / "b.json")
