"""Replays a call on a session, frame by frame, and writes down what happened and what was played."""

from collections.abc import Sequence

from dialogue.actions import HangUp, Reply, Transfer
from dialogue.events import Heard, HungUp, Inaudible, Keys, Silence, TransferFailed, Utterance
from ivr.listening import Ear
from ivr.session import Session
from ivr.session_events import Answering, Ended, HeardEvent, Interrupted, Resumed, Said, SessionEvent
from tests.fakes import FRAME_S, RATE, FakeActivity, FakeMouth, FakeRecognizer, FakeTalker, reply, silence

LAST_WORDS = reply("Nous rappellerons.", then=HangUp())


class Replay:
    """A session with fake engines. Start it, then feed it sound and keys."""

    def __init__(self, *replies: Reply, mouth: FakeMouth | None = None, talker: FakeTalker | None = None) -> None:
        self.talker = talker or FakeTalker(*replies)
        self.mouth = mouth or FakeMouth()
        self.recognizer = FakeRecognizer()
        self.trace: list[str] = []
        self.played: list[str] = []
        """What each frame belonged to: a sentence, or "" for silence."""
        self.places: list[int] = []
        ear = Ear(self.recognizer, FakeActivity())
        self.session = Session(self.talker, ear, self.mouth, RATE, self.observe, LAST_WORDS)
        self.session.start(0.0)

    @property
    def now(self) -> float:
        return len(self.played) * FRAME_S

    def observe(self, event: SessionEvent) -> None:
        self.trace.append(f"{event.at:.2f} {_told(event)}")

    def hear(self, frames: Sequence[bytes]) -> "Replay":
        """The caller's sound."""
        for pcm in frames:
            self.played.append("")
            out = self.session.on_frame(pcm, self.now)
            self.played[-1], place = self.mouth.spoken(out)
            self.places.append(place)
        return self

    def press(self, *keys: str, every: float = 0.2) -> "Replay":
        """Telephone keys, with silence after each."""
        for key in keys:
            self.session.on_key(key, self.now)
            self.hear(silence(every))
        return self

    @property
    def request(self) -> Transfer | HangUp | None:
        return self.session.request

    def said(self) -> list[str]:
        """Sentences in the order they were played, each change once; "" is left out."""
        order: list[str] = []
        before = ""
        for text in self.played:
            if text and text != before:
                order.append(text)
            before = text
        return order

    def starts(self, sentence: str) -> list[float]:
        """When the sentence was begun, in seconds (end of its first frame)."""
        frames = zip(self.played, self.places, strict=True)
        return [
            round((n + 1) * FRAME_S, 2) for n, (text, place) in enumerate(frames) if text == sentence and place == 0
        ]


def _told(event: SessionEvent) -> str:
    match event:
        case HeardEvent(heard=heard, reply=answer):
            return f"{_heard(heard)} → {answer.text}"
        case Answering(gap_ms=gap):
            return "answering" if gap is None else f"answering after {gap} ms"
        case Interrupted(words=words):
            return f"interrupted by {words}"
        case Resumed():
            return "resumed"
        case Said():
            return "said"
        case Ended():
            return "ended"


def _heard(heard: Heard | None) -> str:
    match heard:
        case Utterance():
            return f"{heard.text} {heard.confidence:.2f}"
        case Keys(digits):
            return f"[keys {digits}]"
        case Inaudible(cause):
            return f"[{cause}]"
        case Silence():
            return "[silence]"
        case TransferFailed():
            return "[transfer failed]"
        case HungUp():
            return "[hung up]"
        case None:
            return "[start]"
