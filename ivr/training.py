"""`models train`: the recipe of asr_models.training, with the product's own texts, and shown while it goes."""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from asr_models.files import ModelError
from asr_models.graph.build import Built

if TYPE_CHECKING:
    from asr_models.training.recipe import Recipe

LIBRARIES = {"torch": "torch", "kaldi_native_fbank": "kaldi-native-fbank", "av": "av"}
"""Of training alone, by the module's name: the product runs without."""


def wanted(small: bool, hours: float | None, steps: int | None, seed: int) -> "Recipe":
    """The recipe asked for. Raises ModelError when a library of training is missing."""
    missing = [name for module, name in LIBRARIES.items() if find_spec(module) is None]
    if missing:
        raise ModelError(
            f"Training needs {', '.join(missing)}: run `python -m pip install -r requirements-train.txt`, then again."
        )
    from asr_models.training.recipe import SMALL, WHOLE

    recipe = SMALL if small else WHOLE
    plan = replace(recipe.plan, seed=seed, by_words=steps or recipe.plan.by_words)
    return replace(recipe, hours=hours or recipe.hours, plan=plan)


def retrain(folder: Path, recipe: "Recipe", jobs: int) -> Built:
    """Make a recognizer in `folder`/model, and try it. Raises ModelError."""
    from asr_models.language.model import material
    from asr_models.language.texts import Texts, everyday
    from asr_models.training.recipe import train
    from dialogue import catalogue
    from dialogue.stories import stories
    from ivr.trial import check

    told = stories(catalogue.load())
    with Bars() as bars:
        built = train(folder, recipe, Texts(told, everyday()), material(told, {}), bars.tell, jobs)
    check(folder / "model")
    return built


class Bars:
    """One bar a stage, with what it says of itself."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, what: str, done: float, of: float) -> None:
        """Show how far a stage is; what stands after its comma may change."""
        stage = what.partition(",")[0]
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(what, total=of)
        self._progress.update(self._tasks[stage], description=what, completed=round(done, 3), total=of)
