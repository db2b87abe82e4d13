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
    found += [Failure(what, wrong, about) for what, about in _stored_otherwise(expect, call)]
    found += [Failure(f"never said: {each}", wrong, "unsaid") for each in expect.said if not _says(call.said, each)]
    for pattern in expect.not_said:
        found += [
            Failure(f"said, and should not be: {pattern}", index, "said")
            for index, each in enumerate(call.exchanges)
            if _says(each.said, pattern)
        ][:1]
    if expect.max_turns and call.turns > expect.max_turns:
        found.append(Failure(f"{call.turns} turns, at most {expect.max_turns} expected", wrong, "length"))
    if expect.max_seconds and call.seconds > expect.max_seconds:
        found.append(Failure(f"{call.seconds:.0f} s, at most {expect.max_seconds:g} expected", wrong, "length"))
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


def _stored_otherwise(expect: Expect, call: Outcome) -> list[tuple[str, About]]:
    found: list[tuple[str, About]] = []
    for name in ("case", "appointment", "callback", "message"):
        wanted: dict[str, object] = getattr(expect, name)
        stored = call.stored.get(name)
        if wanted and stored is None:
            found.append((f"no {name} was stored", "outcome"))
            continue
        for key, value in wanted.items():
            got = (stored or {}).get(key, "")
            if str(got) != str(value):
                found.append((f"{name}.{key} is {str(got)!r} instead of {str(value)!r}", "stored"))
    return found


def _says(text: str, pattern: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
