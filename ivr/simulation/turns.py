"""When a resident speaks, and in answer to what: they follow what the assistant says as a person hears it.

A person understands the synthetic voice better than our own recognizer would, so they are given the words; when the
words were said they learn from the session's events. Times in seconds from the start of the call.
"""

from dataclasses import replace

from dialogue.actions import Listen
from dialogue.events import HungUp
from ivr.journal import as_text
from ivr.line import FRAME_MS
from ivr.session_events import Answering, HeardEvent, Said, SessionEvent
from ivr.simulation.kinds import Manner
from ivr.simulation.outcome import Exchange
from ivr.simulation.script import Move, Script

FRAME_S = FRAME_MS / 1000
LINGERS_S = 2.0
"""From a resident's last word to their hanging up."""


class Turns:
    """The resident's side of the conversation, without its sound."""

    def __init__(self, script: Script, manner: Manner) -> None:
        self._script = script
        self._manner = manner
        self._said: list[str] = []
        """Replies since the resident did something last."""
        self._question = ""
        self._listening = False
        self._due: float | None = None
        self._gone = False
        """The resident hangs up: whatever is still asked, they say nothing more."""
        self._exchanges: list[Exchange] = []

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The call so far, and what was said since the resident's last move."""
        return (*self._exchanges, Exchange("\n".join(self._said), None))

    def follow(self, event: SessionEvent, question: str = "") -> None:
        """Something happened on the assistant's side; `question` is what it asks now."""
        match event:
            case HeardEvent(heard=HungUp()):
                pass
            case HeardEvent(heard=heard, reply=reply):
                self.replied(as_text(heard), reply.understood, reply.text, isinstance(reply.then, Listen), question)
            case Answering(at=at):
                self.begun(at)
            case Said(at=at):
                self.finished(at)
            case _:
                pass

    def replied(self, heard: str, understood: str, said: str, listening: bool, question: str = "") -> None:
        """The assistant heard something (nothing at the greeting), and is going to say this."""
        if heard and self._exchanges:
            last = self._exchanges[-1]
            both = f"{last.heard} {heard}".strip(), f"{last.understood} {understood}".strip()
            self._exchanges[-1] = replace(last, heard=both[0], understood=both[1])
        self._said.append(said)
        self._question = question
        self._listening = listening
        self._due = None

    def begun(self, at: float) -> None:
        """The assistant begins to speak."""
        if self._listening and self._manner.interrupts_after_s is not None:
            self._due = at + self._manner.interrupts_after_s

    def finished(self, at: float) -> None:
        """The assistant has said it all."""
        if self._listening and self._due is None:
            self._due = at + self._manner.reaction_s

    def move(self, now: float) -> Move | None:
        """What the resident does now, if it is their turn."""
        if self._gone or self._due is None or now < self._due:
            return None
        self._due = None
        said = "\n".join(self._said)
        move = self._script.answer([said]) or self._script.lost()
        self._said = []
        self._gone = move.hang_up
        self._exchanges.append(Exchange(said, move, question=self._question))
        return move
