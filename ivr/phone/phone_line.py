"""A telephone call as an AudioLine: queues between the session's thread and the telephone's."""

from queue import Empty, SimpleQueue
from typing import Protocol

from ivr.line import FRAME_MS, Frame, HungUp, KeyPressed, LineEvent, TransferFailed
from ivr.phone.playout import Playout

MAX_WAITING_EVENTS = 250
"""5 s of sound. A session that is later than that loses new sound; keys and the hang-up are never lost."""

_SAMPLE_BYTES = 2


class CallControl(Protocol):
    """What a line may ask of its call, from any thread; nothing happens once the call is over."""

    def hang_up(self) -> None:
        """End the call once the frames written were played."""

    def transfer(self, target: str) -> None:
        """Send the caller to another telephone."""

    def send_key(self, key: str) -> None:
        """Press a key towards the far end."""


class PhoneLine:
    """The AudioLine of one telephone call, made when its media are up. See ivr.line for the contract.

    `rate` is 8000 (G.711) or 16000 (G.722) and stays for the whole call, whatever a re-INVITE changes. HungUp
    is queued exactly once; every `read` after it returns that same HungUp at once: a late reader never waits.
    On hold, silent frames keep coming. In HungUp `by="caller"` means the far end, on calls we placed too.
    """

    def __init__(self, rate: int, call_id: str, caller: str, control: CallControl) -> None:
        self._rate = rate
        self._call_id = call_id
        self._caller = caller
        self._control = control
        self._events: SimpleQueue[LineEvent] = SimpleQueue()
        self._end: HungUp | None = None
        self._over = False
        self._frame_bytes = rate * FRAME_MS // 1000 * _SAMPLE_BYTES
        self.playout = Playout()
        self.frames_lost = 0
        """Frames not queued because the session was 5 s late."""

    @property
    def rate(self) -> int:
        """Samples a second, both ways."""
        return self._rate

    @property
    def call_id(self) -> str:
        """The SIP Call-ID."""
        return self._call_id

    @property
    def caller(self) -> str:
        """The calling number or user; empty when withheld."""
        return self._caller

    # The session's side

    def read(self, timeout_s: float) -> LineEvent | None:
        """The next event, None after `timeout_s` without one; after HungUp, that HungUp at once."""
        if self._end is not None:
            return self._end
        try:
            event = self._events.get(timeout=timeout_s)
        except Empty:
            return None
        if isinstance(event, HungUp):
            self._end = event
        return event

    def write(self, pcm: bytes) -> None:
        """Queue one frame for the far end; the oldest of 11 is forgotten. ValueError unless it lasts 20 ms."""
        if len(pcm) != self._frame_bytes:
            raise ValueError(f"a frame has {self._frame_bytes} bytes at {self._rate} Hz, not {len(pcm)}")
        self.playout.push(pcm)

    def flush(self) -> None:
        """Forget frames not yet played."""
        self.playout.flush()

    def transfer(self, target: str) -> None:
        """Blind transfer (REFER, RFC 3515): HungUp("assistant", "transferred") or TransferFailed follows."""
        self._control.transfer(target)

    def hang_up(self) -> None:
        """End the call once the frames written were played (a second at most). HungUp follows."""
        self.playout.close()
        self._control.hang_up()

    def send_key(self, key: str) -> None:
        """Press a key towards the far end (RFC 4733). ValueError when it is no key."""
        if len(key) != 1 or key not in "0123456789*#":
            raise ValueError(f"{key!r} is no telephone key: use 0 to 9, * or #")
        self._control.send_key(key)

    # The telephone's side

    def hear(self, pcm: bytes) -> None:
        """Queue 20 ms from the far end. From the media clock."""
        if self._over:
            return
        if self._events.qsize() >= MAX_WAITING_EVENTS:
            self.frames_lost += 1
            return
        self._events.put(Frame(pcm))

    def tell(self, event: KeyPressed | TransferFailed) -> None:
        """Queue an event. From the endpoint's loop."""
        if not self._over:
            self._events.put(event)

    def end(self, by: HungUp) -> None:
        """Queue the end; only the first counts. From the endpoint's loop."""
        if not self._over:
            self._over = True
            self._events.put(by)

    @property
    def over(self) -> bool:
        """Whether the call ended, read or not."""
        return self._over
