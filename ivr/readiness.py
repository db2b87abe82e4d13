"""How a worker and its supervisor keep together: "I answer now", and "end when your supervisor is gone"."""

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Mapping

VARIABLE = "WORKER_READY_FD"
"""Environment variable with the number of the pipe to the supervisor."""
_PR_SET_PDEATHSIG = 1
_READY = b"1"


def tell() -> None:
    """Tell the supervisor, when there is one, that calls are answered from now on.

    One that died before `end_with_supervisor` could watch it is noticed here: the worker ends as if told to.
    """
    number = os.environ.pop(VARIABLE, "")
    if not number.isdecimal():
        return
    try:
        os.write(int(number), _READY)
    except OSError:
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        os.close(int(number))


def end_with_supervisor() -> None:
    """Have SIGTERM come when the supervisor dies, so that no worker holds the port alone. Linux; else nothing."""
    if VARIABLE not in os.environ or sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Readiness:
    """The supervisor's side, for one life of a worker. Use as a context manager."""

    def __enter__(self) -> "Readiness":
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        return self

    def __exit__(self, *error: object) -> None:
        for descriptor in (self._reading, self._writing):
            os.close(descriptor)

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What the worker must inherit."""
        return (self._writing,)

    @property
    def environment(self) -> Mapping[str, str]:
        """What the worker must be told."""
        return {VARIABLE: str(self._writing)}

    @property
    def told(self) -> bool:
        """Whether the worker said that it answers. To be asked once."""
        try:
            return os.read(self._reading, 1) == _READY
        except BlockingIOError:
            return False
