"""`demo` and `resident`: a real call between the assistant and a simulated resident."""

from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, app, settings_from


@app.command()
def demo(
    config: ConfigOption = None,
    data: DataOption = None,
    scenario: Annotated[
        Path | None, typer.Option(help="Scenario of the caller (default: a broken street lamp).")
    ] = None,
) -> None:
    """Place a real SIP call on loopback: a simulated resident reports a broken street lamp.

    Exit code 0 only if what the scenario expects was stored: here the report, with its category and address.
    """
    from ivr.demo import SCENARIO, run

    settings = settings_from(config, data)
    raise typer.Exit(run(settings, scenario or SCENARIO))


@app.command(hidden=True)
def resident(
    scenario: Path,
    to: Annotated[str, typer.Option(help="SIP address to call.")],
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """The simulated resident's process: calls, listens, answers, hangs up. JSON lines on the output."""
    from ivr.demo import run_resident

    run_resident(settings_from(config, data), scenario, to)
