"""Typed stand-ins for the engines: each follows its protocol, and does exactly what the test wrote down.

A fake frame carries its own meaning: its first sample is the level, the second the word that ends in it, the
third how sure the recognizer is of that word (percent). So a test writes a caller as
`silence(0.5) + voice(0.4, "oui", at=0.3) + silence(0.6)`, and fake ears "hear" it.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np

from dialogue.actions import HangUp, Listen, Reply, Sentence, Then
from dialogue.events import Heard
from ivr.line import Frame, HungUp, LineEvent
from voice.audio import Pcm, frame_samples, to_pcm
from voice.playback import StandIns
from voice.recognition import Hypothesis, Recognition, Word

RATE = 8000
FRAME_S = 0.02
NORMAL = 3000
FAINT = 100
"""-50 dB: above the floor of line noise, far below a voice."""
UNKNOWN = "[unk]"
STAND_INS = ("<un instant>", "<pardon>")

_words: list[str] = [""]


def _frame(level: int, word: str = "", confidence: float = 0.0) -> bytes:
    if word not in _words:
        _words.append(word)
    pcm = np.full(frame_samples(RATE), level, "<i2")
    pcm[1:3] = _words.index(word), round(confidence * 100)
    if not level:
        pcm[:] = 0
    return pcm.tobytes()


def _frames(seconds: float) -> int:
    return round(seconds / FRAME_S)


def silence(seconds: float) -> list[bytes]:
    """A quiet caller."""
    return [_frame(0)] * _frames(seconds)


def voice(
    seconds: float, words: str = "", *, at: float = 0.2, every: float = 0.2, sure: float = 0.9, level: int = NORMAL
) -> list[bytes]:
    """Voiced sound. The first of `words` is recognised `at` seconds into it, the others `every` seconds later."""
    frames = [_frame(level)] * _frames(seconds)
    for number, word in enumerate(words.split()):
        place = _frames(at + number * every)
        assert place < len(frames), f"{word!r} does not fit into {seconds} s"
        frames[place] = _frame(level, word, sure)
    return frames


class FakeActivity:
    """Voice is whatever has a level."""

    def voiced(self, frame: bytes) -> bool:
        return bool(to_pcm(frame)[0])


class FakeRecognizer:
    """Recognises the words written in the frames; with expected phrases, other words come from a second look."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.broken = False
        self._heard: list[tuple[str, float]] = []

    def begin(self, phrases: tuple[str, ...]) -> None:
        self._fail_if_broken()
        self.asked.append(phrases)
        self._heard = []

    def accept(self, frame: bytes) -> None:
        self._fail_if_broken()
        _, number, percent = to_pcm(frame)[:3]
        if number:
            self._heard.append((_words[number], float(percent) / 100))

    @property
    def partial(self) -> str:
        return " ".join(word for word, _ in self._heard if self._known(word))

    def finish(self) -> Recognition:
        self._fail_if_broken()
        if not self._heard:
            return Recognition(())
        sure = min(confidence for _, confidence in self._heard)
        live = tuple(Word(word, confidence, 0.0, 0.1) for word, confidence in self._heard if self._known(word))
        return Recognition((Hypothesis(" ".join(word for word, _ in self._heard), sure),), live)

    def _known(self, word: str) -> bool:
        phrases = self.asked[-1] if self.asked else ()
        return not phrases or any(word in phrase.split() for phrase in phrases)

    def _fail_if_broken(self) -> None:
        if self.broken:
            raise RuntimeError("the recognizer broke")


@dataclass
class FakeMouth:
    """Each sentence lasts a second, or as written in `seconds`; its samples tell which sentence and which frame."""

    seconds: dict[str, float] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    broken: bool = False
    """Nothing can be asked of it any more."""
    closed: bool = False
    rendered: list[str] = field(default_factory=lambda: ["", *STAND_INS])
    prepared: list[str] = field(default_factory=list)
    asked: list[tuple[str, float, float, bool]] = field(default_factory=list)
    """Sentence, slowness, gain and whether it may be kept."""
    _waiting: dict[str, Future[Pcm]] = field(default_factory=dict)

    @property
    def stand_ins(self) -> StandIns:
        return StandIns(*(self._pcm(text, 0.4) for text in STAND_INS))

    def render(
        self, sentence: str, *, slowness: float, gain_db: float, keep: bool, urgent: bool = False
    ) -> Future[Pcm]:
        if self.broken:
            raise RuntimeError("the mouth broke")
        self.asked.append((sentence, slowness, gain_db, keep))
        future: Future[Pcm] = Future()
        if sentence in self.failing:
            future.set_exception(RuntimeError("cannot be spoken"))
        elif sentence in self.late:
            self._waiting[sentence] = future
        else:
            future.set_result(self._made(sentence))
        return future

    def prepare(self, sentence: str, *, slowness: float) -> None:
        self.prepared.append(sentence)

    def close(self) -> None:
        self.closed = True

    def deliver(self, sentence: str) -> None:
        """A late sentence is ready."""
        self._waiting.pop(sentence).set_result(self._made(sentence))

    def spoken(self, frame: bytes | None) -> tuple[str, int]:
        """Which sentence a played frame belongs to, and which of its frames it is; "" for silence."""
        if frame is None:
            return "", 0
        number, place = to_pcm(frame)[:2]
        return self.rendered[number], int(place)

    def _made(self, sentence: str) -> Pcm:
        return self._pcm(sentence, self.seconds.get(sentence, 1.0))

    def _pcm(self, sentence: str, seconds: float) -> Pcm:
        if sentence not in self.rendered:
            self.rendered.append(sentence)
        number, size = self.rendered.index(sentence), frame_samples(RATE)
        pcm = np.full(_frames(seconds) * size, number, np.int16)
        pcm[1::size] = np.arange(_frames(seconds))
        return pcm


