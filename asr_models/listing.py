"""The catalogue with the state of each model, for people and programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asr_models import catalogue, installer, offered
from asr_models.files import ModelError


@dataclass(frozen=True)
class Record:
    """A model of the catalogue, and how it is here."""

    name: str
    kind: str
    """recognizer or voice."""
    state: str
    """built in, installed, in use, not installed, or damaged."""
    bytes: int
    """On the disk; about, where it is not there yet."""
    licence: str
    title: str
    language: str = "fr"
    source: str = ""
    """The address or the package it comes from; empty: from the source of the program."""
    word_error: Mapping[str, float] = field(default_factory=dict)
    """Percent of words wrong by test set, as published."""
    own_word_error: Mapping[str, float] = field(default_factory=dict)
    """The same, as we measured it."""
    problem: str = ""
    """What is wrong with a damaged one."""


def names() -> list[str]:
    """Names of all models, as listed."""
    return [catalogue.BUILT_IN_RECOGNIZER, *catalogue.offered(), catalogue.BUILT_IN_VOICE]


def records(models: Path, chosen: str) -> list[Record]:
    """All models; `chosen` is the recognizer in use. Of those of others the sizes are looked at, not the contents."""
    return [
        _built_in(chosen),
        *(_offered(models, each, chosen) for each in catalogue.offered().values()),
        _voice(models),
    ]


def verify(models: Path, name: str = "") -> None:
    """Compare the files of a model, or of all that must be there or are installed, with their checksums.

    Raises ModelError.
    """
    others = catalogue.offered()
    if name in ("", catalogue.BUILT_IN_RECOGNIZER):
        installer.built_in_recognizer()
    if name in ("", catalogue.BUILT_IN_VOICE):
        installer.installed_voice(models)
    for other in [others[name]] if name in others else [] if name else others.values():
        if name or (models / other.name).exists():
            offered.verified(models, other)


def _built_in(chosen: str) -> Record:
    model = catalogue.recognizer()
    state, problem = "in use" if chosen == model.name else "built in", ""
    try:
        installer.built_in_recognizer()
    except ModelError as error:
        state, problem = "damaged", str(error)
    size = sum(path.stat().st_size for path in model.folder.rglob("*") if path.is_file())
    return Record(
        model.name,
        "recognizer",
        state,
        size,
        model.licence,
        model.title,
        own_word_error=model.own_word_error,
        problem=problem,
    )


def _offered(models: Path, model: catalogue.OfferedRecognizer, chosen: str) -> Record:
    state, problem = "in use" if chosen == model.name else "installed", ""
    size = sum(file.size or 0 for file in model.files) or model.download_bytes
    try:
        size = sum(bytes for _, bytes in offered.installed(models, model).files.values())
    except ModelError as error:
        state, problem = "not installed", ""
        if (models / model.name).exists() or chosen == model.name:
            state, problem = "damaged", str(error)
    return Record(
        model.name,
        "recognizer",
        state,
        size,
        model.licence,
        model.title,
        model.language,
        model.url or model.package,
        model.word_error,
        model.own_word_error,
        problem,
    )


def _voice(models: Path) -> Record:
    voice, state, problem = catalogue.voice(), "in use", ""
    size = voice.source_bytes
    try:
        size = sum(path.stat().st_size for path in installer.installed_voice(models, voice).model.parent.iterdir())
    except ModelError as error:
        state = "damaged" if (models / voice.name).exists() else "not installed"
        problem = str(error) if state == "damaged" else ""
    source = ", ".join(voice.parts)
    return Record(voice.name, "voice", state, size, voice.licence, voice.title, source=source, problem=problem)
