"""Events on their way into the store: checked, and written so that a second import changes only what changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accessibility.hearing import fold
from kb.clock import PARIS, utc_stamp
from kb.database import Row
from kb.events import REGISTERED, message_key
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
    slot: datetime | None = None
    """Where what recurs has its time by the rule, wherever it was moved; the start if not told."""

    def row(self, origin: str, source: str, checked: date) -> tuple[str, Row]:
        """Key and columns. RowRefusedError when the event cannot be."""
        self._check()
        series = f"{origin} {self.uid}"
        return f"{series} {utc_stamp(self.slot or self.start)}", {
            "origin": origin, "series": series, "title": self.title, "kind": self.kind.lower(), "place": self.place,
            "starts_at": utc_stamp(self.start), "ends_at": utc_stamp(self.end), "all_day": int(self.all_day),
            "children": int(self.children), "price": self.price, "description": self.description[:LONGEST_TEXT],
            "registration": int(self.registration), "capacity": self.capacity,
            "register_until": self.register_until.isoformat() if self.register_until else "",
            "url": self.url, "cancelled": int(self.cancelled), "vanished": 0, "source": source,
            "checked": checked.isoformat(), "valid_until": self.end.astimezone(PARIS).date().isoformat(),
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

    What the file has no more is deleted; where people are registered it is kept as vanished, for agents to find out
    whether it was moved or given up. An event that takes place once, before and now, was moved: its registrations
    stay. Messages that tell people of a time that holds no more are withdrawn. `spared_series`: what could not be
    read stays as it was.
    """
    with store.database.transaction():
        _move(store, origin, rows, spared_series)
        known = store.database.rows("SELECT * FROM events WHERE origin = ?", [origin])
        spared = {row["key"] for row in known if row["series"] in spared_series}
        kept = _with_people(store, origin, set(rows) | spared)
        day = max((str(row["checked"]) for row in rows.values()), default="")
        _first_check(rows, known)
        counts: Counts = synchronise(store.database, "events", known, rows, frozenset(spared | kept))
        gone = sum(_vanished(store, key, day) for key in kept)
        _withdraw_messages(store, origin)
    unread = counts.kept - len(kept)  # those with people are gone, if not from the store
    return Summary(counts.new, counts.changed, counts.same, counts.gone + gone, tuple(refused), kept=unread)


def _move(store: Store, origin: str, rows: dict[str, Row], spared_series: frozenset[str]) -> None:
    """Give an event that was put to another time its new key, unless it is over: the next one is another event."""
    before = _by_series(store.database.rows("SELECT key, series, ends_at FROM events WHERE origin = ?", [origin]))
    for series, now in _by_series({**row, "key": key} for key, row in rows.items()).items():
        was = before.get(series, [])
        if len(was) == len(now) == 1 and series not in spared_series and was[0]["ends_at"][:10] >= now[0]["checked"]:
            store.database.run("UPDATE events SET key = ? WHERE key = ?", [now[0]["key"], was[0]["key"]])


def _by_series(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["series"]].append(row)
    return found


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


def _vanished(store: Store, key: str, day: str) -> int:
    """Mark what was still to come on the day of the import; that a calendar drops what is over means nothing."""
    sql = "UPDATE events SET vanished = 1 WHERE key = ? AND NOT vanished AND NOT cancelled AND ends_at >= ?"
    return store.database.run(sql, [key, day])


def _withdraw_messages(store: Store, origin: str) -> None:
    """A reminder of what was moved, cancelled or vanished would be wrong: an agent tells these people."""
    sql = (
        "SELECT ticket FROM registrations r JOIN events e ON e.id = r.event_id WHERE e.origin = ? AND r.state = ? "
        "AND (e.vanished OR e.cancelled OR (r.starts_at <> '' AND r.starts_at <> e.starts_at))"
    )
    for row in store.database.rows(sql, [origin, REGISTERED]):
        store.outbox.withdraw(message_key(row["ticket"]))
