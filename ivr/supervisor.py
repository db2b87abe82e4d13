"""Keeps a worker alive: pjsip and Kaldi abort the process on misuse, and a crash must cost its calls only."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from types import FrameType

import structlog

log = structlog.get_logger()

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0
STEADY_S = 60.0
"""A worker that lived so long is restarted at once, without the growing wait."""
FINAL_CODES = (0, 1, 2, 3)
"""Exit codes of a worker that ended on purpose; anything else is a crash."""


def next_wait(previous_s: float, lived_s: float) -> float:
    """Seconds before the next start: doubled after each quick crash, small again after a steady life."""
    if lived_s >= STEADY_S or previous_s == 0:
        return FIRST_WAIT_S
    return min(previous_s * 2, LONGEST_WAIT_S)


def supervise(command: Sequence[str], clock: Callable[[], float] = time.monotonic) -> int:
    """Run the worker, again after each crash, until it ends on purpose; its exit code.

    SIGTERM and SIGINT are passed on.
    """
    stopping = False
    child: subprocess.Popen[bytes] | None = None

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        if child is not None and child.poll() is None:
            child.send_signal(signal.SIGTERM)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    wait = 0.0
    while True:
        started = clock()
        child = subprocess.Popen(command, start_new_session=True)
        if stopping:
            child.send_signal(signal.SIGTERM)
        code = child.wait()
        if code in FINAL_CODES or stopping:
            return max(code, 0)
        wait = next_wait(wait, clock() - started)
        log.error("the worker crashed; starting it again", code=code, wait_s=wait)
        deadline = clock() + wait
        while clock() < deadline and not stopping:
            time.sleep(0.05)
        if stopping:
            return 0
