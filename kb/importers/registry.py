"""Everything that can be loaded: one entry a kind, in the order in which kinds build upon each other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kb.importers.ban import import_ban
from kb.importers.consultations import import_consultations
from kb.importers.demo_leaving import forget_happenings, forget_passages
from kb.importers.desks import import_desks
from kb.importers.event_records import store_events
from kb.importers.events_csv import import_events_csv
from kb.importers.events_ics import import_events_ics
from kb.importers.menus_csv import import_menus
from kb.importers.passages_toml import import_passages
from kb.importers.places import import_places
from kb.importers.reading import FileRefusedError, Progress, Summary
from kb.importers.remote import UnreachableError, is_remote, local_file, name_of
from kb.importers.town import import_town, kinds_in
from kb.importers.waste_csv import import_rounds, import_sectors
from kb.importers.website.found import SiteError
from kb.importers.website.importing import read_site
from kb.importers.website.options import SiteOptions
from kb.importers.website.pace import Pace
from kb.store import Store


@dataclass(frozen=True)
class Job:
    """One source to load."""

    origin: str
    """Path or URL."""
    at: datetime
    scratch: Path
    """A folder for files that are needed meanwhile."""
    options: SiteOptions = field(default_factory=SiteOptions)
    progress: Progress | None = None
    pace: Callable[[float], Pace] = Pace


Write = Callable[[Store], Summary]
"""The second half of an import: quick, and in one transaction."""
FileImporter = Callable[[Store, Path, Job], Summary]


@dataclass(frozen=True)
class Kind:
    """Something that can be loaded."""

    name: str
    takes: str
    about: str
    read: Callable[[Store, Job], Write]
    """The first half: what takes time (the network). Raises FileRefusedError and UnreachableError."""
    whole: bool
    """Whether one source is the whole list, so that a second one would remove the first."""
    forget: Callable[[Store, str], object] | None = None
    """Take out what came from an origin; None: a file that is the whole list is replaced by another one."""
    takes_options: bool = False
    parts: Callable[[Path], frozenset[str]] | None = None
    """What one file is the whole list of, where not of all: a second one may have others."""


def _file(run: FileImporter) -> Callable[[Store, Job], Write]:
    def read(store: Store, job: Job) -> Write:
        path = local_file(job.origin, job.scratch, job.pace)
        return lambda store: run(store, path, job)

    return read


def _plain(run: Callable[[Store, Path, Progress | None], Summary]) -> Callable[[Store, Job], Write]:
    return _file(lambda store, path, job: run(store, path, job.progress))


def _calendar(store: Store, path: Path, job: Job) -> Summary:
    origin = job.origin if path.parent == job.scratch else ""
    with store.database.transaction():
        summary = import_events_ics(store, path, job.progress, job.at.date(), origin)
        forget_happenings(store)  # those of the invented commune
    return summary


def _events(store: Store, path: Path, job: Job) -> Summary:
    with store.database.transaction():
        summary = import_events_csv(store, path, job.progress, job.at.date())
        forget_happenings(store)
    return summary


def _passages(store: Store, path: Path, job: Job) -> Summary:
    summary = import_passages(store, path, job.at, job.progress)
    forget_passages(store)
    return summary


def _site(store: Store, job: Job) -> Write:
    try:
        reading = read_site(store, job.origin, job.at, job.options, job.progress, job.pace)
    except SiteError as error:
        refusal = UnreachableError if error.passing else FileRefusedError
        raise refusal(f"The site {job.origin} is left as it was: {error}.") from error

    def write(store: Store) -> Summary:
        summary = reading.write(store)
        forget_passages(store)
        return summary

    return write


def _forget_events(store: Store, origin: str) -> object:
    return store_events(store, file_name(origin), {}, (), frozenset())


def _forget_calendar(store: Store, origin: str) -> object:
    return store_events(store, origin if is_remote(origin) else Path(origin).name, {}, (), frozenset())


def _forget_passages(store: Store, origin: str) -> object:
    return store.passages.forget(file_name(origin))


def _forget_site(store: Store, origin: str) -> object:
    with store.database.transaction():
        store.site_pages.synchronise(origin, {})
        return store.passages.forget(origin)


def file_name(origin: str) -> str:
    """The name under which passages and events of a file are held."""
    return name_of(origin) if is_remote(origin) else Path(origin).name


_TABLE = "CSV, ODS or XLSX"
_KINDS = (
    Kind("ban", "CSV", "streets and house numbers (Base Adresse Nationale)", _plain(import_ban), False),
    Kind("places", _TABLE, "landmarks", _plain(import_places), True),
    Kind(
        *("town", "TOML", "services, hours, closures, contacts, pharmacies, transport", _plain(import_town), False),
        parts=kinds_in,
    ),
    Kind("sectors", _TABLE, "which street is in which rubbish sector", _plain(import_sectors), True),
    Kind("rounds", _TABLE, "when rubbish is collected in each sector", _plain(import_rounds), True),
    Kind("menus", _TABLE, "menus of the school canteens", _plain(import_menus), True),
    Kind("desks", "TOML", "desks that take appointments", _plain(import_desks), True),
    Kind("consultations", "TOML", "projects, works and consultations", _plain(import_consultations), True),
    Kind("calendar", "iCalendar", "events, recurring ones too", _file(_calendar), False, _forget_calendar),
    Kind("events", _TABLE, "events", _file(_events), False, _forget_events),
    Kind("passages", "TOML file or folder", "answers that agents write", _file(_passages), False, _forget_passages),
    Kind("site", "URL", "the pages of a web site", _site, False, _forget_site, takes_options=True),
)
KINDS = {kind.name: kind for kind in _KINDS}
