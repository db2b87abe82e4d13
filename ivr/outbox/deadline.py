"""A limit for a whole sending: time limits of each step do not add up to one, and a lease must outlast it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def cut_after(seconds: float, cut: Callable[[], None]) -> Iterator[threading.Event]:
    """Call `cut` from another thread when the block takes longer; the event tells that it did."""
    over = threading.Event()

    def end() -> None:
        over.set()
        cut()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
