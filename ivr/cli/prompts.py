"""`prompts`: the fixed sentences, rendered ahead of time."""

from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, app, settings_from
from ivr.config import Settings

prompts_app = typer.Typer(no_args_is_help=True, help="The fixed sentences of the assistant and their sound.")
app.add_typer(prompts_app, name="prompts")


def all_sentences(settings: Settings, common: bool = False) -> list[str]:
    """Every fixed sentence of the assistant; `common`: only those that most calls need."""
    from dialogue import catalogue
    from dialogue.fixed import common_sentences, fixed_sentences
    from dialogue.wording import Wording
    from kb.procedures import loader

    own = loader.folders_of(settings.folders.data)
    chosen = common_sentences if common else fixed_sentences
    return chosen(Wording.load(settings.town.name), catalogue.load(procedures=own))


@prompts_app.command("fill")
def fill(
    config: ConfigOption = None,
    data: DataOption = None,
    scenario: Annotated[Path | None, typer.Option(help="Only what this scenario's call needs.")] = None,
) -> None:
    """Render the fixed sentences that are not in the prompt store yet."""
    from ivr.rehearsal import sentences_for
    from ivr.rendering import render
    from ivr.simulation.scenario import load

    settings = settings_from(config, data)
    render(settings, sentences_for(load(scenario), settings) if scenario else all_sentences(settings))


@prompts_app.command("list")
def list_prompts(config: ConfigOption = None, data: DataOption = None) -> None:
    """Print every fixed sentence of the assistant, one a line."""
    for sentence in all_sentences(settings_from(config, data)):
        print(sentence)
