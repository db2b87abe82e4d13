"""The one synthesis thread: order, cancelling, and the end."""

import threading
from collections.abc import Callable

import numpy as np
import pytest

from voice.audio import Pcm
from voice.rendering_queue import RenderingQueue


class Work:
    """Sounds whose making is written down; the first one blocks the thread until `go`."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.begun = threading.Event()
        self.go = threading.Event()

    def sound(self, name: str) -> Callable[[], Pcm]:
        def make() -> Pcm:
            self.made.append(name)
            return np.zeros(len(self.made), np.int16)

        return make

    def block(self) -> Pcm:
        self.begun.set()
        assert self.go.wait(5)
        return np.zeros(0, np.int16)


def test_wanted_comes_before_upcoming_and_each_in_its_order() -> None:
    work = Work()
    with RenderingQueue() as queue:
        queue.submit(work.block, wanted=True)
        assert work.begun.wait(5)
        futures = [
            queue.submit(work.sound(name), wanted=wanted)
            for name, wanted in [("u1", False), ("w1", True), ("u2", False), ("w2", True), ("gone", False)]
        ]
        assert futures[-1].cancel()
        work.go.set()
        assert [future.result(5).size for future in futures[:-1]] == [3, 1, 4, 2]
    assert work.made == ["w1", "w2", "u1", "u2"]


def test_a_failure_is_in_its_future_and_the_thread_goes_on() -> None:
    def broken() -> Pcm:
        raise OSError("no voice")

    with RenderingQueue() as queue:
        assert isinstance(queue.submit(broken, wanted=True).exception(5), OSError)
        assert queue.submit(Work().sound("next"), wanted=True).result(5).size == 1


def test_at_the_end_what_waits_fails_and_nobody_waits_for_ever() -> None:
    work = Work()
    with RenderingQueue() as queue:
        queue.submit(work.block, wanted=True)
        assert work.begun.wait(5)
        waiting = queue.submit(work.sound("late"), wanted=True)
        threading.Timer(0.05, work.go.set).start()
    with pytest.raises(RuntimeError, match="stopping"):
        waiting.result(5)
    with pytest.raises(RuntimeError, match="stopping"):
        queue.submit(work.sound("later"), wanted=True).result(5)
    assert work.made == []
