"""What came of a simulated call."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ivr.cases import records_of
from ivr.simulation.script import Move
from kb.calls import Call
from kb.store import Store

PERSON = ("transfer", "callback")
"""Outcomes, and stored records, of a call that a person must go on with."""
_MEANING = re.compile(r"\b(?:incident|intent):\w+")
_ASKED_ABOUT = re.compile(r"\b(?:confirm|choose|several)(?: (?:incident|intent):\w+)+")


@dataclass(frozen=True)
class Exchange:
    """What the assistant said, and what the resident did then (None: the assistant ended the call)."""

    said: str
    move: Move | None
    heard: str = ""
    """What the assistant heard of it; as written in a text call."""
    understood: str = ""
    question: str = ""
    """Name of the question that the resident answered, where it is known."""


@dataclass(frozen=True)
class Outcome:
    """One call from beginning to end."""

    exchanges: tuple[Exchange, ...]
    outcome: str
    stored: Mapping[str, Mapping[str, Any]]
    """The latest case, appointment, callback and message of the call, by those names."""
    seconds: float = 0.0
    gaps_ms: tuple[int, ...] = ()
    """From the resident's last sound to the assistant's first, for each answer; none in text."""
    false_alarms: int = 0
    """Times that the assistant stopped speaking for a sound that was no answer."""
    interruptions: int = 0
    """Times that the assistant stopped speaking for a sound or a key, those included."""
    spent: Mapping[str, float] = field(default_factory=dict)
    """Seconds of this machine by stage (`ivr.simulation.spent`); nothing over the network."""

    @property
    def intents(self) -> tuple[str, ...]:
        """Meanings that were served, in order: those that were only asked about are left out."""
        sure = (_ASKED_ABOUT.sub("", each.understood) for each in self.exchanges)
        return tuple(dict.fromkeys(meaning for understood in sure for meaning in _MEANING.findall(understood)))

    @property
    def turns(self) -> int:
        """Times that the resident said or did something."""
        return sum(each.move is not None for each in self.exchanges)

    @property
    def said(self) -> str:
        """All that the assistant said, a reply a line."""
        return "\n".join(each.said for each in self.exchanges)

    @property
    def needs_person(self) -> bool:
        """Whether somebody of the town hall must take over."""
        return self.outcome in PERSON or "callback" in self.stored


def records(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a call stored (`ivr.cases.records_of`), by the names that scenarios use."""
    named = {"case" if name == "incident" else name: dict(record) for name, record in stored.items()}
    if "case" in named:
        named["case"]["address"] = named["case"]["place"]
    if "appointment" in named:
        named["appointment"] |= named["appointment"]["context"]
    return named


def recorded(store: Store, call: Call) -> Outcome:
    """A call as its record has it: of the resident, only what was heard of them."""
    turns = store.calls.turns(call.id)
    exchanges = [
        Exchange(before.said, Move(say=after.heard), after.heard, after.understood) for before, after in pairwise(turns)
    ]
    last = [Exchange(turns[-1].said, None)] if turns else []
    return Outcome((*exchanges, *last), call.outcome, records(records_of(store, call.id)))
