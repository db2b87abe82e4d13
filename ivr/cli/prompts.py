"""`prompts`: the fixed sentences, rendered ahead of time."""

from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ivr.cli.app import ConfigOption, DataOption, app, settings_from
from ivr.config import Settings

prompts_app = typer.Typer(no_args_is_help=True, help="The fixed sentences of the assistant and their sound.")
app.add_typer(prompts_app, name="prompts")
console = Console(stderr=True)

Which = Literal["all", "demo"]


def sentences_of(settings: Settings, which: Which) -> list[str]:
    """The fixed sentences: all of them, or those that the demo's conversation says."""
    from dialogue import catalogue
    from dialogue.fixed import fixed_sentences
    from dialogue.wording import Wording
    from ivr.demo import spoken_in_demo

    if which == "demo":
        return spoken_in_demo(settings)
    return fixed_sentences(Wording.load(settings.town.name), catalogue.load())


def render(settings: Settings, which: Which) -> None:
    """Render what is missing, with a progress bar."""
    from ivr.speech import prompt_store

    sentences = sentences_of(settings, which)
    store = prompt_store(settings)
    if not store.missing(sentences):
        return
    columns = TextColumn("rendering sentences"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        made = store.fill(sentences, lambda done, total: bar.update(task, completed=done, total=total))
    console.print(f"{made} sentences rendered in {settings.prompts}")


@prompts_app.command("fill")
def fill(
    config: ConfigOption = None,
    data: DataOption = None,
    which: Annotated[Which, typer.Option(help="All fixed sentences, or those of the demo.")] = "all",
) -> None:
    """Render the fixed sentences that are not in the prompt store yet."""
    render(settings_from(config, data), which)


@prompts_app.command("list")
def list_prompts(config: ConfigOption = None, data: DataOption = None) -> None:
    """Print every fixed sentence of the assistant, one a line."""
    for sentence in sentences_of(settings_from(config, data), "all"):
        print(sentence)
