"""A resident on a telephone line: the call they place, the frames that come, and their voice, frame by frame.

What they say, and when, is for `resident` (who hears with an ear of their own) and `telephone` (who is told).
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import count

from ivr.line import AudioLine, Frame, HungUp
from ivr.phone.phone_line import PhoneLine
from ivr.simulation.turns import FRAME_S
from voice.audio import Pcm
from voice.playback import frames_of
from voice.rendering_queue import Renderer

DEAD_S = 10.0
"""A line from which nothing comes for so long is gone."""


def frames_on(line: AudioLine) -> Iterator[tuple[float, Frame | HungUp | None]]:
    """Each frame that comes, with the seconds since the first; the last is how the call ended (None: a dead line)."""
    for number in count(1):
        event = line.read(DEAD_S)
        if event is None or isinstance(event, Frame | HungUp):
            yield number * FRAME_S, event
            if not isinstance(event, Frame):
                return


class LineVoice:
    """What a resident says, made beside the call; `ready` is told of each sound before it is sent."""

    def __init__(self, renderer: Renderer, rate: int, ready: Callable[[Pcm], None]) -> None:
        self._renderer = renderer
        self._rate = rate
        self._ready = ready
        self._making: Future[Pcm] | None = None
        self._frames: deque[bytes] = deque()

    def say(self, make: Callable[[], Pcm]) -> None:
        """Have a sound made, and say it as soon as it is."""
        self._making = self._renderer.submit(make, wanted=True)

    def collect(self) -> None:
        """Once a frame: take what was made meanwhile. Raises what making it raised."""
        if self._making is not None and self._making.done():
            sound, self._making = self._making.result(), None
            self._ready(sound)
            self._frames.extend(frames_of(sound, self._rate))

    @property
    def making(self) -> bool:
        """Whether a sound is being made still."""
        return self._making is not None

    @property
    def speaking(self) -> bool:
        """Whether there is more to send."""
        return bool(self._frames)

    def frame(self) -> bytes | None:
        """The next 20 ms; None: silence."""
        return self._frames.popleft() if self._frames else None


def place_call(uri: str, number: str, codec: str, hold: Callable[[PhoneLine, Renderer], None]) -> None:
    """Call the assistant as `number`, and hold the call. Raises PhoneError."""
    from ivr.phone.dialer import dial, run_beside
    from ivr.phone.endpoint import SipEndpoint
    from voice.rendering_queue import RenderingQueue

    with SipEndpoint("127.0.0.1", 0, codecs=(codec,)) as endpoint, RenderingQueue() as renderer:
        run_beside(endpoint, lambda: hold(dial(endpoint, uri, caller=number, codecs=(codec,)), renderer))
