"""Whole calls measured: simulated residents in text, with voices, and in noise; what failed, and why."""

import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ivr.config import Settings
from ivr.simulation.causes import cause_of
from ivr.simulation.figures import Condition, Share, condition, wrong_with_confidence
from ivr.simulation.runner import Held, Planned, Way, plan, run
from ivr.simulation.scenario import Scenario

NOISES = ("babble", "street", "television", "car")
"""Of the noisy conditions, in turn over the scenarios."""
WORST = 10
Watch = Callable[[Iterator[Held], str, int], Iterator[Held]]
"""Shows how far it is: (calls, condition, how many)."""


@dataclass(frozen=True)
class Setting:
    """One way of holding the calls."""

    name: str
    way: Way
    noise_db: float | None = None
    """Speech above noise; None: as the scenario has it."""


TEXT = Setting("text", "text")
CLEAN = Setting("clean voice", "sound")
NOISY = (Setting("noise, 15 dB", "sound", 15.0), Setting("noise, 5 dB", "sound", 5.0))
TELEPHONE = Setting("telephone (SIP)", "telephone")


@dataclass(frozen=True)
class Worst:
    """A failed call worth looking at."""

    condition: str
    name: str
    cause: str
    failure: str
    said: str
    """The resident's words where it went wrong."""
    heard: str
    answered: str
    wrong_with_confidence: bool


@dataclass(frozen=True)
class Quality:
    """One measurement."""

    commit: str
    day: str
    half: str
    seed: int
    scenarios: str
    """Checksum of the scenarios: figures over other scenarios are not comparable."""
    conditions: tuple[Condition, ...]
    worst: tuple[Worst, ...]


def measure(
    settings: Settings,
    scenarios: dict[Path, Scenario],
    counts: dict[Setting, int],
    *,
    half: str = "",
    seed: int = 0,
    jobs: int = 1,
    watch: Watch = lambda calls, name, count: calls,
) -> tuple[Quality, list[Held]]:
    """Hold `counts` calls of each condition; their figures, and the calls themselves."""
    everything: list[Held] = []
    conditions, failed = [], []
    fine: set[tuple[Path, int]] = set()
    for setting, count in counts.items():
        planned = [_in(setting, each, index) for index, each in enumerate(plan(scenarios, count))]
        held = list(watch(run(settings, planned, seed=seed, jobs=jobs, way=setting.way), setting.name, len(planned)))
        causes = Counter[str]()
        for each in held:
            key = (each.planned.file, each.planned.number)
            if not each.failures:
                fine |= {key} if setting.way == "text" else set()
                continue
            cause = cause_of(each, fine_in_text=None if setting.way == "text" else key in fine)
            causes[cause] += 1
            failed.append(_worst(each, setting.name, cause))
        conditions.append(condition(setting.name, held, causes))
        everything += held
    day = f"{date.today():%Y-%m-%d}"
    quality = Quality(commit(), day, half or "all", seed, checksum(scenarios), tuple(conditions), _ten(failed))
    return quality, everything


def _in(setting: Setting, planned: Planned, index: int) -> Planned:
    """A call with the noise of the condition behind it."""
    if setting.noise_db is None:
        return planned
    noise = {"noise": NOISES[index % len(NOISES)], "noise_db": setting.noise_db}
    caller = planned.scenario.caller.model_copy(update=noise)
    return replace(planned, scenario=planned.scenario.model_copy(update={"caller": caller}))


def _worst(held: Held, name: str, cause: str) -> Worst:
    exchange = held.outcome.exchanges[held.failures[0].at]
    return Worst(
        name,
        held.planned.scenario.name,
        cause,
        "; ".join(each.what for each in held.failures),
        str(exchange.move or ""),
        exchange.heard,
        exchange.said,
        wrong_with_confidence(held),
    )


def _ten(failed: Sequence[Worst]) -> tuple[Worst, ...]:
    """What was wrong with confidence first; then of each cause in turn, so that ten calls show all."""
    ranked = sorted(failed, key=lambda each: not each.wrong_with_confidence)
    seen = Counter[str]()
    places = []
    for each in ranked:
        seen[each.cause] += 1
        places.append((not each.wrong_with_confidence, seen[each.cause], each.name, each))
    return tuple(each for *_, each in sorted(places, key=lambda place: place[:3])[:WORST])


def commit() -> str:
    """The commit that runs, marked when files differ from it; "unknown" outside a checkout."""
    folder = Path(__file__).parent
    try:
        named = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--exclude=*"],
            cwd=folder, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return named.stdout.strip()


def checksum(scenarios: dict[Path, Scenario]) -> str:
    """Of a set of scenarios, whatever their folder."""
    texts = sorted(each.model_dump_json() for each in scenarios.values())
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


def as_data(quality: Quality) -> dict[str, Any]:
    """The measurement for JSON, shares with their value and interval."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(quality)))
    _with_values(data)
    return data


def _with_values(data: Any) -> None:
    if isinstance(data, dict):
        if data.keys() == {"hits", "of"}:
            share = Share(data["hits"], data["of"])
            data["value"], data["interval"] = round(share.value, 4), [round(each, 4) for each in share.interval]
            return
        for each in data.values():
            _with_values(each)
    elif isinstance(data, list):
        for each in data:
            _with_values(each)
