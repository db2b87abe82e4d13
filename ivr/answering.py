"""Answers calls: puts ear, mouth, conversation, journal and recorder together, and runs them on a line."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from dialogue.actions import HangUp, Reply, Transfer
from ivr.conversations import Conversations, Held
from ivr.journal import Journal
from ivr.line import FRAME_MS, AudioLine, Frame, HungUp, KeyPressed, TransferFailed
from ivr.session import Ear, Session
from ivr.session_events import Answering, HeardEvent, SessionEvent
from ivr.speech import Speech
from voice.wav import StereoRecorder, WavError

log = structlog.get_logger()

FRAME_S = FRAME_MS / 1000
DEAD_LINE_S = 5.0
"""A line that gives no frame for so long is broken."""
CallObserver = Callable[[Held, SessionEvent], None]


@dataclass(frozen=True)
class Answerer:
    """What all calls of a process share."""

    conversations: Conversations
    speech: Speech
    executor: Executor
    observer: CallObserver
    worker: str = ""

    def answer(self, line: AudioLine) -> None:
        """Hold one conversation, until the line is gone. Everything said is kept, whatever happens."""
        held = self.conversations.begin("phone", line.caller, self.worker, line.call_id)
        structlog.contextvars.bind_contextvars(call=held.call_id)
        journal = Journal(held, self.conversations.clock)
        recorder = self._recorder(held, line.rate)
        try:
            session = self._session(held, journal, line.rate)
            _run(session, line, recorder)
        finally:
            if recorder:
                recorder.close()
            journal.end(self.conversations.clock(), recorder.path.name if recorder else "")
            held.store.close()
            structlog.contextvars.clear_contextvars()

    def _session(self, held: Held, journal: Journal, rate: int) -> Session:
        wording = self.conversations.wording()
        mouth = self.speech.mouth(
            rate,
            self.executor,
            one_moment=wording.variants("one_moment")[0],
            apology=wording.variants("apology")[0],
        )
        ear = Ear(self.speech.recognizer(rate), self.speech.activity(rate))
        last_words = Reply(wording.say("apology_end"), HangUp(), understood="internal error")

        def observe(event: SessionEvent) -> None:
            if isinstance(event, HeardEvent):
                journal.turn(event.heard, event.reply, {"at_ms": round(event.at * 1000)})
            elif isinstance(event, Answering) and event.gap_ms is not None:
                journal.timing("gap_ms", event.gap_ms)
            self.observer(held, event)

        return Session(held.conversation, ear, mouth, rate, observe, last_words)

    def _recorder(self, held: Held, rate: int) -> StereoRecorder | None:
        """The call's recorder, when recordings are kept; a full disk costs the recording, not the call."""
        settings = self.conversations.settings
        if not settings.recordings.keep:
            return None
        path = settings.recordings_folder / recording_name(self.conversations.clock(), held.call_id)
        try:
            return StereoRecorder(path, rate)
        except WavError as error:
            log.warning("the call is not recorded", reason=str(error))
            return None


def recording_name(at: datetime, call_id: int) -> str:
    """File name of a call's recording: "20261123-100500-call12.wav"."""
    return f"{at:%Y%m%d-%H%M%S}-call{call_id}.wav"


def _run(session: Session, line: AudioLine, recorder: StereoRecorder | None) -> None:
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
            case HungUp():
                session.on_hang_up(now)
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
