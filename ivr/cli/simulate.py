"""`simulate`: simulated residents, each with a goal, call the assistant."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from ivr.cli.app import ConfigOption, JsonOption, app, settings_from


@app.command()
def simulate(
    scenarios: Annotated[
        list[Path] | None, typer.Argument(help="Scenario files and folders (default: the project's own).")
    ] = None,
    config: ConfigOption = None,
    voice: Annotated[
        bool, typer.Option("--voice/--text", help="By telephone (SIP, real sound), or in text (default).")
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
    as_json: JsonOption = False,
) -> None:
    """Let simulated residents call, in text, each with fresh data of the demo commune (docs/scenarios.md).

    Exit code 0 only if every expectation holds; each failure shows the conversation and where it went wrong.
    """
    from ivr.simulation import telling
    from ivr.simulation.runner import plan, run
    from ivr.simulation.scenario import FOLDER, load_all

    if half not in ("", "tune", "report"):
        raise typer.BadParameter(f"{half!r} is no half: use tune or report.", param_hint="--half")
    chosen = {file: each for file, each in load_all(scenarios or [FOLDER]).items() if half in ("", each.half)}
    if not chosen:
        raise typer.BadParameter(f"none of these scenarios is in the half {half!r}.", param_hint="--half")
    planned = plan(chosen, calls)
    console, progress = Console(), Console(stderr=True)
    held = []
    running = run(settings_from(config, None), planned, seed=seed, jobs=jobs)
    for each in track(running, "Calls", total=len(planned), console=progress, transient=True):
        held.append(each)
        if as_json:
            print(json.dumps(telling.record(each), ensure_ascii=False), flush=True)
        elif each.failures or everything:
            telling.conversation(console, each)
    if not as_json:
        telling.summary(console, held)
    raise typer.Exit(1 if any(each.failures for each in held) else 0)