class FakeSynthesizer:
    """Makes a tone as long as the sentence, and remembers what it was asked for."""

    rate = 24_000

    def __init__(self, identity: str = "voice/1") -> None:
        self.identity = identity
        self.asked: list[tuple[str, float]] = []
        self.failing = False

    def speak(self, sentence: str, slowness: float) -> Pcm:
        self.asked.append((sentence, slowness))
        if self.failing:
            raise RuntimeError("the voice broke")
        time = np.arange(round(self.rate * 0.05 * len(sentence) * slowness)) / self.rate
        return (8000 * np.sin(2 * np.pi * 220 * time)).astype(np.int16)


class FakeTalker:
    """A conversation that gives these replies in turn; the last one is repeated."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = deque(replies)
        self.heard: list[Heard] = []
        self.fails_on: Callable[[Heard], bool] = lambda heard: False
        self.given_up = False
        self.rescues = 0
        self.rescue_fails = False

    def open(self) -> Reply:
        return self._next()

    def hear(self, heard: Heard) -> Reply:
        self.heard.append(heard)
        if self.fails_on(heard):
            raise RuntimeError("the conversation broke")
        return self._next()

    def rescue(self) -> Reply:
        self.rescues += 1
        if self.rescue_fails:
            raise RuntimeError("the rescue broke")
        return reply("Pardon, un problème.")

    def give_up(self) -> None:
        self.given_up = True

    def _next(self) -> Reply:
        return self._replies.popleft() if len(self._replies) > 1 else self._replies[0]


def reply(*sentences: str, then: Then = Listen(), urgent: bool = False) -> Reply:  # noqa: B008 - frozen
    """A reply of these sentences."""
    return Reply(tuple(Sentence(text, urgent=urgent) for text in sentences), then)


GOODBYE = reply("Au revoir.", then=HangUp())


class FakeLine:
    """A telephone line whose other side is a list of events; hanging up puts HungUp after them."""

    def __init__(self, events: Sequence[LineEvent], rate: int = RATE, caller: str = "0612345678") -> None:
        self._events = deque(events)
        self.rate = rate
        self.call_id = "call@test"
        self.caller = caller
        self.written: list[bytes] = []
        self.flushes = 0
        self.asked: list[str] = []

    def read(self, timeout_s: float) -> LineEvent | None:
        return self._events.popleft() if self._events else None

    def write(self, pcm: bytes) -> None:
        self.written.append(pcm)

    def flush(self) -> None:
        self.flushes += 1

    def transfer(self, target: str) -> None:
        self.asked.append(f"transfer {target}")

    def hang_up(self) -> None:
        self.asked.append("hang up")
        self._events.append(HungUp("assistant"))


def as_events(frames: Sequence[bytes]) -> list[LineEvent]:
    """Frames as a line gives them."""
    return [Frame(pcm) for pcm in frames]


class Now:
    """Makes what it is given at once, in the caller's thread: a test decides the order of things."""

    def submit(self, make: Callable[[], Pcm], *, wanted: bool) -> Future[Pcm]:
        future: Future[Pcm] = Future()
        _make(future, make)
        return future


class Later:
    """Keeps what it is given until `work` is called: a synthesizer that is busy. Wanted things come first."""

    def __init__(self) -> None:
        self._tasks: list[tuple[bool, Future[Pcm], Callable[[], Pcm]]] = []

    def submit(self, make: Callable[[], Pcm], *, wanted: bool) -> Future[Pcm]:
        future: Future[Pcm] = Future()
        self._tasks.append((not wanted, future, make))
        return future

    def work(self) -> int:
        """Do all that waits and was not cancelled; how many."""
        tasks, self._tasks = sorted(self._tasks, key=lambda task: task[0]), []
        return sum(_make(future, make) for _, future, make in tasks if future.set_running_or_notify_cancel())


def _make(future: Future[Pcm], make: Callable[[], Pcm]) -> bool:
    try:
        future.set_result(make())
    except Exception as error:
        future.set_exception(error)
    return True
