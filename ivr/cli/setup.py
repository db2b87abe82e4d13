"""`setup`, `models`: install what the program needs, once, and check it."""

import json
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import Progress

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from
from ivr.config import Settings

models_app = typer.Typer(no_args_is_help=True, help="Speech models: list, install, check.")
app.add_typer(models_app, name="models")
console = Console(stderr=True)


def install_models(settings: Settings) -> bool:
    """Install the built-in voice and check the recognizer; True when something was installed."""
    from asr_models import installer

    installer.built_in_recognizer()
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("speech models", total=None)

        def progress(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        return installer.install_voice(settings.models, progress)


@app.command()
def setup(
    config: ConfigOption = None,
    data: DataOption = None,
    prompts: Annotated[
        Literal["all", "common", "none"],
        typer.Option(help="Fixed sentences to render ahead of time; the others are made at their first use."),
    ] = "all",
) -> None:
    """Install speech models, make the database, and render the fixed sentences. Does nothing twice."""
    from ivr.cli.prompts import all_sentences
    from ivr.conversations import Conversations
    from ivr.rendering import render

    settings = settings_from(config, data)
    if install_models(settings):
        console.print(f"Speech models installed in {settings.models}")
    Conversations(settings)
    if prompts != "none":
        render(settings, all_sentences(settings, common=prompts == "common"))


@models_app.command("list")
def list_models(config: ConfigOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Show the catalogue and what is installed."""
    from asr_models import catalogue, installer
    from asr_models.files import ModelError

    settings = settings_from(config, data)
    voice, recognizer = catalogue.voice(), catalogue.recognizer()
    try:
        installer.installed_voice(settings.models)
        state = "installed"
    except ModelError:
        state = "not installed"
    rows = [
        {"name": recognizer.name, "kind": "recognizer", "state": "built in", "licence": recognizer.licence},
        {"name": voice.name, "kind": "voice", "state": state, "licence": voice.licence},
    ]
    for row in rows:
        print(json.dumps(row) if as_json else "{name:20} {kind:12} {state:14} {licence}".format(**row))


@models_app.command("install")
def install(config: ConfigOption = None, data: DataOption = None) -> None:
    """Install the built-in speech models."""
    settings = settings_from(config, data)
    print("installed" if install_models(settings) else "already installed")


@models_app.command("check")
def check(config: ConfigOption = None, data: DataOption = None) -> None:
    """Verify the checksum of every installed model file."""
    from asr_models import installer

    settings = settings_from(config, data)
    installer.built_in_recognizer()
    installer.installed_voice(settings.models)
    print("all model files are intact")
