"""Which expectations of a scenario a call does not meet, and where it went wrong."""

import re
from dataclasses import dataclass
from typing import Literal

from ivr.simulation.outcome import Outcome
from ivr.simulation.scenario import Expect, Scenario

About = Literal["outcome", "intent", "stored", "unsaid", "said", "length"]
"""What was expected; "stored": something is stored otherwise, "said": what should not have been was."""


@dataclass(frozen=True)
class Failure:
    """One expectation that does not hold, and the exchange where the call went wrong."""

    what: str
    at: int
    """Index of the exchange."""
    about: About = "outcome"


def failures(scenario: Scenario, call: Outcome) -> tuple[Failure, ...]:
    """Which expectations do not hold."""
    expect, wrong = scenario.expect, suspect(call)
    found = [Failure(what, wrong, "outcome") for what in _ended_otherwise(expect, call)]
    if expect.intent and expect.intent not in call.intents:
        got = ", ".join(call.intents) or "none"
        found.append(Failure(f"intent is {got} instead of {expect.intent}", wrong, "intent"))
    found += _stored_otherwise(expect, call, wrong)
    for pattern in expect.said:
        if not re.search(pattern, call.said, re.IGNORECASE):
            found.append(Failure(f"the assistant never said « {pattern} »", wrong, "unsaid"))
    for pattern in expect.not_said:
        found += _said_in_spite(pattern, call)
    if expect.max_turns and call.turns > expect.max_turns:
        what = f"the resident spoke {call.turns} times instead of {expect.max_turns} at most"
        found.append(Failure(what, expect.max_turns, "length"))
    if expect.max_seconds and call.seconds > expect.max_seconds:
        what = f"the call lasted {call.seconds:.0f} s instead of {expect.max_seconds:g} at most"
        found.append(Failure(what, wrong, "length"))
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
    other = expect.outcome and call.outcome != expect.outcome
    return [f"outcome is {call.outcome!r} instead of {expect.outcome!r}"] if other else []


def _stored_otherwise(expect: Expect, call: Outcome, wrong: int) -> list[Failure]:
    found: list[Failure] = []
    for name in ("case", "appointment", "callback", "message"):
        wanted: dict[str, object] = getattr(expect, name)
        stored = call.stored.get(name)
        if wanted and stored is None:
            values = ", ".join(f"{key} {str(value)!r}" for key, value in wanted.items())
            found.append(Failure(f"no {name} was stored instead of one with {values}", wrong, "outcome"))
            continue
        for key, value in wanted.items():
            got = str((stored or {}).get(key, ""))
            if got != str(value):
                at = _understood(call, got, wrong)
                found.append(Failure(f"{name}.{key} is {got!r} instead of {str(value)!r}", at, "stored"))
    return found


def _understood(call: Outcome, value: str, otherwise: int) -> int:
    """Index of the exchange in which a value was understood first: where a wrong one came in."""
    named = re.compile(rf"[=:]{re.escape(value)}(?!\w)")
    found = (index for index, each in enumerate(call.exchanges) if value and named.search(each.understood))
    return next(found, otherwise)


def _said_in_spite(pattern: str, call: Outcome) -> list[Failure]:
    for index, each in enumerate(call.exchanges):
        if match := re.search(pattern, each.said, re.IGNORECASE):
            which = "" if match[0] == pattern else f" (« {pattern} »)"
            return [Failure(f"the assistant said « {match[0]} », which should not be said{which}", index, "said")]
    return []
