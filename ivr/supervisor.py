"""Keeps a worker alive: pjsip and Kaldi abort the process on misuse, and a crash must cost its calls only."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

import structlog

from ivr.readiness import Readiness
from voice.engine_log import copy_without_chatter

log = structlog.get_logger()

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0
STEADY_S = 60.0
"""A worker that lived so long is restarted at once, without the growing wait."""
DONE, WRONG_USE, NO_MEANS = 0, 2, 3
"""Exit codes of a worker: stopped, wrongly configured, or without what it needs (port, models, registrar)."""


def is_final(code: int, ever_ready: bool) -> bool:
    """Whether a worker that ended so is not started again; `ever_ready`: one of its lives answered calls.

    A machine that once gave what is needed will again (a PBX that reboots): the line must come back by itself.
    Anything else, an exception included, is a crash.
    """
    return code in (DONE, WRONG_USE) or (code == NO_MEANS and not ever_ready)


def next_wait(previous_s: float, lived_s: float) -> float:
    """Seconds before the next start: doubled after each quick crash, small again after a steady life."""
    if lived_s >= STEADY_S or previous_s == 0:
        return FIRST_WAIT_S
    return min(previous_s * 2, LONGEST_WAIT_S)


class _Stop:
    """Whether a stop was asked for, and the worker to pass it on to."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.worker: subprocess.Popen[str] | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._pass_on)

    def _pass_on(self, number: int, frame: FrameType | None) -> None:
        self.asked.set()
        if self.worker is not None and self.worker.poll() is None:
            self.worker.send_signal(signal.SIGTERM)


def supervise(command: Sequence[str], clock: Callable[[], float] = time.monotonic) -> int:
    """Run the worker, again after each crash, until it ends on purpose; its exit code.

    SIGTERM and SIGINT are passed on; a second one makes the worker hurry.
    """
    stop = _Stop()
    wait = 0.0
    ever_ready = False
    while True:
        started = clock()
        code, ready = _run(command, stop)
        ever_ready = ever_ready or ready
        if is_final(code, ever_ready) or stop.asked.is_set():
            return max(code, 0)
        wait = next_wait(wait, clock() - started)
        log.error("the worker crashed; starting it again", code=code, wait_s=wait)
        if stop.asked.wait(wait):
            return 0


def _run(command: Sequence[str], stop: _Stop) -> tuple[int, bool]:
    """One life of the worker: its exit code, negative for a signal, and whether it ever answered calls."""
    # A session of its own: Ctrl-C on the terminal reaches the supervisor only, which passes it on.
    # Its output may hold bytes of any encoding (a caller's display name): they must not end the supervisor.
    with (
        Readiness() as readiness,
        subprocess.Popen(
            command,
            start_new_session=True,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="backslashreplace",
            pass_fds=readiness.descriptors,
            env={**os.environ, **readiness.environment},
        ) as worker,
    ):
        stop.worker = worker
        if stop.asked.is_set():
            worker.send_signal(signal.SIGTERM)
        assert worker.stderr is not None
        copy_without_chatter(worker.stderr, sys.stderr)
        return worker.wait(), readiness.told
