"""A thousand residents out of two hundred: the values of [vary] drawn anew, and other wordings."""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from random import Random
from typing import Any

from pydantic import ValidationError

from dialogue.french.phones import speak_phone
from ivr.simulation.mistakes import sentence
from ivr.simulation.scenario import SLOT, Drawn, Scenario, ScenarioError, Value
from kb.demo_commune import ADDRESSES

NAMES = ("Martin", "Bernard", "Thomas", "Robert", "Richard", "Durand", "Moreau", "Laurent", "Simon", "Michel", "Garcia")
"""Frequent French family names (INSEE, fichier des noms de famille)."""
_MEANS_MORE = re.compile(r"[.^$*+?{}()|\[\]\\]")
"""In a regular expression than itself."""
WRITTEN = 0
"""Number of the call that is held as the file has it."""


def dice(scenario: Scenario, number: int, seed: int) -> Random | None:
    """What chooses the values of a scenario's call of that number; none for the written one."""
    return None if number == WRITTEN else Random(f"{seed} {scenario.name} {number}")


def words(seed: str, number: int) -> Random | None:
    """What chooses the wordings of the call with this seed of its own: the same ones however it is held."""
    return None if number == WRITTEN else Random(f"{seed} words")


def filled(scenario: Scenario, random: Random | None) -> Scenario:
    """The scenario with a value for each name in [vary]: the first without dice. Raises ScenarioError."""
    if not scenario.vary:
        return scenario
    values = {name: str(_value(values, random, scenario.name)) for name, values in scenario.vary.items()}
    data = scenario.model_dump()
    literal = {name: _MEANS_MORE.sub(r"\\\g<0>", value) for name, value in values.items()}
    data["vary"] = {}
    data["reply"] = [_replaced(rule, values) | {"when": _replaced(rule["when"], literal)} for rule in data["reply"]]
    expect = data["expect"]
    data["expect"] = _replaced(expect, values) | {key: _replaced(expect[key], literal) for key in ("said", "not_said")}
    data["earlier"] = _replaced(data["earlier"], values)
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        raise ScenarioError(
            f"Scenario {scenario.name!r}, with [vary] filled in: {sentence(error, Scenario)}"
        ) from error


def _value(values: Drawn | tuple[Value, ...], random: Random | None, name: str) -> Value:
    if isinstance(values, tuple):
        return random.choice(values) if random else values[0]
    return _made(values, random or Random(name))


def _made(kind: Drawn, random: Random) -> str:
    match kind:
        case "address":
            return random.choice(_addresses())
        case "street":
            return random.choice(_addresses()).split(" ", 1)[1]
        case "name":
            return random.choice(NAMES)
        case "phone":
            return speak_phone(f"+336{random.randrange(10**8):08d}")


@lru_cache(maxsize=1)
def _addresses() -> tuple[str, ...]:
    """Addresses of the demo commune, as the stored reports write them: "12 rue des Lilas"."""
    with ADDRESSES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if not row["rep"]]
    return tuple(f"{row['numero']} {row['nom_voie'][0].lower()}{row['nom_voie'][1:]}" for row in rows)


def _replaced(data: Any, values: Mapping[str, str]) -> Any:
    match data:
        case str():
            return SLOT.sub(lambda found: values.get(found[1], found[0]), data)
        case dict():
            return {key: _replaced(each, values) for key, each in data.items()}
        case list() | tuple():
            return [_replaced(each, values) for each in data]
        case _:
            return data
