"""The line works for itself: no library tells its maker of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THREADS_AND_VALUE = (
    "import os; from {0} import *; print(len(os.listdir('/proc/self/task')), os.environ['ORT_DISABLE_TELEMETRY'])"
)


def _told(module: str, **settings: str) -> list[str]:
    environment = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"}
    command = [sys.executable, "-c", THREADS_AND_VALUE.format(module)]
    return subprocess.run(
        command, cwd=ROOT, env=environment | settings, capture_output=True, text=True, check=True
    ).stdout.split()


@pytest.mark.parametrize(
    "module", ["accessibility.hearing", "asr_models.graph.lexicon", "asr_models.training.voices", "voice.synthesis"]
)
def test_onnxruntime_sends_nothing(module: str) -> None:
    """Each module that imports it, alone; its two telemetry threads are not there."""
    told = _told(module)
    assert told[1] == "1"
    assert told == _told(module, ORT_DISABLE_TELEMETRY="1")
