"""Session events as JSON lines, for programs that follow calls live (the demo, displays, tests)."""

import json
import os
import sys
import threading
from contextlib import suppress
from queue import Full, Queue
from typing import Any, BinaryIO

import structlog

from dialogue.events import Utterance
from ivr.chat import action_name
from ivr.conversations import Held
from ivr.journal import as_text, without_answer
from ivr.session_events import Answering, Ended, HeardEvent, Interrupted, Resumed, Said, SessionEvent

log = structlog.get_logger()

MAX_WAITING = 2000
"""Events kept for a reader that is slow: some ten minutes of four calls. Later ones are dropped."""
CLOSE_S = 2.0


class EventStream:
    """Writes one JSON object a line, whole and in order, from any thread; UTF-8.

    A thread of its own writes: a reader that stopped reading, or went away, must not hold up a call.
    """

    def __init__(self, out: BinaryIO | None = None, max_waiting: int = MAX_WAITING) -> None:
        # Unbuffered and our own: a thread stuck in sys.stdout would hold its lock at the interpreter's end.
        self._out: BinaryIO = out or os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
        self._waiting: Queue[bytes | None] = Queue(max_waiting)
        self._dropped = 0
        self._thread = threading.Thread(target=self._write, name="events", daemon=True)
        self._thread.start()

    def emit(self, **fields: Any) -> None:
        """Queue one event. Never blocks."""
        line = json.dumps(fields, ensure_ascii=False) + "\n"
        try:
            self._waiting.put_nowait(line.encode("utf-8", "backslashreplace"))
        except Full:
            self._dropped += 1
            if self._dropped == 1:
                log.warning("nobody reads the events fast enough: some are dropped", waiting=self._waiting.maxsize)

    def close(self, patience_s: float = CLOSE_S) -> None:
        """Write what waits, for so long at most."""
        with suppress(Full):
            self._waiting.put(None, timeout=patience_s)
            self._thread.join(patience_s)

    def _write(self) -> None:
        gone = False
        while (line := self._waiting.get()) is not None:
            if gone:
                continue  # nothing must pile up
            try:
                while line:
                    line = line[self._out.write(line) :]  # a pipe may take a part
            except (OSError, ValueError):
                gone = True
                log.warning("nobody reads the events any more")

    def session(self, held: Held, event: SessionEvent) -> None:
        """Write what happened in a session."""
        self.emit(call=held.call_id, at=round(event.at, 2), **as_fields(held, event))


def as_fields(held: Held, event: SessionEvent) -> dict[str, Any]:
    """An event as plain data."""
    match event:
        case HeardEvent():
            heard, reply = without_answer(event.heard, event.reply)
            return {
                "event": "turn",
                "heard": as_text(heard),
                "confidence": heard.confidence if isinstance(heard, Utterance) else None,
                "understood": reply.understood,
                "said": reply.text,
                "then": action_name(reply.then),
            }
        case Answering(gap_ms=gap):
            return {"event": "answering", "gap_ms": gap}
        case Interrupted(words=words):
            return {"event": "interrupted", "words": words}
        case Resumed():
            return {"event": "resumed"}
        case Said():
            return {"event": "said"}
        case Ended():
            return {"event": "ended", "outcome": held.conversation.talk.outcome}
