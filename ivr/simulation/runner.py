"""Many simulated calls: each with fresh data, several processes at a time."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from ivr.adapting import IN_USE, adapt
from ivr.config import Settings
from ivr.conversations import Conversations
from ivr.rehearsal import with_data
from ivr.simulation.earlier import check, remember
from ivr.simulation.expectations import Failure, failures
from ivr.simulation.outcome import Outcome
from ivr.simulation.scenario import Scenario, ScenarioError
from ivr.simulation.studio import Studio
from ivr.simulation.telephone import hold_by_telephone
from ivr.simulation.text import hold
from ivr.simulation.variation import dice, filled, words
from kb.store import Store

Way = Literal["text", "sound", "telephone"]
"""How calls are held: typed; with voices and a simulated line; with voices over SIP and RTP."""


@dataclass(frozen=True)
class Planned:
    """A call to hold: a scenario, and which of its calls (0: as written)."""

    file: Path
    scenario: Scenario
    number: int = 0


@dataclass(frozen=True)
class Held:
    """A call that was held, and what was wrong with it."""

    planned: Planned
    outcome: Outcome
    failures: tuple[Failure, ...]


def plan(scenarios: dict[Path, Scenario], calls: int | None = None) -> list[Planned]:
    """Which calls to hold: each scenario once as written, then varied ones in turn until there are `calls`.

    Fewer calls than scenarios take every n-th, so that all subjects are there.
    """
    written = [Planned(file, scenario) for file, scenario in scenarios.items()]
    if calls is None:
        return written
    if calls <= len(written):
        return [written[index * len(written) // calls] for index in range(calls)]
    return [Planned(*list(scenarios.items())[index % len(written)], index // len(written)) for index in range(calls)]


class Bench:
    """One process's assistant: knowledge loaded once, the demo commune's data copied for each call."""

    def __init__(self, settings: Settings, folder: Path, *, way: Way = "text") -> None:
        self._folder = folder
        self._way = way
        self._template = with_data(settings, folder / "template")
        self._conversations = Conversations(self._template)
        if way != "text":
            self._adapt()
        self._studio = Studio(self._template) if way == "sound" else None

    def _adapt(self) -> None:
        """The ear knows the streets, as in any town hall where the line is installed."""
        with Store.open(self._template.database) as store:
            adapt(self._template, store, lambda step: None)

    def hold(self, planned: Planned, seed: int) -> Held:
        """Hold one call."""
        scenario = _filled(planned, seed)
        with tempfile.TemporaryDirectory(dir=self._folder) as data:
            mine = with_data(self._template, Path(data))
            shutil.copyfile(self._template.database, mine.database)
            if self._way == "telephone":
                shutil.copyfile(self._template.folders.data / IN_USE, mine.folders.data / IN_USE)
            tickets = Random(f"{seed} {scenario.name}")
            fresh = self._conversations.over(mine, lambda: scenario.begins_at, tickets)
            remember(scenario, fresh, planned.file)
            outcome = self._held(scenario, fresh, planned.number, f"{seed} {scenario.name} {planned.number}")
        return Held(planned, outcome, failures(scenario, outcome))

    def check(self, calls: Iterable[Planned], seed: int) -> None:
        """What only the town's data can tell of the scenarios, before any call. Raises ScenarioError."""
        for planned in calls:
            check(_filled(planned, seed), self._conversations, planned.file)

    def _held(self, scenario: Scenario, conversations: Conversations, number: int, seed: str) -> Outcome:
        if self._way == "telephone":
            folder = conversations.settings.folders.data
            return hold_by_telephone(conversations.settings, scenario, folder, seed, number)
        if self._studio is not None:
            return self._studio.hold(scenario, conversations, words(seed, number), seed)
        return hold(scenario, conversations, words(seed, number))


def _filled(planned: Planned, seed: int) -> Scenario:
    try:
        return filled(planned.scenario, dice(planned.scenario, planned.number, seed))
    except ScenarioError as error:
        raise ScenarioError(f"{planned.file}: {error}") from error


def run(
    settings: Settings, calls: Iterable[Planned], *, seed: int = 0, jobs: int = 1, way: Way = "text"
) -> Iterator[Held]:
    """Hold the calls; each as soon as it and those before it are over.

    Raises ScenarioError before the first, when one of them cannot be held.
    """
    planned = list(calls)
    with tempfile.TemporaryDirectory() as folder:
        if jobs == 1:
            bench = Bench(settings, Path(folder), way=way)
            bench.check(planned, seed)
            for call in planned:
                yield bench.hold(call, seed)
            return
        pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(settings, folder, way))
        try:
            pool.submit(_check, planned, seed).result()
            for held in [pool.submit(_hold, call, seed) for call in planned]:
                yield held.result()
        finally:  # interrupted (Ctrl-C): no further call is begun
            pool.shutdown(cancel_futures=True)


_bench: Bench | None = None
"""Of a child process."""


def _begin(settings: Settings, folder: str, way: Way) -> None:
    global _bench
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a child at once; its parent says what happened
    mine = Path(folder) / str(os.getpid())
    mine.mkdir()
    _bench = Bench(settings, mine, way=way)


def _check(planned: list[Planned], seed: int) -> None:
    assert _bench is not None
    _bench.check(planned, seed)


def _hold(planned: Planned, seed: int) -> Held:
    assert _bench is not None
    return _bench.hold(planned, seed)
