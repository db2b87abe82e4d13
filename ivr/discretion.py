"""Recordings keep silence where an anonymous answer is given."""

from collections.abc import Callable
from typing import Protocol


class Recorder(Protocol):
    """Takes a call's sound, frame by frame."""

    def write(self, left: bytes, right: bytes) -> None:
        """Add one frame a side."""


class DiscreetRecorder:
    """Passes frames on, silent while `private()` says so: the recording keeps its length."""

    def __init__(self, recorder: Recorder, private: Callable[[], bool]) -> None:
        self._recorder = recorder
        self._private = private

    def write(self, left: bytes, right: bytes) -> None:
        """Add one frame a side, 16-bit samples."""
        if self._private():
            left, right = bytes(len(left)), bytes(len(right))
        self._recorder.write(left, right)
