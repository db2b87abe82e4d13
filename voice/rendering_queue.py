"""One thread that makes sounds for all calls: what is wanted now goes before what may be wanted soon."""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import PriorityQueue
from types import TracebackType
from typing import Protocol, Self

from voice.audio import Pcm

Make = Callable[[], Pcm]

WANTED, UPCOMING, END = 0, 1, -1


class Renderer(Protocol):
    """Where a mouth has its sounds made."""

    def submit(self, make: Make, *, wanted: bool) -> Future[Pcm]:
        """Have a sound made: at once when `wanted`, else when there is nothing else to do. Raises nothing."""


class RenderingQueue:
    """Synthesis on one thread, since more would only share the same cores. Use as a context manager.

    Wanted sentences come before upcoming ones, first come first served within each. A cancelled future is
    passed over. After the exit everything that waits, or comes, fails with RuntimeError in its future.
    """

    def __init__(self) -> None:
        self._jobs: PriorityQueue[tuple[int, int, Make | None, Future[Pcm]]] = PriorityQueue()
        self._order = itertools.count()
        self._closed = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="mouth", daemon=True)

    def submit(self, make: Make, *, wanted: bool) -> Future[Pcm]:
        """See Renderer. For any thread."""
        future: Future[Pcm] = Future()
        with self._lock:
            if self._closed:
                future.set_exception(RuntimeError("the program is stopping: nothing more is spoken"))
            else:
                self._jobs.put((WANTED if wanted else UPCOMING, next(self._order), make, future))
        return future

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            self._jobs.put((END, next(self._order), None, Future()))
        self._thread.join()

    def _work(self) -> None:
        while True:
            _, _, make, future = self._jobs.get()
            if make is None:
                break
            if future.set_running_or_notify_cancel():
                _fulfil(future, make)
        while not self._jobs.empty():
            future = self._jobs.get()[3]
            if future.set_running_or_notify_cancel():
                future.set_exception(RuntimeError("the program is stopping: nothing more is spoken"))


def _fulfil(future: Future[Pcm], make: Make) -> None:
    try:
        future.set_result(make())
    except Exception as error:  # reported where the sound is asked for
        future.set_exception(error)
