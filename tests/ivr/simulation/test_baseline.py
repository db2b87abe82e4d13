r"""The project's own residents call in CI; a call that went well when the baseline was recorded must go well.

To record it anew after a change that is worth it:

    python run_ivr.py simulate --calls 60 --seed 4 --baseline tests/ivr/simulation/text.json --record
    python run_ivr.py simulate --voice --no-network --calls 8 --seed 4 \
        --baseline tests/ivr/simulation/voice.json --record
"""

from pathlib import Path

import pytest

from ivr.config import load
from ivr.simulation import baseline
from ivr.simulation.runner import Held, Planned, plan, run
from ivr.simulation.scenario import FOLDER, Expect, ScenarioError, load_all
from tests.calls.counter import needs_voice
from tests.ivr.test_bench_calls import call, held

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


def test_only_what_went_well_can_break(tmp_path: Path) -> None:
    good = held(call("Au douze.", "au douze"), Expect(case={"kind": "tags"}), name="good")
    bad = held(call("Au douze.", "au douze"), Expect(case={"kind": "trou"}), name="bad")
    file = tmp_path / "baseline.json"
    assert baseline.record(file, "text", 0, [good, bad]).failing == ("bad",)
    known = baseline.load(file)
    assert known.broken([good, bad]) == []
    worse = Held(Planned(Path("x"), good.planned.scenario, 1), bad.outcome, bad.failures)
    assert known.broken([worse, bad]) == ["good #1"]
    assert known.mended([Held(bad.planned, good.outcome, ())]) == ["bad"]


@pytest.mark.parametrize("text", ["", "[]", '{"way": "text"}'])
def test_a_file_that_is_no_baseline(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, "utf-8")
    with pytest.raises(ScenarioError, match="--record"):
        baseline.load(tmp_path / "b.json")
