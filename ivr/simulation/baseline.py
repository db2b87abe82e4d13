"""Which simulated calls are known to fail, so that a change is judged by what it breaks."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from ivr.simulation.runner import Held, Planned, Way
from ivr.simulation.scenario import ScenarioError

WAYS: dict[Way, str] = {"text": "in text", "sound": "by voice without a network", "telephone": "by telephone"}


@dataclass(frozen=True)
class Baseline:
    """Calls held once, in one way."""

    way: Way
    seed: int
    calls: int
    failing: tuple[str, ...]
    """Names of the calls that did not go as expected."""
    names: str = ""
    """Checksum of the names of all calls; empty in a file of before there was one."""

    def require(self, file: Path, way: Way, seed: int, planned: Sequence[Planned]) -> None:
        """Raise ScenarioError when these calls are not those that the file was recorded with."""
        names = [name_of(each) for each in planned]
        then = (self.calls, self.way, self.seed)
        if then != (len(planned), way, seed):
            which = [
                f"{calls} call(s) {WAYS[how]} with seed {dice}" for calls, how, dice in (then, (len(names), way, seed))
            ]
            wrong = f"was recorded with {which[0]}, and these are {which[1]}"
        elif (self.names and self.names != _checksum(names)) or set(self.failing) - set(names):
            wrong = "was recorded with other scenarios"
        else:
            return
        raise ScenarioError(f"{file} {wrong}: hold the same calls, or make it anew with --record.")

    def knows(self, held: Held) -> bool:
        """Whether this call failed then, too."""
        return bool(held.failures) and name_of(held.planned) in self.failing

    def broken(self, held: Iterable[Held]) -> list[str]:
        """Calls that fail now and did not then."""
        return sorted(set(failing(held)) - set(self.failing))

    def mended(self, held: Iterable[Held]) -> list[str]:
        """Calls that failed then and go as expected now."""
        calls = list(held)
        return sorted({name_of(each.planned) for each in calls} & set(self.failing) - set(failing(calls)))


def name_of(planned: Planned) -> str:
    """A call's name: its scenario's, and its number when it is a varied one."""
    return f"{planned.scenario.name} #{planned.number}" if planned.number else planned.scenario.name


def failing(held: Iterable[Held]) -> list[str]:
    """Names of the calls that did not go as expected, in order."""
    return sorted(name_of(each.planned) for each in held if each.failures)


def load(file: Path) -> Baseline:
    """Read a baseline. Raises ScenarioError."""
    try:
        data = json.loads(file.read_text("utf-8"))
        if data["way"] not in WAYS:
            raise ValueError(data["way"])
        return Baseline(data["way"], data["seed"], data["calls"], tuple(data["failing"]), data.get("names", ""))
    except OSError as error:
        raise ScenarioError(f"{file} cannot be read: {error.strerror or error}; make it with --record.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ScenarioError(f"{file} is no baseline: make it anew with --record.") from error


def record(file: Path, way: Way, seed: int, held: list[Held]) -> Baseline:
    """Write what fails now."""
    names = _checksum([name_of(each.planned) for each in held])
    baseline = Baseline(way, seed, len(held), tuple(failing(held)), names)
    file.write_text(json.dumps(asdict(baseline), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return baseline


def writable(file: Path) -> None:
    """Raise ScenarioError when a baseline cannot be written there; nothing is written yet."""
    if file.is_dir() or not file.parent.is_dir():
        raise ScenarioError(f"{file} cannot be written: give a file in a folder that exists.")


def _checksum(names: Iterable[str]) -> str:
    return sha256("\n".join(sorted(names)).encode()).hexdigest()[:12]
