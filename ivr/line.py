"""A two-way audio line as a session sees it: 20 ms frames in, 20 ms frames out, keys, hang-up."""

from dataclasses import dataclass
from typing import Literal, Protocol

FRAME_MS = 20


@dataclass(frozen=True)
class Frame:
    """20 ms of the caller's sound: signed 16-bit little-endian mono samples at the line's rate."""

    pcm: bytes


@dataclass(frozen=True)
class KeyPressed:
    """A telephone key: 0 to 9, * or #."""

    key: str


@dataclass(frozen=True)
class HungUp:
    """The call is over; nothing follows."""

    by: Literal["caller", "assistant", "failure"]
    reason: str = ""
    """For people: SIP status and text, when there is one."""


@dataclass(frozen=True)
class TransferFailed:
    """The other telephone did not take the call; the line is ours again."""

    reason: str = ""


LineEvent = Frame | KeyPressed | HungUp | TransferFailed


class AudioLine(Protocol):
    """One call. Frames arrive every 20 ms for as long as it lasts, silence included: they are its clock."""

    @property
    def rate(self) -> int:
        """Samples a second of the frames, both ways: 8000 (G.711) or 16000 (G.722)."""

    @property
    def call_id(self) -> str:
        """The channel's own identifier of the call (SIP Call-ID)."""

    @property
    def caller(self) -> str:
        """The calling number or user as the channel gave it; empty when withheld."""

    def read(self, timeout_s: float) -> LineEvent | None:
        """The next event, in order; None when `timeout_s` passed without one. Called from one thread."""

    def write(self, pcm: bytes) -> None:
        """Queue one frame for the caller to hear. What is not written is heard as silence. Never blocks."""

    def flush(self) -> None:
        """Forget frames written but not yet played (at most a few): what follows is heard at once."""

    def transfer(self, target: str) -> None:
        """Hand the call to another telephone (a SIP address). HungUp follows on success, else TransferFailed."""

    def hang_up(self) -> None:
        """End the call once the frames written so far were played. HungUp follows."""
