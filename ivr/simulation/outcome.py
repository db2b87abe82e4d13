"""What came of a simulated call, and which expectations it does not meet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ivr.cases import records_of
from ivr.simulation.scenario import Expect, Scenario
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


@dataclass(frozen=True)
class Outcome:
    """One call from beginning to end."""

    exchanges: tuple[Exchange, ...]
    outcome: str
    stored: Mapping[str, Mapping[str, Any]]
    """The latest case, appointment, callback and message of the call, by those names."""
    seconds: float = 0.0

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


@dataclass(frozen=True)
class Failure:
    """One expectation that does not hold, and the exchange where the call went wrong."""

    what: str
    at: int
    """Index of the exchange."""


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


def failures(scenario: Scenario, call: Outcome) -> tuple[Failure, ...]:
    """Which expectations do not hold."""
    expect, wrong = scenario.expect, suspect(call)
    found = [Failure(what, wrong) for what in (*_ended_otherwise(expect, call), *_stored_otherwise(expect, call))]
    found += [Failure(f"never said: {each}", wrong) for each in expect.said if not _says(call.said, each)]
    for pattern in expect.not_said:
        found += [
            Failure(f"said, and should not be: {pattern}", index)
            for index, each in enumerate(call.exchanges)
            if _says(each.said, pattern)
        ][:1]
    if expect.max_turns and call.turns > expect.max_turns:
        found.append(Failure(f"{call.turns} turns, at most {expect.max_turns} expected", wrong))
    if expect.max_seconds and call.seconds > expect.max_seconds:
        found.append(Failure(f"{call.seconds:.0f} s, at most {expect.max_seconds:g} expected", wrong))
    return tuple(found)


def suspect(call: Outcome) -> int:
    """Index of the exchange where the call most likely went wrong.

    The first that the assistant did not understand, else the first question that the resident had no answer to,
    else the last.
    """
    for index, each in enumerate(call.exchanges):
        if "repair=unclear" in each.understood or "not understood" in each.understood:
            return index
    for index, each in enumerate(call.exchanges):
        if each.move is not None and not each.move.foreseen:
            return index
    return len(call.exchanges) - 1


def _ended_otherwise(expect: Expect, call: Outcome) -> list[str]:
    found = []
    if expect.outcome and call.outcome != expect.outcome:
        found.append(f"outcome is {call.outcome!r} instead of {expect.outcome!r}")
    if expect.intent and expect.intent not in call.intents:
        found.append(f"intent is {', '.join(call.intents) or 'none'} instead of {expect.intent}")
    return found


def _stored_otherwise(expect: Expect, call: Outcome) -> list[str]:
    found = []
    for name in ("case", "appointment", "callback", "message"):
        wanted: dict[str, object] = getattr(expect, name)
        stored = call.stored.get(name)
        if wanted and stored is None:
            found.append(f"no {name} was stored")
            continue
        for key, value in wanted.items():
            got = (stored or {}).get(key, "")
            if str(got) != str(value):
                found.append(f"{name}.{key} is {str(got)!r} instead of {str(value)!r}")
    return found


def _says(text: str, pattern: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
