"""What a conversation in text gave, in a form that tests read easily."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ivr.chat import chat
from ivr.conversations import Conversations


@dataclass(frozen=True)
class Transcript:
    """One conversation: a record a turn (the greeting first), then what was stored."""

    turns: tuple[dict[str, Any], ...]
    stored: dict[str, Any]
    outcome: str

    def said(self, turn: int = -1) -> str:
        """What the assistant said in a turn; 0 is the greeting."""
        return str(self.turns[turn]["said"])

    def understood(self, turn: int = -1) -> str:
        return str(self.turns[turn]["understood"])

    @property
    def all_said(self) -> str:
        return " | ".join(str(turn["said"]) for turn in self.turns)

    @property
    def listening(self) -> bool:
        """Whether the assistant still listens after the last turn."""
        return bool(self.turns[-1]["actions"][-1] == "listen")

    @property
    def incident(self) -> dict[str, Any]:
        """The report, or an empty one."""
        return dict(self.stored.get("incident", {}))

    @property
    def callback(self) -> dict[str, Any]:
        """The call-back request, or an empty one."""
        return dict(self.stored.get("callback", {}))


def hold(conversations: Conversations, lines: Sequence[str], caller: str = "") -> Transcript:
    """Hold it to the last line; the end of the lines is a hang-up."""
    *turns, last = chat(conversations, lines, caller)
    return Transcript(tuple(turns), last["stored"] or {}, last["outcome"])
