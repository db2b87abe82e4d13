"""Checksums of model files: what is missing or damaged is named with its checksum."""

import hashlib
from pathlib import Path


class ModelError(Exception):
    """A speech model is missing or damaged, or cannot be installed. One sentence for the operator."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require(path: Path, sha256: str, remedy: str) -> None:
    """Raise ModelError unless `path` exists and has this checksum; `remedy` says what to do."""
    if not path.is_file():
        raise ModelError(f"Model file {path} is missing: {remedy}.")
    found = sha256_of(path)
    if found != sha256:
        raise ModelError(f"Model file {path} is damaged: its SHA-256 is {found}, but {sha256} is expected; {remedy}.")
