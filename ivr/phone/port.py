"""One call's sound in pjsip's conference bridge. Its callbacks run on the media clock: they only move bytes."""

from typing import Any

import pjsua2 as pj

from ivr.line import FRAME_MS
from ivr.phone.guard import guarded
from ivr.phone.phone_line import PhoneLine

_BITS = 16


class AudioPort(pj.AudioMediaPort):  # type: ignore[misc]
    """20 ms frames between the bridge and the line attached to it, at `rate` samples a second."""

    def __init__(self, rate: int) -> None:
        super().__init__()
        self.rate = rate
        self._line: PhoneLine | None = None
        self._silence = bytes(rate * FRAME_MS // 1000 * _BITS // 8)
        shape = pj.MediaFormatAudio()
        shape.init(pj.PJMEDIA_FORMAT_PCM, rate, 1, FRAME_MS * 1000, _BITS)
        self.createPort(f"guichet-{rate}", shape)

    @property
    def free(self) -> bool:
        """Whether no line uses it."""
        return self._line is None

    def attach(self, line: PhoneLine) -> None:
        """Serve this line until `detach`."""
        self._line = line

    def detach(self) -> None:
        """Serve nobody: silence out, nothing in."""
        self._line = None

    @guarded
    def onFrameRequested(self, frame: Any) -> None:
        """pjsip wants 20 ms for the caller's ear."""
        line = self._line
        pcm = line.playout.pop() if line is not None else None
        frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
        frame.buf = pj.ByteVector(pcm or self._silence)

    @guarded
    def onFrameReceived(self, frame: Any) -> None:
        """pjsip has 20 ms from the caller; nothing in it on hold, but still every 20 ms."""
        line = self._line
        if line is None:
            return
        if frame.type == pj.PJMEDIA_FRAME_TYPE_AUDIO and frame.size == len(self._silence):
            line.hear(bytes(frame.buf))
        else:
            line.hear(self._silence)
