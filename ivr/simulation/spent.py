"""Where the minutes of a simulated call go: seconds of this machine by stage. They decide nothing in the call."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Literal

from voice.recognition import Recognition, Recognizer

Stage = Literal["resident's voice", "line", "recognition", "dialogue"]
"""Dialogue: the session and all it asks, the recognizer aside."""


class Spent:
    """Seconds by stage. A stage within another is not counted twice: the inner one has them."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._clock = clock
        self._inner = 0.0
        """Spent in stages within the one at hand."""

    @contextmanager
    def on(self, stage: Stage) -> Iterator[None]:
        """Count what is done within."""
        began, outer, self._inner = self._clock(), self._inner, 0.0
        try:
            yield
        finally:
            whole = self._clock() - began
            self.seconds[stage] += whole - self._inner
            self._inner = outer + whole


class TimedRecognizer:
    """A recognizer whose work is counted."""

    def __init__(self, recognizer: Recognizer, spent: Spent) -> None:
        self._recognizer = recognizer
        self._spent = spent

    def begin(self, phrases: tuple[str, ...]) -> None:
        """Start a new utterance."""
        with self._spent.on("recognition"):
            self._recognizer.begin(phrases)

    def accept(self, frame: bytes) -> None:
        """Take 20 ms of sound."""
        with self._spent.on("recognition"):
            self._recognizer.accept(frame)

    @property
    def partial(self) -> str:
        """Words recognised so far."""
        with self._spent.on("recognition"):
            return self._recognizer.partial

    def finish(self) -> Recognition:
        """End the utterance and give its readings."""
        with self._spent.on("recognition"):
            return self._recognizer.finish()
