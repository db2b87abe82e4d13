"""A thousand residents out of two hundred: the values of [vary] drawn anew, and other wordings."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from random import Random
from typing import Any

from dialogue.french.phones import speak_phone
from ivr.simulation.scenario import SLOT, Drawn, Scenario, Value
from kb.demo_commune import ADDRESSES

NAMES = ("Martin", "Bernard", "Thomas", "Robert", "Richard", "Durand", "Moreau", "Laurent", "Simon", "Michel", "Garcia")
"""Frequent French family names (INSEE, fichier des noms de famille)."""
WRITTEN = 0
"""Number of the call that is held as the file has it."""


def dice(scenario: Scenario, number: int, seed: int) -> Random | None:
    """What chooses the wordings and values of a scenario's call of that number; none for the written one."""
    return None if number == WRITTEN else Random(f"{seed} {scenario.name} {number}")


def filled(scenario: Scenario, random: Random | None) -> Scenario:
    """The scenario with a value for each name in [vary]: the first without dice."""
    if not scenario.vary:
        return scenario
    values = {name: str(_value(values, random, scenario.name)) for name, values in scenario.vary.items()}
    data = scenario.model_dump()
    data["vary"] = {}
    data["reply"] = _replaced(data["reply"], values)
    data["expect"] = _replaced(data["expect"], values)
    data["earlier"] = _replaced(data["earlier"], values)
    return Scenario.model_validate(data)


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
