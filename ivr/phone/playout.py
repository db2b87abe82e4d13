"""Frames on their way to the caller's ear: a short bounded queue that hides the jitter of Python threads."""

from collections import deque

MAX_FRAMES = 10
PREFILL_FRAMES = 2


class Playout:
    """Queue between one writer (a session's thread) and one reader (the media clock, every 20 ms).

    After silence it waits for `PREFILL_FRAMES` frames, or for as many ticks, before it plays: a late writer
    then has 20 ms of slack and does not crackle. When more than `MAX_FRAMES` (200 ms) wait, the oldest are
    forgotten, so that what is heard stays in time (this happens on hold, when nobody reads).
    """

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque(maxlen=MAX_FRAMES)
        self._playing = False
        self._ticks_waited = 0
        self._closed = False
        self.underruns = 0
        """Times the queue ran dry: ends of sentences, and gaps when the writer was late."""

    def push(self, pcm: bytes) -> None:
        """Queue one frame. Never blocks; ignored once closed."""
        if not self._closed:
            self._frames.append(pcm)

    def pop(self) -> bytes | None:
        """The frame to play now; None for silence."""
        if not self._playing and not self._ready():
            return None
        try:
            frame = self._frames.popleft()
        except IndexError:
            self._playing = False
            self.underruns += 1
            return None
        self._playing = True
        return frame

    def flush(self) -> None:
        """Forget what waits."""
        self._frames.clear()

    def close(self) -> None:
        """Take no more frames; what waits is still played."""
        self._closed = True

    @property
    def empty(self) -> bool:
        """Whether everything written was played."""
        return not self._frames

    def _ready(self) -> bool:
        waiting = len(self._frames)
        if not waiting:
            self._ticks_waited = 0
            return False
        self._ticks_waited += 1
        return waiting >= PREFILL_FRAMES or self._ticks_waited > PREFILL_FRAMES
