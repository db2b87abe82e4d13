"""A file fetched over HTTP, resumed where the last attempt broke off.

What came so far lies beside the target as `NAME.part`, with the sign of that version of the file (`NAME.part.sign`: its
ETag or date), so that a changed file is begun anew (RFC 9110, 13.1.5: If-Range).
"""

import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from asr_models.files import ModelError

Progress = Callable[[str, int, int], None]
"""Called as progress(what, done, total), in bytes; a total of 0 is unknown."""
ATTEMPTS = 5
"""In a row that brought next to nothing."""
WORTH_GOING_ON = 100_000
"""Bytes that make an attempt worth another one."""
PAUSE_S = 0.5
"""After a failure; twice as long after each further one."""
TIME_OUT_S = 30.0
"""Without a byte."""
PIECE = 1 << 16
SPARE_BYTES = 50_000_000
"""Left free on the disk."""
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True)
class Wanted:
    """What is fetched: `most` bytes at most, and `room` bytes more will be needed beside it."""

    url: str
    most: int
    room: int

    @property
    def host(self) -> str:
        """Who gives it."""
        return urlsplit(self.url).hostname or self.url


class _BrokenOffError(Exception):
    """The connection ended too early: another attempt goes on from there."""


def fetch(wanted: Wanted, target: Path, progress: Progress) -> None:
    """Fetch a file whole to `target`, going on where an earlier attempt was broken off.

    Raises ModelError when it cannot be had, OSError when it cannot be written.
    """
    part, failures = target.with_name(f"{target.name}.part"), 0
    while True:
        before = _size(part)
        try:
            _go_on(wanted, part, progress)
        except (_BrokenOffError, requests.RequestException) as error:
            failures = 0 if _size(part) > before + WORTH_GOING_ON else failures + 1
            if failures >= ATTEMPTS or (_nobody(error) and _size(part) == before):
                raise ModelError(f"{wanted.host} {_reason(error)}{_kept(part)}") from error
            time.sleep(PAUSE_S * 2**failures)
        else:
            part.replace(target)
            _sign_of(part).unlink(missing_ok=True)
            return


def discard(target: Path) -> None:
    """Forget what was fetched of a file."""
    part = target.with_name(f"{target.name}.part")
    for each in (target, part, _sign_of(part)):
        each.unlink(missing_ok=True)


def require_room(folder: Path, needed: int) -> None:
    """Raise ModelError unless the disk of a folder has so many bytes free, and some to spare."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise ModelError(
            f"{_mb(needed + SPARE_BYTES)} are needed in {folder}, but {_mb(free)} are free: "
            "free some space or choose another folder of models."
        )


def _go_on(wanted: Wanted, part: Path, progress: Progress) -> None:
    """One request: for the rest of the file where its version is known, else for all of it."""
    done, sign = _size(part), _sign(part)
    if not (done and sign):
        done = 0
    headers = {"Accept-Encoding": "identity"}  # else the bytes counted are not those of the file
    if done:
        headers |= {"Range": f"bytes={done}-", "If-Range": sign}
    answer: Any
    with requests.get(wanted.url, headers=headers, stream=True, timeout=TIME_OUT_S) as answer:
        if answer.status_code == 416:  # nothing is left of it
            if answer.headers.get("Content-Range", "") == f"bytes */{done}":
                return
            part.unlink(missing_ok=True)
            raise _BrokenOffError("has less than was fetched")
        _require_success(wanted, answer)
        start, total = _place(answer, done)
        if max(total, start) > wanted.most:
            raise ModelError(_too_large(wanted))
        require_room(part.parent, max(0, total - start) + wanted.room)
        if not start:
            part.unlink(missing_ok=True)
            _remember(part, answer.headers)
        _receive(wanted, answer, part, start, total, progress)


def _receive(wanted: Wanted, answer: Any, part: Path, done: int, total: int, progress: Progress) -> None:
    with part.open("ab") as file:
        for piece in answer.iter_content(PIECE):
            done += len(piece)
            if done > wanted.most:
                raise ModelError(_too_large(wanted))
            file.write(piece)
            progress(f"fetching from {wanted.host}", done, total)
    if total and done < total:
        raise _BrokenOffError("broke off")


def _place(answer: Any, done: int) -> tuple[int, int]:
    """Where the body of an answer begins in the file, and how long the file is (0: unknown)."""
    length = answer.headers.get("Content-Length", "")
    rest = int(length) if length.isdecimal() else 0
    if answer.status_code != 206:
        return 0, rest
    told = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if told is None or int(told[1]) != done:
        raise ModelError("The server gave another part of the file than was asked for: try again later.")
    return done, int(told[2])


def _require_success(wanted: Wanted, answer: Any) -> None:
    if answer.url.startswith("http:") and wanted.url.startswith("https:"):
        raise ModelError(f"{wanted.url} leads to an unprotected address ({answer.url}): nothing was fetched.")
    if answer.status_code in (408, 425, 429) or answer.status_code >= 500:
        raise _BrokenOffError(f"answers {answer.status_code} ({answer.reason})")
    if answer.status_code not in (200, 206):
        raise ModelError(
            f"{wanted.url} answered {answer.status_code} ({answer.reason}): the model may have moved; "
            "fetch it by hand and give the file with --archive."
        )


def _remember(part: Path, headers: Any) -> None:
    """Keep the sign of this version: If-Range takes strong ones only."""
    tag = headers.get("ETag", "")
    sign = headers.get("Last-Modified", "") if tag.startswith("W/") or not tag else tag
    _sign_of(part).write_text(sign, "utf-8")


def _sign_of(part: Path) -> Path:
    return part.with_name(f"{part.name}.sign")


def _sign(part: Path) -> str:
    try:
        return _sign_of(part).read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _nobody(error: Exception) -> bool:
    """Whether nothing answered at all: not worth waiting for."""
    return isinstance(error, requests.ConnectionError) and not isinstance(error, requests.ReadTimeout)


def _reason(error: Exception) -> str:
    """Few words for people; what the library says is for programmers."""
    if isinstance(error, _BrokenOffError):
        return str(error)
    if isinstance(error, requests.Timeout):
        return "does not answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "shows a certificate that is not valid"
    if isinstance(error, requests.ConnectionError):
        return "cannot be reached"
    return "broke off"


def _kept(part: Path) -> str:
    if _size(part):
        return f": {_mb(_size(part))} are kept; run the same command again to go on."
    return (
        ": check the network, or fetch the archive on another machine (its address: `models list --json`) "
        "and give the file with --archive."
    )


def _too_large(wanted: Wanted) -> str:
    return f"{wanted.host} gives more than the {_mb(wanted.most)} that this model may have: nothing was installed."


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size < 1e8 else f"{size / 1e6:.0f} MB"
