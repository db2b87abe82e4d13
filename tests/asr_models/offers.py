"""A recognizer to install whose archive the tests make: the files of a Vosk model, without sense."""

import hashlib
import zipfile
from pathlib import Path

from asr_models.catalogue import ModelFile, OfferedRecognizer

FILES = {
    "am/final.mdl": b"acoustics" * 40_000,
    "conf/mfcc.conf": b"--allow-upsample=true\n",
    "graph/HCLr.fst": b"sounds",
    "graph/Gr.fst": b"words",
    "README": b"about it",
}
KNOWN = ("am/final.mdl", "graph/Gr.fst")


def offer(url: str = "", **changes: object) -> OfferedRecognizer:
    """The catalogue's entry of it."""
    known = tuple(ModelFile(name, hashlib.sha256(FILES[name]).hexdigest(), len(FILES[name])) for name in KNOWN)
    entry = OfferedRecognizer(
        name="vosk-test",
        title="A model of the tests",
        language="fr",
        band_hz=16000,
        licence="CC0-1.0",
        url=url,
        package="",
        inside="vosk-test-1",
        download_bytes=1_000_000,
        unpacked_bytes=1_000_000,
        word_error={"common_voice": 20.0},
        own_word_error={},
        files=known,
    )
    return type(entry)(**{**vars(entry), **changes})


def archive(path: Path, files: dict[str, bytes] | None = None) -> Path:
    """Its zip file."""
    with zipfile.ZipFile(path, "w") as made:
        for name, content in (files or FILES).items():
            made.writestr(f"vosk-test-1/{name}", content)
    return path
