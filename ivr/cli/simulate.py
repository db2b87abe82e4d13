"""`simulate`: simulated residents, each with a goal, call the assistant."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivr.simulation.baseline import Baseline
    from ivr.simulation.runner import Held, Planned, Way


@app.command()
def simulate(
    scenarios: Annotated[
        list[Path] | None, typer.Argument(help="Scenario files and folders (default: the project's own).")
    ] = None,
    config: ConfigOption = None,
    voice: Annotated[
        bool, typer.Option("--voice/--text", help="By telephone, over SIP and RTP, or in text (default).")
    ] = False,
    no_network: Annotated[
        bool, typer.Option("--no-network", help="With --voice: the same sound without SIP, faster than real time.")
    ] = False,
    calls: Annotated[
        int | None, typer.Option(min=1, help="How many calls; more than there are scenarios are varied ones.")
    ] = None,
    half: Annotated[
        str, typer.Option(help="Only the scenarios of one half: tune or report. Nothing is tuned on report.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = 0,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that hold calls at a time.")] = 1,
    everything: Annotated[bool, typer.Option("--all", help="Show the calls that went well, too.")] = False,
    baseline: Annotated[
        Path | None, typer.Option(help="Only calls that this file does not know to fail count as failed.")
    ] = None,
    record: Annotated[bool, typer.Option("--record", help="Write which calls fail to the baseline.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Let simulated residents call, each with fresh data of the demo commune (docs/scenarios.md).

    Exit code 0 only if every expectation holds; each failure shows the conversation and where it went wrong.
    """
    from ivr.simulation import telling
    from ivr.simulation.runner import Way, plan, run
    from ivr.simulation.scenario import FOLDER, chosen

    _refuse(no_network and not voice, "--no-network", "it is a way to hold calls by voice; give --voice too.")
    _refuse(everything and as_json, "--all", "it changes nothing with --json, which has every call; leave it out.")
    _refuse(record and baseline is None, "--record", "it needs --baseline FILE, where to write.")
    planned = plan(chosen(scenarios or [FOLDER], half), calls)
    way: Way = "text" if not voice else "sound" if no_network else "telephone"
    known = _known(baseline, way, seed, planned, record=record)
    console, progress = Console(), Console(stderr=True)
    held = []
    running = run(settings_from(config, None), planned, seed=seed, jobs=jobs, way=way)
    for each in track(
        running, "Calls", total=len(planned), console=progress, transient=True, disable=not progress.is_terminal
    ):
        held.append(each)
        expected = known is not None and known.knows(each)
        if as_json:
            print(json.dumps(telling.record(each, known=expected), ensure_ascii=False), flush=True)
        elif each.failures or everything:
            telling.conversation(console, each, known=expected)
    failed = _failed(held, way, seed, known, baseline if record else None)
    if not as_json:
        telling.summary(console, held)
        telling.verdict(console, held, known)
    raise typer.Exit(1 if failed else 0)


def _refuse(wrong: object, option: str, why: str) -> None:
    if wrong:
        raise typer.BadParameter(why, param_hint=option)


def _known(
    file: Path | None, way: "Way", seed: int, planned: "Sequence[Planned]", *, record: bool
) -> "Baseline | None":
    """The baseline to compare with; all that can be wrong with it is told before the first call."""
    from ivr.simulation import baseline

    if file is None:
        return None
    if record:
        baseline.writable(file)
        return None
    known = baseline.load(file)
    known.require(file, way, seed, planned)
    return known


def _failed(held: "list[Held]", way: "Way", seed: int, known: "Baseline | None", into: Path | None) -> list[str]:
    """The calls that count as failed; what fails is written into a file when there is one."""
    from ivr.simulation import baseline

    if into:
        baseline.record(into, way, seed, held)
        return []
    if known is None:
        return baseline.failing(held)
    for name in known.mended(held):
        print(f"mended: {name}", file=sys.stderr)
    broken = known.broken(held)
    for name in broken:
        print(f"broken: {name}", file=sys.stderr)
    return broken


@app.command(hidden=True)
def follower(
    scenario: Path,
    to: Annotated[str, typer.Option(help="SIP address to call.")],
    seed: Annotated[str, typer.Option(help="Seed of what is drawn.")] = "0",
    number: Annotated[int, typer.Option(help="Which of the scenario's calls; 0: as written.")] = 0,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """A simulated resident's process: calls, follows the assistant's events on the input, answers."""
    from ivr.simulation.scenario import Scenario
    from ivr.simulation.telephone import follow

    resident = Scenario.model_validate_json(scenario.read_text("utf-8"))
    follow(settings_from(config, data), resident, to, seed, number)
