"""The record of one call: each turn as soon as it happens, the outcome at the end."""

from dataclasses import replace
from datetime import datetime

from dialogue.actions import Reply, Sentence
from dialogue.events import Heard, HungUp, Inaudible, Keys, Silence, TransferFailed, Utterance
from ivr.conversations import Clock, Held
from kb.calls import Turn

GREETING = ""
ANONYMOUS = "[réponse anonyme]"
"""Stands for what an anonymous answer tells, on either side of the call."""


def as_text(heard: Heard | None) -> str:
    """What was heard, for transcripts; things that are not words are in square brackets."""
    match heard:
        case Utterance():
            return heard.text
        case Keys(digits):
            return f"[touche {digits}]"
        case Silence():
            return "[silence]"
        case Inaudible(cause):
            return "[bruit]" if cause == "noise" else "[trop faible]"
        case TransferFailed():
            return "[transfert échoué]"
        case HungUp():
            return "[raccroché]"
        case None:
            return GREETING


def without_answer(heard: Heard | None, reply: Reply) -> tuple[Heard | None, Reply]:
    """A turn as it may be kept and shown: an anonymous answer is left out of both sides."""
    if not reply.private:
        return heard, reply
    said_or_keyed = isinstance(heard, Utterance | Keys)
    return (Utterance.typed(ANONYMOUS) if said_or_keyed else heard), Reply((Sentence(ANONYMOUS),), reply.then)


class Journal:
    """Writes turns through the call's own store."""

    def __init__(self, held: Held, clock: Clock) -> None:
        self._held = held
        self._clock = clock
        self._last: Turn | None = None

    @property
    def turns(self) -> int:
        """Turns written so far."""
        return self._last.number if self._last else 0

    def turn(self, heard: Heard | None, reply: Reply, timings: dict[str, float] | None = None) -> None:
        """Keep a turn. `heard` is None for the greeting; timings are in milliseconds."""
        heard, reply = without_answer(heard, reply)
        utterance = heard if isinstance(heard, Utterance) else None
        others = utterance.hypotheses[1:] if utterance else ()
        self._write(
            Turn(
                number=self.turns + 1,
                at=self._clock(),
                heard=as_text(heard),
                alternatives=tuple((other.text, other.confidence) for other in others),
                confidence=utterance.confidence if utterance else None,
                understood=reply.understood,
                said=reply.text,
                timings=timings or {},
            )
        )

    def timing(self, name: str, milliseconds: float) -> None:
        """Add a figure to the last turn, once it is known."""
        if self._last is not None:
            timings = {**self._last.timings, name: round(milliseconds, 1)}
            self._write(replace(self._last, timings=timings))

    def _write(self, turn: Turn) -> None:
        self._last = turn
        self._held.store.calls.add_turn(self._held.call_id, turn)

    def end(self, at: datetime) -> None:
        """Close the call's record."""
        outcome = self._held.conversation.talk.outcome
        self._held.store.calls.end(self._held.call_id, at, outcome)
