"""A file that an importer reads: from the disk, or fetched from the web first; unpacked when it is gzipped."""

import gzip
import re
import zlib
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from accessibility.hearing import fold
from kb.importers.reading import BIGGEST, FileRefusedError
from kb.importers.website.fetching import Fetcher, FetchError
from kb.importers.website.options import SiteOptions
from kb.importers.website.pace import Pace

MOST_BYTES = 50_000_000
"""Of a file from the web."""


class UnreachableError(Exception):
    """A source on the web that does not answer now. One sentence: which, why, what to do."""


def is_remote(origin: str) -> bool:
    """Whether a source is on the web."""
    return origin.lower().startswith(("https://", "http://"))


def local_file(origin: str, scratch: Path, pace: Callable[[float], Pace] = Pace) -> Path:
    """The file to read; `scratch` is a folder for what had to be fetched or unpacked.

    A fetched file has the same name each time. FileRefusedError when it is not there, too big or damaged;
    UnreachableError when the server does not answer.
    """
    path = _fetched(origin, scratch, pace) if is_remote(origin) else Path(origin)
    return _unpacked(path, scratch) if path.suffix == ".gz" and path.is_file() else path


def _fetched(origin: str, scratch: Path, pace: Callable[[float], Pace]) -> Path:
    options = SiteOptions()
    try:
        with closing(Fetcher(options.user_agent, pace(options.delay_s))) as fetcher:
            answer = fetcher.fetch(origin, None, lambda head: MOST_BYTES)
    except FetchError as error:
        if error.passing:
            raise UnreachableError(f"{origin} cannot be read: {error}; try again later.") from error
        raise FileRefusedError(f"{origin} cannot be read: {error}.") from error
    if answer.status != 200:
        raise FileRefusedError(f"{origin} cannot be read: the server answered {answer.status}; check the address.")
    if answer.cut:
        raise FileRefusedError(f"{origin} is bigger than {MOST_BYTES // 1_000_000} MB; download it, and give the file.")
    path = scratch / name_of(origin)
    path.write_bytes(answer.body)
    return path


def name_of(origin: str) -> str:
    """The name a file from the web gets here: it stays the same, tells sources apart, and keeps the ending."""
    parts = urlsplit(origin)
    last = unquote(parts.path).rsplit("/", 1)[-1]
    endings = re.search(r"((?:\.[a-z0-9]{1,5}){0,2})$", last.lower())
    slug = fold(f"{parts.hostname or ''} {last}").replace(" ", "-")[:80]
    return f"{slug}-{sha256(origin.encode()).hexdigest()[:8]}{endings[1] if endings else ''}"


def _unpacked(path: Path, scratch: Path) -> Path:
    """All members of the file: some programs pack a long file in pieces."""
    try:
        with gzip.open(path) as packed:
            data = packed.read(BIGGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FileRefusedError(f"{path} cannot be unpacked ({error}); get it again.") from error
    if len(data) > BIGGEST:
        raise FileRefusedError(f"{path} unpacks to more than {BIGGEST // 1_000_000} MB; split it, or export less.")
    target = scratch / path.stem
    target.write_bytes(data)
    return target
