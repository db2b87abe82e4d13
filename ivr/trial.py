"""A recognition model is tried in a process of its own before any call hears with it: Kaldi aborts on some."""

import subprocess
import sys
from pathlib import Path

from asr_models.files import ModelError

SOURCE = Path(__file__).parents[1]
PATIENCE_S = 300.0
"""The largest official model takes a minute to load from a slow disk."""


def check(model: Path, otherwise: str = "") -> int:
    """Let a model hear a second of noise; the most memory that its process took, in megabytes.

    Raises ModelError, which ends with what follows (`otherwise`).
    """
    command = [sys.executable, "-m", "voice.trying", str(model.resolve())]
    try:
        done = subprocess.run(command, cwd=SOURCE, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        reason = f"it took more than {PATIENCE_S:.0f} seconds"
    else:
        if done.returncode == 0:
            return int(done.stdout.split()[-1])
        lines = [line.strip().rstrip(".") for line in done.stderr.splitlines() if line.strip()]
        reason = lines[-1] if lines else f"it ended with {done.returncode}"
    raise ModelError(f"The recognizer in {model} does not work ({reason}){'; ' if otherwise else ''}{otherwise}.")
