"""The application all commands register with, and the options they share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ivr import config
from kb.clock import PARIS

VERSION = "0.1.0"
WRONG_USE = 2
"""Exit code for what the user gave."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help texts have [brackets] that mean themselves
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Guichet vocal: the telephone counter of a French town hall.",
)

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Configuration file (default: guichet.toml when it exists).")
]
DataOption = Annotated[Path | None, typer.Option("--data", help="Data folder, instead of the configured one.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable output, one JSON object a line.")]


def settings_from(config_file: Path | None, data: Path | None) -> config.Settings:
    """Settings for a command, with logging set up. Raises ConfigError."""
    from ivr import logs

    settings = config.load(config_file, data)
    logs.configure(settings.log)
    return settings


def fixed_clock(now: str) -> datetime:
    """The moment given to --now, in the town's time when it has no offset. Raises typer.BadParameter."""
    return moment_of(now, "--now")


def moment_of(text: str, parameter: str) -> datetime:
    """A day and hour as 2026-11-23T10:05, in the town's time when it has no offset. Raises typer.BadParameter."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not a date and time: write it as 2026-11-23T10:05.", param_hint=parameter
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)


def calling_number(text: str) -> str:
    """A telephone number given to --caller, as it was written; empty stays empty. Raises typer.BadParameter."""
    from ivr.conversations import calling_number as usable

    if text and not usable(text):
        raise typer.BadParameter(
            f"{text!r} is not a telephone number: write it as 0612345678 or +33612345678.", param_hint="--caller"
        )
    return text


def _version(asked: bool) -> None:
    if asked:
        print(f"Guichet vocal {VERSION}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Guichet vocal: the telephone counter of a French town hall."""
