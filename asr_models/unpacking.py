"""A model taken out of an archive that may be damaged or hostile: all is looked at before anything is written."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from asr_models.files import ModelError

MOST_FILES = 1000
PIECE = 1 << 20
Progress = Callable[[str, int, int], None]


def unpack(
    archive: Path, inside: str, into: Path, most_bytes: int, progress: Progress, *, others_ignored: bool = False
) -> None:
    """Write what a zip file holds in the folder `inside` into the new folder `into`.

    Anything outside of that folder makes the whole archive refused, unless `others_ignored` (a Python package, whose
    own files lie beside). Raises ModelError when the archive is damaged, larger than `most_bytes`, or holds what no
    model holds; OSError when it cannot be written.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _members(archive, opened.infolist(), inside, others_ignored)
            total = sum(member.file_size for member in members.values())
            if total > most_bytes:
                raise _refused(archive, f"it unpacks to {total / 1e6:.0f} MB, more than the model may have")
            into.mkdir(parents=True)
            done = 0
            for path, member in members.items():
                progress(f"unpacking {path}", done, total)
                _write(opened, member, into / path)
                done += member.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise ModelError(f"The archive {archive} is damaged ({error}): fetch it again.") from error


def unpacked_bytes(archive: Path) -> int:
    """What the files of an archive take together, as it says. Raises ModelError."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return sum(member.file_size for member in opened.infolist())
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise ModelError(f"The archive {archive} is damaged ({error}): fetch it again.") from error


def _members(
    archive: Path, listed: Iterable[zipfile.ZipInfo], inside: str, others_ignored: bool
) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """The files of the model by their paths in its folder, each judged by its name and kind. Raises ModelError."""
    folder = PurePosixPath(inside)
    members: dict[PurePosixPath, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for member in listed:
        reason = _suspicious(member)
        if reason:
            raise _refused(archive, reason)
        path = PurePosixPath(member.filename)
        if folder not in path.parents:
            if others_ignored or (member.is_dir() and (path == folder or path in folder.parents)):
                continue
            raise _refused(archive, f"{member.filename!r} lies outside of the model's folder {inside}")
        if member.is_dir():
            continue
        if str(path).casefold() in seen:
            raise _refused(archive, f"it holds {member.filename!r} twice")
        seen.add(str(path).casefold())
        members[path.relative_to(folder)] = member
    if len(members) > MOST_FILES:
        raise _refused(archive, f"it holds {len(members)} files, no model has so many")
    if not members:
        raise _refused(archive, f"it holds no folder {inside}")
    return members


def _suspicious(member: zipfile.ZipInfo) -> str:
    """Why a member must not be unpacked; empty when nothing speaks against it."""
    name = member.orig_filename  # what zipfile makes of it hides what stood there
    if "\0" in name or "\\" in name or name.startswith("/") or ":" in name.split("/")[0]:
        return f"{name!r} is no path within a folder"
    if any(part in ("", ".", "..") for part in name.removesuffix("/").split("/")):
        return f"{name!r} leads out of its folder"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return f"{name!r} is a link or a device, not a file"
    if member.flag_bits & 0x1:
        return f"{name!r} is encrypted"
    return ""


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as source, path.open("xb") as target:
        left = member.file_size  # the sum of these was judged: not a byte more is written
        while left and (piece := source.read(min(left, PIECE))):
            target.write(piece)
            left -= len(piece)
        if left or source.read(1):  # at the end its checksum is compared
            raise zipfile.BadZipFile(f"{member.filename!r} is not as long as it says")


def _refused(archive: Path, reason: str) -> ModelError:
    return ModelError(f"The archive {archive.name} is refused, {reason}: nothing was unpacked.")
