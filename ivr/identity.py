"""Which process holds a call, so that calls cut by a crash can be told from living ones."""

import os
from datetime import datetime
from pathlib import Path

from kb.store import Store

_PROC = Path("/proc")
_STARTED = 19
"""Start time in /proc/PID/stat, counted after the command's name (field 22 in proc(5))."""


def own() -> str:
    """This process: "PID@START", where START tells it from a later process of the same number."""
    return f"{os.getpid()}@{_started(os.getpid())}"


def is_alive(identity: str) -> bool:
    """Whether the process of that identity still runs on this machine; False for what `own` did not make."""
    pid, _, started = identity.partition("@")
    if not pid.isdecimal() or not _runs(int(pid)):
        return False
    return _started(int(pid)) == started


def close_left_open(store: Store, at: datetime) -> int:
    """Close the calls of workers that are gone; how many. Their drafts stay. Raises StoreError.

    Safe while other workers of the same data folder talk: theirs are left alone, and should a living call ever be
    taken for a dead one (workers in separate containers), its own end replaces this one.
    """
    gone = [worker for worker in store.calls.open_workers() if not is_alive(worker)]
    return sum(store.calls.interrupted(at, worker) for worker in gone)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it runs, as another user
        return True
    return True


def _started(pid: int) -> str:
    """Boot and start of a process, opaque; empty where /proc is not (the number alone must do)."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()[:8]
        after_name = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        return f"{boot}-{after_name[_STARTED]}"
    except (OSError, IndexError):
        return ""
