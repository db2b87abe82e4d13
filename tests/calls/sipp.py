"""Debian's sipp: a telephone that no one here wrote."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.calls.process import PATIENCE_S, free_port

SIPP = shutil.which("sipp")
needs_sipp = pytest.mark.skipif(SIPP is None, reason="sipp is not installed (apt install sip-tester)")
_SCENARIOS = Path(__file__).parent / "sipp"


def run_sipp(scenario: str, port: int, folder: Path, patience_s: float = PATIENCE_S) -> None:
    """Play one scenario of tests/calls/sipp against 127.0.0.1:`port`. AssertionError when it went otherwise."""
    assert SIPP is not None
    done = subprocess.run(
        [
            SIPP,
            f"127.0.0.1:{port}",
            *("-sf", str(_SCENARIOS / f"{scenario}.xml")),
            *("-i", "127.0.0.1", "-p", str(free_port()), "-mp", str(free_port() & ~1)),
            *(
                "-m",
                "1",
                "-timeout",
                f"{patience_s:.0f}s",
                "-timeout_error",
                "-recv_timeout",
                f"{patience_s * 1000:.0f}",
                "-nostdin",
            ),
            *("-trace_err", "-error_file", str(folder / "errors.txt")),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=patience_s + 5,
        check=False,
    )
    errors = folder / "errors.txt"
    assert done.returncode == 0, errors.read_text()[:3000] if errors.exists() else done.stdout[-1500:]
