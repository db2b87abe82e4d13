"""The recognizer made the commune's own: its streets, places and people enter the words and what is likely to be said.

An adapted model is a folder beside the installed ones, named by what it was made of. The data folder's `recognizer`
names the one in use; it is replaced in one step, so that calls under way keep the model they began with.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from asr_models import installer
from asr_models.catalogue import BUILT_IN_RECOGNIZER, recognizer
from asr_models.files import ModelError
from asr_models.graph.build import Built, build_graph, build_model
from asr_models.graph.lexicon import Lexicon, built_in_exceptions, read_exceptions
from asr_models.language.model import material
from dialogue import catalogue
from dialogue.stories import stories
from ivr.config import Settings
from ivr.recognizers import chosen
from ivr.trial import check
from kb.local_names import LocalNames, local_names
from kb.store import Store

IN_USE = "recognizer"
"""In the data folder: the name of the adapted model."""
KEPT = 4
"""Adapted models kept: the one in use, the one before, and those of other data folders."""
MADE_OF = "made_of.json"
EXCEPTIONS = "pronunciations.toml"
"""In the data folder: names that are not said as they are written."""
FEW = 5
"""Fewer names than that of a kind say nothing of how people speak of such places: the product's own stay too."""


@dataclass(frozen=True)
class Adapted:
    """The model in use now (None: a recognizer of others is, and nothing was adapted), and what its graph holds.

    `built` is None when it was there already.
    """

    folder: Path | None
    built: Built | None


def folder_of(settings: Settings) -> Path:
    """Where adapted models are."""
    return settings.models / "adapted"


def adapted_model(settings: Settings) -> Path | None:
    """The adapted model in use; None when there is none, or when it was made from another built-in model."""
    try:
        name = (settings.folders.data / IN_USE).read_text("utf-8").strip()
        made_of = json.loads((folder_of(settings) / name / MADE_OF).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return folder_of(settings) / name if made_of.get("built_in") == _built_in() else None


def adapt(settings: Settings, store: Store, tell: Callable[[str], None]) -> Adapted:
    """Make the built-in recognizer know the names of the store, unless it does or another one hears the calls.

    Raises ModelError; then nothing has changed.
    """
    if chosen(settings) != BUILT_IN_RECOGNIZER:
        return Adapted(None, None)
    names = local_names(store.database)
    exceptions = _exceptions(settings)
    told = stories(catalogue.load())
    made_of = {"built_in": _built_in(), "texts": _digest([told, asdict(names), sorted(exceptions.items())])}
    target = folder_of(settings) / _digest(made_of)[:16]
    built = None
    if not (target / MADE_OF).exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".making-") as scratch:
            making = Path(scratch) / "model"
            tell("how the names are said, and what people say with them")
            texts = material(told, lists_of(names))
            tell("building the graph")
            built = build_graph(making, texts.sources, texts.weights, texts.frequencies, Lexicon(exceptions))
            build_model(making, installer.built_in_recognizer().folder)
            (making / MADE_OF).write_text(json.dumps(made_of), "utf-8")
            tell("trying it")
            check(making, "the one before stays in use")
            shutil.rmtree(target, ignore_errors=True)
            making.rename(target)
    _use(settings, target)
    return Adapted(target, built)


def lists_of(names: LocalNames) -> dict[str, tuple[str, ...]]:
    """The commune's names by slot of the answers' templates."""
    slots = {"street": names.streets, "place": (*names.places, *names.events), "last": names.people}
    return {slot: listed for slot, listed in slots.items() if len(listed) >= FEW}


def _use(settings: Settings, target: Path) -> None:
    beside = settings.folders.data / f".{IN_USE}"
    beside.write_text(target.name, "utf-8")
    beside.replace(settings.folders.data / IN_USE)
    target.touch()
    models = sorted(target.parent.glob("[!.]*"), key=lambda path: path.stat().st_mtime)
    for old in models[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _exceptions(settings: Settings) -> dict[str, list[tuple[str, ...]]]:
    own = settings.folders.data / EXCEPTIONS
    if not own.exists():
        return built_in_exceptions()
    try:
        return {**built_in_exceptions(), **read_exceptions(own.read_text("utf-8"), str(own))}
    except (OSError, ValueError) as error:
        raise ModelError(str(error)) from error


def _built_in() -> str:
    """What the built-in model is, its graph and settings too: these change with the texts and the way they are built.

    The catalogue's checksums, not the files': this is asked at the beginning of each call.
    """
    return _digest([file.sha256 for file in recognizer().files])


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
