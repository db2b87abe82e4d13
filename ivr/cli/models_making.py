"""`models graph`, `models weights`, `models train`: the built-in recognizer made, for developers."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.app import JsonOption
from ivr.cli.models import models_app


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
