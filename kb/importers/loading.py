"""Loading one source or many: read, written in one transaction, and noted."""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.importers.losses import LossError, watch
from kb.importers.reading import FileRefusedError, Progress, Summary, with_reasons
from kb.importers.registry import KINDS, Job, file_name
from kb.importers.remote import UnreachableError, is_remote
from kb.importers.website.crawling import start_of
from kb.importers.website.found import SiteError
from kb.importers.website.options import SiteOptions
from kb.importers.website.pace import Pace
from kb.passages import Ages
from kb.sources import Source
from kb.store import Store, StoreError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """A source that a town loads."""

    kind: str
    origin: str
    options: SiteOptions = field(default_factory=SiteOptions)


@dataclass(frozen=True)
class Loaded:
    """How it went: a summary, or why there is none."""

    wanted: Wanted
    summary: Summary | None
    error: str = ""
    unreachable: bool = False
    """The error may pass: the network, the server, the disk."""


def load(
    store: Store,
    wanted: Wanted,
    at: datetime,
    progress: Progress | None = None,
    dry_run: bool = False,
    pace: Callable[[float], Pace] = Pace,
    *,
    listed: bool = False,
) -> Loaded:
    """Load one source; an error, even one that nobody foresaw, changes nothing but the note of it.

    `dry_run` writes into a copy. The network is not waited for with the database locked: calls go on.
    `listed`: a sources file names it, so that it is noted even where it was never there.
    A list that would become much shorter is left as it was (`losses`). Raises StoreError.
    """
    with TemporaryDirectory(prefix="guichet-import-") as scratch:
        job = Job(wanted.origin, at, Path(scratch), wanted.options, progress, pace)
        try:
            write = KINDS[wanted.kind].read(store, job)
            summary = _dry(store, write, job, wanted) if dry_run else _guarded(store, write, job, wanted)
        except StoreError:
            raise
        except Exception as error:  # one source must not keep the others from being loaded
            told = _told(_sentence(error, wanted), job)
            if not dry_run and (listed or not _never_there(store, wanted)):
                store.sources.failed(wanted.kind, noted_origin(wanted), at, told)
            return Loaded(wanted, None, told, isinstance(error, UnreachableError | OSError))
    summary = _named(summary, job)
    if not dry_run:
        counts = (summary.new, summary.changed, summary.same, summary.gone)
        refused = [str(each) for each in summary.refused]
        store.sources.loaded(wanted.kind, noted_origin(wanted), at, counts, refused)
    return Loaded(wanted, summary)


def ages(store: Store, sources: Iterable[Source], today: date) -> list[Ages | None]:
    """How old the pages of each of these sources are; None for one that has no pages. Raises StoreError."""
    held = store.passages.ages(today)
    names = {"site": lambda origin: origin, "passages": file_name}
    return [held.get(names[each.kind](each.origin)) if each.kind in names else None for each in sources]


def forget(store: Store, origin: str) -> list[str]:
    """Take out what came from an origin, as `store.sources` notes it; the kinds it was of. Raises StoreError."""
    held = [source for source in store.sources.all() if source.origin == origin]
    if not held and not is_remote(origin):  # a file is shown with its whole path, and may be given without
        origin = str(Path(origin).resolve())
        held = [source for source in store.sources.all() if source.origin == origin]
    kinds = [source.kind for source in held]
    for kind in kinds:
        take_out = KINDS[kind].forget if kind in KINDS else None
        if take_out:
            take_out(store, origin)
        store.sources.forget(kind, origin)
    return kinds


def _never_there(store: Store, wanted: Wanted) -> bool:
    """A mistyped file name is no source: it would be shown for ever as one that never could be loaded."""
    origin = noted_origin(wanted)
    known = any((each.kind, each.origin) == (wanted.kind, origin) for each in store.sources.all())
    return not known and not is_remote(wanted.origin) and not Path(wanted.origin).exists()


def _guarded(store: Store, write: Callable[[Store], Summary], job: Job, wanted: Wanted) -> Summary:
    most = wanted.options.max_loss_percent
    try:
        with store.database.guarded(lambda: watch(store, wanted.kind, wanted.origin, most, job.at.date())):
            return write(store)
    except LossError as error:  # rows that were refused may be why so little is left: a copy tells which
        with Store(store.database.copied()) as copy:
            refused = _named(write(copy), job).refused
        if not refused:
            raise
        raise FileRefusedError(with_reasons(f"{error} Rows refused:", refused)) from error


def _dry(store: Store, write: Callable[[Store], Summary], job: Job, wanted: Wanted) -> Summary:
    with Store(store.database.copied()) as copy:
        return _guarded(copy, write, job, wanted)


def _sentence(error: Exception, wanted: Wanted) -> str:
    if isinstance(error, FileRefusedError | UnreachableError):
        return str(error)
    if isinstance(error, OSError):
        return f"{wanted.origin} cannot be loaded ({error.strerror or error}); check the disk and the user's rights."
    _log.error("loading %s %s failed", wanted.kind, wanted.origin, exc_info=error)
    return (
        f"{wanted.origin} cannot be loaded because of a fault of this program ({type(error).__name__}: "
        f"{' '.join(str(error).split())[:120]}); nothing of it was changed: report it with the log."
    )


def _named(summary: Summary, job: Job) -> Summary:
    """A fetched file is told by its address."""
    refused = tuple(
        type(each)(job.origin, each.line, each.reason) if Path(each.file).parent == job.scratch else each
        for each in summary.refused
    )
    return replace(summary, refused=refused)


def _told(sentence: str, job: Job) -> str:
    return re.sub(rf"{re.escape(str(job.scratch))}/[^\s,:;]+", lambda _: job.origin, sentence)


def noted_origin(wanted: Wanted) -> str:
    """The one way in which a source is noted, from wherever the command is given."""
    if not is_remote(wanted.origin):
        return str(Path(wanted.origin).resolve())
    try:
        return start_of(wanted.origin) if wanted.kind == "site" else wanted.origin
    except SiteError:
        return wanted.origin
