"""Whole calls measured: simulated residents in text, with voices, and in noise; what failed, and why."""

import hashlib
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from ivr.config import Settings
from ivr.simulation.causes import cause_of
from ivr.simulation.figures import Condition, condition, wrong_with_confidence
from ivr.simulation.runner import Held, Planned, Way, plan, run
from ivr.simulation.scenario import Scenario

NOISES = ("babble", "street", "television", "car")
"""Of the noisy conditions, in turn over the scenarios."""
WORST = 10
Watch = Callable[[Iterator[Held], str, int], Iterator[Held]]
"""Shows how far it is: (calls, condition, how many)."""
Call = tuple[Path, int]
"""A scenario's file and which of its calls: the same in every condition."""


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
    wrong_with_confidence: bool
    said: str = ""
    """The resident's words where it went wrong. The history leaves out what was said, heard and answered."""
    heard: str = ""
    answered: str = ""


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
    worst: tuple[Worst, ...] = ()


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
    held: dict[Setting, list[Held]] = {}
    cost: dict[Setting, dict[str, float]] = {}
    for setting, count in counts.items():
        planned = [_in(setting, each, index) for index, each in enumerate(plan(scenarios, count))]
        began = perf_counter()
        calls = watch(run(settings, planned, seed=seed, jobs=jobs, way=setting.way), setting.name, len(planned))
        places = {_key(each): place for place, each in enumerate(planned)}
        held[setting] = sorted(calls, key=lambda each: places[_key(each.planned)])  # whichever was over first
        cost[setting] = _cost(held[setting], perf_counter() - began)
    fine = _fine_in_text(settings, scenarios, held, seed=seed, jobs=jobs)
    conditions, failed = [], []
    for setting, calls_held in held.items():
        by_voice = setting.way != "text"
        causes = {
            _key(each.planned): cause_of(each, fine_in_text=by_voice and _key(each.planned) in fine)
            for each in calls_held
            if each.failures
        }
        failed += [_worst(each, setting.name, causes[_key(each.planned)]) for each in calls_held if each.failures]
        conditions.append(condition(setting.name, calls_held, Counter(causes.values()), cost[setting]))
    day = f"{date.today():%Y-%m-%d}"
    quality = Quality(commit(), day, half or "all", seed, checksum(scenarios), tuple(conditions), _ten(failed))
    return quality, [each for calls_held in held.values() for each in calls_held]


def _key(planned: Planned) -> Call:
    return planned.file, planned.number


def _in(setting: Setting, planned: Planned, index: int) -> Planned:
    """A call with the noise of the condition behind it."""
    if setting.noise_db is None:
        return planned
    noise = {"noise": NOISES[index % len(NOISES)], "noise_db": setting.noise_db}
    caller = planned.scenario.caller.model_copy(update=noise)
    return replace(planned, scenario=planned.scenario.model_copy(update={"caller": caller}))


def _cost(calls: Sequence[Held], wall_s: float) -> dict[str, float]:
    """Seconds by stage; "all": from the first call's beginning to the last one's end, loading included."""
    stages: dict[str, float] = {}
    for each in calls:
        for stage, seconds in each.outcome.spent.items():
            stages[stage] = stages.get(stage, 0.0) + seconds
    return {"all": round(wall_s, 2)} | {stage: round(seconds, 2) for stage, seconds in stages.items()}


def _fine_in_text(
    settings: Settings, scenarios: dict[Path, Scenario], held: Mapping[Setting, Sequence[Held]], *, seed: int, jobs: int
) -> set[Call]:
    """Calls that succeed in text. Those that failed by voice, and were not held in text, are held now for that."""
    in_text = {_key(each.planned): each for setting, calls in held.items() if setting.way == "text" for each in calls}
    failed = {_key(each.planned) for calls in held.values() for each in calls if each.failures} - in_text.keys()
    twins = [Planned(file, scenarios[file], number) for file, number in sorted(failed)]
    if twins:
        in_text |= {_key(each.planned): each for each in run(settings, twins, seed=seed, jobs=min(jobs, len(twins)))}
    return {key for key, each in in_text.items() if not each.failures}


def _worst(held: Held, name: str, cause: str) -> Worst:
    exchange = held.outcome.exchanges[held.failures[0].at]
    return Worst(
        name,
        held.planned.scenario.name,
        cause,
        "; ".join(each.what for each in held.failures),
        wrong_with_confidence(held),
        str(exchange.move or ""),
        exchange.heard,
        exchange.said,
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
