"""Events on their way into the store: checked, and written so that a second import changes only what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accessibility.hearing import fold
from kb.database import Row, stamp
from kb.events import PARIS
from kb.importers.reading import Refused, RowRefusedError, Summary
from kb.importers.writing import Counts, synchronise
from kb.store import Store

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""Days beyond which a date is a slip."""
LONGEST = timedelta(days=366)
"""An event does not last longer."""
USUAL_LENGTH = timedelta(hours=2)
"""Of an event that names no end."""
LONGEST_TEXT = 4_000
"""Characters of a description that are kept: nobody hears more."""
CHILDREN = frozenset({"enfant", "enfants", "jeune public", "famille", "familles", "jeunesse", "tout petits"})
"""Folded words for an event made for children."""


@dataclass(frozen=True)
class EventRecord:
    """One time an event takes place, as a file tells it."""

    uid: str
    title: str
    start: datetime
    end: datetime
    all_day: bool
    kind: str = ""
    place: str = ""
    children: bool = False
    price: str = ""
    description: str = ""
    registration: bool = False
    capacity: int | None = None
    register_until: date | None = None
    url: str = ""
    cancelled: bool = False

    def row(self, origin: str, source: str, checked: date) -> tuple[str, Row]:
        """Key and columns. RowRefusedError when the event cannot be."""
        self._check()
        series = f"{origin} {self.uid}"
        return f"{series} {_utc(self.start)}", {
            "origin": origin, "series": series, "title": self.title, "kind": self.kind.lower(), "place": self.place,
            "starts_at": _utc(self.start), "ends_at": _utc(self.end), "all_day": int(self.all_day),
            "children": int(self.children), "price": self.price, "description": self.description[:LONGEST_TEXT],
            "registration": int(self.registration), "capacity": self.capacity,
            "register_until": self.register_until.isoformat() if self.register_until else "",
            "url": self.url, "cancelled": int(self.cancelled), "source": source, "checked": checked.isoformat(),
            "valid_until": self.end.astimezone(PARIS).date().isoformat(),
        }  # fmt: skip

    def _check(self) -> None:
        if not fold(self.title):
            raise RowRefusedError("the title is empty")
        if not EARLIEST <= self.start.date() <= LATEST:
            raise RowRefusedError(f"the year {self.start.year} is no year of an event")
        if self.end <= self.start:
            raise RowRefusedError("it ends before it begins")
        if self.end - self.start > LONGEST:
            raise RowRefusedError("it lasts more than a year")
        if self.capacity is not None and self.capacity < 1:
            raise RowRefusedError(f"{self.capacity} places is no number of places")


def whole_days(first: date, last: date) -> tuple[datetime, datetime]:
    """From the midnight before the first day to that after the last."""
    return at_midnight(first), at_midnight(last + timedelta(days=1))


def at_midnight(day: date) -> datetime:
    """When a day begins in France."""
    return datetime.combine(day, time(), PARIS)


def store_events(
    store: Store, origin: str, rows: dict[str, Row], refused: Iterable[Refused], spared_series: frozenset[str]
) -> Summary:
    """Bring the events of one origin up to date, in one transaction.

    What the file has no more is deleted; where people are registered it is kept as cancelled. `spared_series`:
    what could not be read stays as it was.
    """
    with store.database.transaction():
        known = store.database.rows("SELECT * FROM events WHERE origin = ?", [origin])
        spared = {row["key"] for row in known if row["series"] in spared_series}
        kept = _with_people(store, origin, set(rows) | spared)
        _first_check(rows, known)
        counts: Counts = synchronise(store.database, "events", known, rows, frozenset(spared | kept))
        gone = sum(_cancelled(store, key) for key in kept)
    return Summary(counts.new, counts.changed, counts.same, counts.gone + gone, tuple(refused))


def _first_check(rows: dict[str, Row], known: Iterable[Row]) -> None:
    """What did not change is checked anew, but that is no change to report."""
    before = {row["key"]: row for row in known}
    for key, row in rows.items():
        old = before.get(key)
        if old and all(old[column] == value for column, value in row.items() if column != "checked"):
            row["checked"] = old["checked"]


def _with_people(store: Store, origin: str, wanted: set[str]) -> set[str]:
    sql = "SELECT DISTINCT key FROM events JOIN registrations ON event_id = events.id WHERE origin = ?"
    return {row["key"] for row in store.database.rows(sql, [origin])} - wanted


def _cancelled(store: Store, key: str) -> int:
    return store.database.run("UPDATE events SET cancelled = 1 WHERE key = ? AND cancelled = 0", [key])


def _utc(at: datetime) -> str:
    return stamp(at.astimezone(UTC))
