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
    from ivr.simulation.runner import Held, Way


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

    if record and baseline is None:
        raise typer.BadParameter("--record needs --baseline FILE, where to write.", param_hint="--record")
    planned = plan(chosen(scenarios or [FOLDER], half), calls)
    way: Way = "text" if not voice else "sound" if no_network else "telephone"
    console, progress = Console(), Console(stderr=True)
    held = []
    running = run(settings_from(config, None), planned, seed=seed, jobs=jobs, way=way)
    for each in track(running, "Calls", total=len(planned), console=progress, transient=True):
        held.append(each)
        if as_json:
            print(json.dumps(telling.record(each), ensure_ascii=False), flush=True)
        elif each.failures or everything:
            telling.conversation(console, each)
    if not as_json:
        telling.summary(console, held)
    raise typer.Exit(1 if _failed(held, way, seed, baseline, record=record) else 0)


def _failed(held: "list[Held]", way: "Way", seed: int, file: Path | None, *, record: bool) -> list[str]:
    """The calls that count as failed."""
    from ivr.simulation import baseline
    from ivr.simulation.scenario import ScenarioError

    if file is None:
        return baseline.failing(held)
    if record:
        baseline.record(file, way, seed, held)
        return []
    known = baseline.load(file)
    if (known.way, known.seed, known.calls) != (way, seed, len(held)):
        raise ScenarioError(
            f"{file} was recorded with {known.calls} calls ({known.way}, seed {known.seed}): hold the same ones."
        )
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
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """A simulated resident's process: calls, follows the assistant's events on the input, answers."""
    from ivr.simulation.scenario import Scenario
    from ivr.simulation.telephone import follow

    follow(settings_from(config, data), Scenario.model_validate_json(scenario.read_text("utf-8")), to, seed)
