"""`serve`: answer the telephone."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, app, fixed_clock, settings_from

EventsOption = Annotated[bool, typer.Option("--events", help="Follow calls live: JSON lines on the output.")]


@app.command()
def serve(config: ConfigOption = None, data: DataOption = None, events: EventsOption = False) -> None:
    """Answer calls on the configured SIP address, until stopped (Ctrl-C lets present calls end).

    Run `setup` first. The worker that holds the calls is restarted if it crashes.
    """
    from ivr.supervisor import supervise

    settings_from(config, data)
    options = [*(["--config", str(config)] if config else []), *(["--data", str(data)] if data else [])]
    program = str(Path(sys.argv[0]).resolve())
    command = [sys.executable, program, "worker", *options, *(["--events"] if events else [])]
    raise typer.Exit(supervise(command))


@app.command(hidden=True)
def worker(
    config: ConfigOption = None,
    data: DataOption = None,
    events: EventsOption = False,
    now: Annotated[str, typer.Option(help="The clock starts there, for simulated calls.")] = "",
) -> None:
    """One worker process: what `serve` runs and restarts."""
    from ivr.conversations import clock_from, local_time
    from ivr.event_stream import EventStream
    from ivr.worker import run

    clock = clock_from(fixed_clock(now)) if now else local_time
    run(settings_from(config, data), EventStream() if events else None, clock)
