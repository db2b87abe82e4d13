import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ivr.supervisor import FIRST_WAIT_S, LONGEST_WAIT_S, STEADY_S, is_final, next_wait

ROOT = Path(__file__).parents[2]


def test_the_wait_doubles_after_quick_crashes_and_is_small_after_a_steady_life() -> None:
    waits = [0.0]
    for _ in range(9):
        waits.append(next_wait(waits[-1], lived_s=1.0))
    assert waits[1:8] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_WAIT_S]
    assert waits[-1] == LONGEST_WAIT_S
    assert next_wait(LONGEST_WAIT_S, lived_s=STEADY_S) == FIRST_WAIT_S


def supervised(folder: Path, worker: str) -> subprocess.Popen[str]:
    """A supervisor of a worker written in Python; `lives` in its folder counts its lives."""
    script = folder / "worker.py"
    script.write_text(
        "import os, signal, sys, time\n"
        "with open('lives', 'a') as lives: lives.write('x')\n"
        "life = os.path.getsize('lives')\n" + worker
    )
    program = (
        f"import sys; from ivr.supervisor import supervise; sys.exit(supervise([{sys.executable!r}, {str(script)!r}]))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="backslashreplace",
    )


def lives(folder: Path) -> int:
    path = folder / "lives"
    return path.stat().st_size if path.exists() else 0


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 15
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} never came"
        time.sleep(0.02)


def test_a_worker_that_crashes_twice_is_started_three_times(tmp_path: Path) -> None:
    supervisor = supervised(tmp_path, "os.abort() if life == 1 else sys.exit(0 if life == 3 else 134)\n")
    out, _ = supervisor.communicate(timeout=20)
    assert (supervisor.returncode, lives(tmp_path)) == (0, 3)
    assert out.count("the worker crashed") == 2
    assert "code=-6" in out.replace("\x1b[35m", "").replace("\x1b[36m", "").replace("\x1b[0m", "")


@pytest.mark.parametrize(
    ("code", "ever_ready", "final"),
    [
        pytest.param(0, True, True, id="stopped"),
        pytest.param(2, True, True, id="wrong use"),
        pytest.param(3, False, True, id="never could start"),
        pytest.param(3, True, False, id="the PBX reboots"),
        pytest.param(1, False, False, id="an uncaught exception"),
        pytest.param(-6, True, False, id="an abort"),
    ],
)
def test_which_ends_are_final(code: int, ever_ready: bool, final: bool) -> None:
    assert is_final(code, ever_ready) is final


def test_a_worker_without_means_is_started_again_once_it_has_answered(tmp_path: Path) -> None:
    """The worker answers, crashes, finds the registrar gone, and in its third life all is well again."""
    worker = (
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from ivr import readiness\n"
        "if life == 1: readiness.tell()\n"
        "sys.exit({1: 1, 2: 3, 3: 0}[life])\n"
    )
    supervisor = supervised(tmp_path, worker)
    supervisor.communicate(timeout=20)
    assert (supervisor.returncode, lives(tmp_path)) == (0, 3)


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_a_killed_supervisor_takes_its_worker_along(tmp_path: Path) -> None:
    worker = (
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from ivr import readiness\n"
        "def stop(number, frame):\n"
        "    open('stopped', 'w').close()\n"
        "    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, stop)\n"
        "readiness.end_with_supervisor()\n"
        "open('ready', 'w').close()\n"
        "time.sleep(20)\n"
    )
    supervisor = supervised(tmp_path, worker)
    wait_for(tmp_path / "ready")
    supervisor.kill()
    supervisor.communicate(timeout=20)
    wait_for(tmp_path / "stopped")
    assert lives(tmp_path) == 1


@pytest.mark.parametrize("code", [2, 3])
def test_a_worker_that_ends_on_purpose_is_not_started_again(tmp_path: Path, code: int) -> None:
    supervisor = supervised(tmp_path, f"sys.exit({code})\n")
    supervisor.communicate(timeout=20)
    assert (supervisor.returncode, lives(tmp_path)) == (code, 1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_passed_on_and_the_worker_may_finish(tmp_path: Path, number: signal.Signals) -> None:
    worker = (
        "def stop(number, frame):\n"
        "    open('stopped', 'w').close()\n"
        "    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, stop)\n"
        "open('ready', 'w').close()\n"
        "time.sleep(20)\n"
    )
    supervisor = supervised(tmp_path, worker)
    wait_for(tmp_path / "ready")
    supervisor.send_signal(number)
    supervisor.communicate(timeout=20)
    assert (supervisor.returncode, lives(tmp_path)) == (0, 1)
    assert (tmp_path / "stopped").exists()


def test_a_stop_between_two_lives_ends_it(tmp_path: Path) -> None:
    supervisor = supervised(tmp_path, "open('ready', 'w').close()\nos.abort()\n")
    wait_for(tmp_path / "ready")
    time.sleep(0.25)
    supervisor.send_signal(signal.SIGTERM)
    supervisor.communicate(timeout=20)
    assert supervisor.returncode == 0
    assert lives(tmp_path) <= 2


def test_what_a_worker_writes_is_passed_on_without_chatter_whatever_its_bytes(tmp_path: Path) -> None:
    worker = "os.write(2, b'WARNING (VoskAPI:x) y\\n')\nos.write(2, b'from Andr\\xe9\\n')\nos.write(2, b'the end\\n')\n"
    supervisor = supervised(tmp_path, worker)
    _, errors = supervisor.communicate(timeout=20)
    assert (supervisor.returncode, lives(tmp_path)) == (0, 1)
    assert "from Andr" in errors
    assert "the end" in errors
    assert "VoskAPI" not in errors
