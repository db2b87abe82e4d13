"""Which simulated calls are known to fail, so that a change is judged by what it breaks."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ivr.simulation.runner import Held, Way
from ivr.simulation.scenario import ScenarioError


@dataclass(frozen=True)
class Baseline:
    """Calls held once, in one way."""

    way: Way
    seed: int
    calls: int
    failing: tuple[str, ...]
    """Names of the calls that did not go as expected."""

    def broken(self, held: Iterable[Held]) -> list[str]:
        """Calls that fail now and did not then."""
        return sorted(set(failing(held)) - set(self.failing))

    def mended(self, held: Iterable[Held]) -> list[str]:
        """Calls that failed then and go as expected now."""
        calls = list(held)
        return sorted({name_of(each) for each in calls} & set(self.failing) - set(failing(calls)))


def name_of(held: Held) -> str:
    """A call's name: its scenario's, and its number when it is a varied one."""
    planned = held.planned
    return f"{planned.scenario.name} #{planned.number}" if planned.number else planned.scenario.name


def failing(held: Iterable[Held]) -> list[str]:
    """Names of the calls that did not go as expected, in order."""
    return sorted(name_of(each) for each in held if each.failures)


def load(file: Path) -> Baseline:
    """Read a baseline. Raises ScenarioError."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return Baseline(data["way"], data["seed"], data["calls"], tuple(data["failing"]))
    except OSError as error:
        raise ScenarioError(f"{file} cannot be read: {error.strerror or error}; make it with --record.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ScenarioError(f"{file} is no baseline: make it anew with --record.") from error


def record(file: Path, way: Way, seed: int, held: list[Held]) -> Baseline:
    """Write what fails now."""
    baseline = Baseline(way, seed, len(held), tuple(failing(held)))
    file.write_text(json.dumps(asdict(baseline), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return baseline
