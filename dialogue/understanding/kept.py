"""What was learned from the example sentences, kept on disk: learning takes seconds, reading it back a tenth."""

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from numpy.typing import NDArray

from dialogue.understanding.examples import Example

VERSION = 1
"""Change it with anything that changes what is learned from the same sentences."""
PREFIX = "classifier-"


@dataclass(frozen=True)
class Learned:
    """Weights of each feature for each label, and how telling each feature is."""

    features: tuple[str, ...]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    """A row a feature, a column a label."""


def learned(folder: Path | None, taught: Sequence[Example], learn: Callable[[], Learned]) -> Learned:
    """What these sentences teach: from the folder when it was kept there, else learned now and kept.

    The name of the file is a checksum of the sentences, so a new sentence is learned at the next start; what older
    sentences taught is thrown away. A folder that cannot be written, or a damaged file, costs time only.
    """
    if folder is None:
        return learn()
    path = folder / f"{PREFIX}{_checksum(taught)}.npz"
    with suppress(OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile), np.load(path) as kept:
        return Learned(tuple(kept["features"].tolist()), kept["rarity"], kept["weights"])
    fresh = learn()
    with suppress(OSError):
        _keep(path, fresh)
    return fresh


def _keep(path: Path, fresh: Learned) -> None:
    """Write the file whole, or not at all; several processes may do so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    older = [each for each in path.parent.glob(f"{PREFIX}*.npz") if each != path]
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".npz", delete=False) as file:
        np.savez(file, features=np.array(fresh.features), rarity=fresh.rarity, weights=fresh.weights)
    Path(file.name).replace(path)
    for each in older:
        each.unlink(missing_ok=True)


def _checksum(taught: Sequence[Example]) -> str:
    lines = "\n".join(f"{example.label}\t{example.text}" for example in taught)
    return hashlib.sha256(f"{VERSION}\n{lines}".encode()).hexdigest()[:16]
