"""`setup`, `models`: install what the program needs, once, and check it."""

from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import Progress

from ivr.cli.app import ConfigOption, DataOption, app, settings_from
from ivr.config import Settings

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
    """Install speech models, make the database, teach the ear its names, render sentences. Does nothing twice."""
    from ivr.adapting import adapt
    from ivr.cli.prompts import all_sentences
    from ivr.conversations import Conversations
    from ivr.rendering import render
    from kb.store import Store

    settings = settings_from(config, data)
    if install_models(settings):
        console.print(f"Speech models installed in {settings.models}")
    Conversations(settings)
    if prompts != "none":
        with Store.open(settings.database) as store, console.status("the commune's names") as status:
            adapted = adapt(settings, store, lambda step: status.update(f"the commune's names: {step}"))
        if adapted.folder is None:
            console.print("The commune's names were not taught: another recognizer than the built-in one is in use.")
        render(settings, all_sentences(settings, common=prompts == "common"))
