"""One seed, one call: also in what the recognizer hears."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.simulation.dither import throw_anew
from tests.calls.counter import environment, needs_voice
from tests.calls.process import ROOT

SCENARIO = """
name = "x"
[caller]
kind = "slow"
noise = "street"
noise_db = 8
loss = 2
[[reply]]
say = ["Bonjour, c'est pour un lampadaire éteint.", "Y a un lampadaire en panne."]
[[reply]]
when = "poteau|compris"
say = "Non non, il tient debout, au revoir."
hang_up = true
[expect]
outcome = "callback"
"""


def thrown(seed: str) -> list[int]:
    throw_anew(seed)
    dice = ctypes.CDLL(None)
    return [dice.rand() for _ in range(5)]


def test_the_recognizers_dice_begin_anew() -> None:
    assert thrown("5 a 0") == thrown("5 a 0") != thrown("5 a 1")
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1", "its thread draws from them too"


@needs_voice
@pytest.mark.speech
def test_the_same_call_by_voice_is_heard_the_same(tmp_path: Path) -> None:
    """In processes of its own: in this one the libraries' threads may run already."""
    (tmp_path / "x.toml").write_text(SCENARIO, "utf-8")
    command = [
        sys.executable,
        "run_ivr.py",
        "simulate",
        str(tmp_path),
        "--voice",
        "--no-network",
        "--seed",
        "5",
        "--json",
    ]
    first, again = (
        subprocess.run(
            command,
            cwd=ROOT,
            env=environment(tmp_path / "data"),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        for _ in range(2)
    )
    assert first.returncode == again.returncode == 1, first.stderr
    assert first.stdout == again.stdout
    assert '"heard": "' in first.stdout
