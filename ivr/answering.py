"""Answers calls: puts ear, mouth, conversation, journal and recorder together, and runs them on a line."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import structlog

from dialogue.actions import HangUp, Reply, Transfer
from ivr.conversations import Conversations, Held
from ivr.discretion import DiscreetRecorder
from ivr.journal import Journal
from ivr.line import FRAME_MS, AudioLine, Frame, HungUp, KeyPressed, TransferFailed
from ivr.listening import Ear
from ivr.session import Session
from ivr.session_events import Answering, HeardEvent, SessionEvent
from ivr.speak_only import DEAD_LINE_S, speak_only
from kb.store import StoreError
from voice.activity import VoiceActivity
from voice.audio import Pcm
from voice.mouth import Mouth
from voice.recognition import Recognizer
from voice.rendering_queue import Renderer
from voice.wav import StereoRecorder, WavError

log = structlog.get_logger()

FRAME_S = FRAME_MS / 1000
CallObserver = Callable[[Held, SessionEvent], None]


class CallMouth(Mouth, Protocol):
    """A mouth that is told when its call is over."""

    def close(self) -> None:
        """Drop what waits to be made."""


class Engines(Protocol):
    """Ears and mouths for lines of any rate; ivr.speech.Speech makes them."""

    def recognizer(self, rate: int) -> Recognizer:
        """A recognizer for one call."""

    def activity(self, rate: int) -> VoiceActivity:
        """A voice activity detector for one call."""

    def farewell(self, rate: int) -> Pcm:
        """What is said when a call cannot be held, from memory."""

    def mouth(self, rate: int, renderer: Renderer) -> CallMouth:
        """A mouth for one call."""


@dataclass(frozen=True)
class Answerer:
    """What all calls of a process share."""

    conversations: Conversations
    speech: Engines
    renderer: Renderer
    observer: CallObserver
    worker: str = ""

    def answer(self, line: AudioLine) -> None:
        """Hold one conversation, until the line is gone. Everything said is kept, whatever happens.

        When that is impossible (a locked database, a broken engine), the caller hears so: never a dead line.
        """
        try:
            with ExitStack() as ends:
                _run(line, *self._begin(line, ends))
        except Exception:
            log.exception("the call could not be held")
            speak_only(line, self.speech.farewell(line.rate))

    def _begin(self, line: AudioLine, ends: ExitStack) -> tuple[Session, DiscreetRecorder | None]:
        """What a call needs; `ends` takes each thing's end as soon as it exists, so that each comes whatever fails."""
        held = self.conversations.begin("phone", line.caller, self.worker, line.call_id)
        ends.callback(held.store.close)
        ends.enter_context(structlog.contextvars.bound_contextvars(call=held.call_id))
        journal = Journal(held, self.conversations.clock)
        ends.callback(lambda: journal.end(self.conversations.clock()))
        mouth = self.speech.mouth(line.rate, self.renderer)
        ends.callback(mouth.close)
        recorder = self._recorder(held, line.rate)
        if recorder is not None:
            ends.callback(recorder.close)
        session = self._session(held, journal, mouth, line.rate)
        ends.callback(lambda: session.on_hang_up(0.0))  # does nothing unless the line broke: then, too, all is kept
        talk = held.conversation.talk
        return session, DiscreetRecorder(recorder, lambda: talk.private) if recorder else None

    def _session(self, held: Held, journal: Journal, mouth: Mouth, rate: int) -> Session:
        wording = self.conversations.wording()
        ear = Ear(self.speech.recognizer(rate), self.speech.activity(rate))
        last_words = Reply(wording.say("apology_end"), HangUp(), understood="internal error")

        def observe(event: SessionEvent) -> None:
            try:
                if isinstance(event, HeardEvent):
                    journal.turn(event.heard, event.reply, {"at_ms": round(event.at * 1000)})
                elif isinstance(event, Answering) and event.gap_ms is not None:
                    journal.timing("gap_ms", event.gap_ms)
            finally:  # who follows the call live hears of it even when the disk is full
                self.observer(held, event)

        return Session(held.conversation, ear, mouth, rate, observe, last_words)

    def _recorder(self, held: Held, rate: int) -> StereoRecorder | None:
        """The call's recorder, when recordings are kept; a full disk costs the recording, not the call."""
        settings = self.conversations.settings
        if not settings.recordings.keep:
            return None
        path = settings.recordings_folder / recording_name(self.conversations.clock(), held.call_id)
        try:
            recorder = StereoRecorder(path, rate)
        except WavError as error:
            log.warning("the call is not recorded", reason=str(error))
            return None
        try:
            held.store.calls.recorded(held.call_id, path.name)
        except StoreError as error:
            log.warning("the recording is not named in the call's record", file=path.name, reason=str(error))
        return recorder


def recording_name(at: datetime, call_id: int) -> str:
    """File name of a call's recording: "20261123-100500-call12.wav"."""
    return f"{at:%Y%m%d-%H%M%S}-call{call_id}.wav"


def _run(line: AudioLine, session: Session, recorder: DiscreetRecorder | None) -> None:
    """Drive the session by the line's own clock: one step a frame."""
    frames = 0
    asked = False
    session.start(0.0)
    while not session.finished:
        event = line.read(DEAD_LINE_S)
        now = frames * FRAME_S
        match event:
            case Frame(pcm):
                frames += 1
                out = session.on_frame(pcm, frames * FRAME_S)
                if out is not None:
                    line.write(out)
                if recorder:
                    recorder.write(pcm, out or b"")
            case KeyPressed(key):
                line.flush()
                session.on_key(key, now)
            case TransferFailed():
                asked = False
                session.on_transfer_failed(now)
            case HungUp(reason=reason):
                session.on_hang_up(now, reason)
            case None:
                log.warning("the line gave no sound", seconds=DEAD_LINE_S)
                line.hang_up()
                session.on_hang_up(now)
        if session.request is not None and not asked:
            asked = True
            _ask(line, session.request)


def _ask(line: AudioLine, request: Transfer | HangUp) -> None:
    if isinstance(request, Transfer):
        line.transfer(request.target)
    else:
        line.hang_up()


def recordings_of(folder: Path) -> list[Path]:
    """Recordings in a folder, oldest first."""
    return sorted(folder.glob("*-call*.wav"))
