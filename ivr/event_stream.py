"""Session events as JSON lines, for programs that follow calls live (the demo, displays, tests)."""

import json
import sys
from threading import Lock
from typing import Any, TextIO

from dialogue.events import Utterance
from ivr.chat import action_name
from ivr.conversations import Held
from ivr.journal import as_text
from ivr.session_events import Answering, Ended, HeardEvent, Interrupted, Resumed, Said, SessionEvent


class EventStream:
    """Writes one JSON object a line, whole, from any thread."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._lock = Lock()

    def emit(self, **fields: Any) -> None:
        """Write one event. A reader that went away is no reason to disturb a call."""
        line = json.dumps(fields, ensure_ascii=False)
        with self._lock:
            try:
                print(line, file=self._out, flush=True)
            except (BrokenPipeError, ValueError):
                return

    def session(self, held: Held, event: SessionEvent) -> None:
        """Write what happened in a session."""
        self.emit(call=held.call_id, at=round(event.at, 2), **as_fields(held, event))


def as_fields(held: Held, event: SessionEvent) -> dict[str, Any]:
    """An event as plain data."""
    match event:
        case HeardEvent(heard=heard, reply=reply):
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
