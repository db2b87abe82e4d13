"""Events of the town, each time one takes place, and registrations that never exceed what the place holds."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from kb.clock import PARIS, paris, utc_stamp
from kb.database import Database, Row, stamp
from kb.provenance import Provenance, provenance_of
from kb.tickets import compact, free_ticket

REGISTERED, CANCELLED = "inscrit", "annulé"
MOST_PEOPLE = 20
"""People of one registration; a bigger group is for an agent."""


class EventFullError(Exception):
    """Fewer places are left than are asked for: `left` of them."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} places are left")
        self.left = left


class RegistrationClosedError(Exception):
    """The event takes no registrations, or none any more."""


class AlreadyRegisteredError(Exception):
    """This telephone has a registration for the event: its `ticket`."""

    def __init__(self, ticket: str) -> None:
        super().__init__("this telephone is registered")
        self.ticket = ticket


@dataclass(frozen=True)
class Event:
    """One time an event takes place; times in Paris time, `end` not included."""

    id: int
    key: str
    series: str
    title: str
    kind: str
    place: str
    start: datetime
    end: datetime
    all_day: bool
    children: bool
    price: str
    description: str
    registration: bool
    capacity: int | None
    register_until: date | None
    url: str
    cancelled: bool
    vanished: bool
    """The calendar has it no more, and people are registered: it was moved or given up, and only an agent knows."""
    provenance: Provenance

    def open_for_registration(self, now: datetime) -> bool:
        """Whether somebody can still be registered, if there is room."""
        in_time = self.register_until is None or now.astimezone(PARIS).date() <= self.register_until
        gone = self.cancelled or self.vanished
        return self.registration and not gone and in_time and now < self.start


@dataclass(frozen=True)
class Registration:
    """People who take part."""

    id: int
    ticket: str
    event_id: int
    call_id: int | None
    name: str
    phone: str
    people: int
    state: str
    created_at: datetime
    updated_at: datetime
    starts_at: datetime
    """When the event was to begin as they registered."""


class Events:
    """The events and registrations of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def between(self, start: datetime, end: datetime) -> list[Event]:
        """The events that go on at some time in a span, the one that begins first first; none that vanished."""
        sql = "SELECT * FROM events WHERE ends_at > ? AND starts_at < ? AND NOT vanished ORDER BY starts_at, title, id"
        return [_event(row) for row in self._db.rows(sql, [utc_stamp(start), utc_stamp(end)])]

    def after(self, now: datetime, limit: int = 500) -> list[Event]:
        """The events that are not over, the one that begins first first; none that vanished."""
        sql = "SELECT * FROM events WHERE ends_at > ? AND NOT vanished ORDER BY starts_at, title, id LIMIT ?"
        return [_event(row) for row in self._db.rows(sql, [utc_stamp(now), limit])]

    def get(self, event_id: int) -> Event:
        """One event. LookupError for an unknown id."""
        row = self._db.row("SELECT * FROM events WHERE id = ?", [event_id])
        if row is None:
            raise LookupError(f"no event {event_id} in {self._db.path}")
        return _event(row)

    def left(self, event: Event) -> int | None:
        """Places left; None when there is no limit."""
        if event.capacity is None:
            return None
        sql = "SELECT coalesce(sum(people), 0) AS n FROM registrations WHERE event_id = ? AND state = ?"
        return max(event.capacity - int(self._db.rows(sql, [event.id, REGISTERED])[0]["n"]), 0)

    def register(
        self, event_id: int, call_id: int | None, *, name: str, phone: str, people: int, at: datetime, rng: Random
    ) -> str:
        """Register people and give the ticket number, committed when this returns (unless a transaction is open).

        EventFullError when they do not all fit; RegistrationClosedError; AlreadyRegisteredError for a telephone that
        is registered; LookupError for an unknown event; ValueError for no people; StoreError when nothing could be
        stored.
        """
        if people < 1:
            raise ValueError(f"{people} people cannot be registered")
        # The write lock is taken before the places are counted: two callers never get the last one.
        with self._db.transaction():
            event = self.get(event_id)
            if not event.open_for_registration(at):
                raise RegistrationClosedError(f"event {event_id} takes no registrations")
            known = self.of_phone(event_id, phone) if phone else None
            if known is not None:
                raise AlreadyRegisteredError(known.ticket)
            left = self.left(event)
            if left is not None and people > left:
                raise EventFullError(left)
            record: Row = {
                "event_id": event_id, "call_id": call_id, "name": name, "phone": phone, "people": people,
                "state": REGISTERED, "created_at": stamp(at), "updated_at": stamp(at),
                "starts_at": utc_stamp(event.start),
            }  # fmt: skip
            registration_id = self._db.insert("registrations", record)
            ticket = free_ticket(self._db, rng, "registration", registration_id)
            self._db.update("registrations", registration_id, {"ticket": ticket})
        return ticket

    def cancel(self, registration_id: int, at: datetime) -> None:
        """Cancel a registration: its places are free at once. LookupError for an unknown id."""
        self._db.update("registrations", registration_id, {"state": CANCELLED, "updated_at": stamp(at)})

    def change_people(self, registration_id: int, people: int, at: datetime) -> None:
        """Register fewer people, whose places are free at once, or more.

        EventFullError, with the most there can be, when they do not all fit; ValueError for none; LookupError when
        unknown.
        """
        if people < 1:
            raise ValueError(f"{people} people cannot be registered")
        with self._db.transaction():  # as in `register`
            row = self._db.row("SELECT * FROM registrations WHERE id = ?", [registration_id])
            if row is None:
                raise LookupError(f"no registration {registration_id} in {self._db.path}")
            known = _registration(row)
            left = self.left(self.get(known.event_id))
            if left is not None and people > known.people + left:
                raise EventFullError(known.people + left)
            self._db.update("registrations", registration_id, {"people": people, "updated_at": stamp(at)})

    def by_ticket(self, ticket: str) -> Registration | None:
        """The registration with that number, spaces aside."""
        row = self._db.row("SELECT * FROM registrations WHERE ticket = ?", [compact(ticket)])
        return _registration(row) if row else None

    def of_phone(self, event_id: int, phone: str) -> Registration | None:
        """The registration that a telephone (E.164) has for an event."""
        sql = "SELECT * FROM registrations WHERE event_id = ? AND phone = ? AND state = ?"
        row = self._db.row(sql, [event_id, phone, REGISTERED])
        return _registration(row) if row else None

    def of_call(self, call_id: int) -> list[Registration]:
        """What was registered in a call and not cancelled, the last one last."""
        sql = "SELECT * FROM registrations WHERE call_id = ? AND state = ? ORDER BY id"
        return [_registration(row) for row in self._db.rows(sql, [call_id, REGISTERED])]

    def of_caller(self, phone: str, now: datetime) -> list[Registration]:
        """What a telephone (E.164) is registered for and is not over; empty for an empty number."""
        sql = (
            "SELECT registrations.* FROM registrations JOIN events ON events.id = event_id "
            "WHERE phone = ? AND phone <> '' AND state = ? AND ends_at > ? ORDER BY events.starts_at, registrations.id"
        )
        return [_registration(row) for row in self._db.rows(sql, [phone, REGISTERED, utc_stamp(now)])]

    def with_registrations(self, now: datetime) -> list[Event]:
        """The events that are not over and that somebody is registered for, the one that begins first first."""
        sql = (
            "SELECT * FROM events WHERE ends_at > ? AND id IN (SELECT event_id FROM registrations WHERE state = ?) "
            "ORDER BY starts_at, title, id"
        )
        return [_event(row) for row in self._db.rows(sql, [utc_stamp(now), REGISTERED])]

    def vanished(self, now: datetime) -> list[Event]:
        """The events that the calendar has no more and somebody is registered for, unless they would be over."""
        return [event for event in self.with_registrations(now) if event.vanished]

    def nearest_of_series(self, event: Event, now: datetime) -> Event | None:
        """The time of the same series that is nearest to this one and not over: where it may have been moved to."""
        sql = (
            "SELECT * FROM events WHERE series = ? AND id <> ? AND ends_at > ? AND NOT vanished AND NOT cancelled "
            "ORDER BY abs(julianday(starts_at) - julianday(?)), starts_at LIMIT 1"
        )
        row = self._db.row(sql, [event.series, event.id, utc_stamp(now), utc_stamp(event.start)])
        return _event(row) if row else None

    def registrations(self, event_id: int) -> list[Registration]:
        """Who takes part in an event, in the order they registered."""
        sql = "SELECT * FROM registrations WHERE event_id = ? AND state = ? ORDER BY id"
        return [_registration(row) for row in self._db.rows(sql, [event_id, REGISTERED])]


def message_key(ticket: str) -> str:
    """What everything sent about a registration is withdrawn by."""
    return f"registration:{ticket}"


def _event(row: Row) -> Event:
    until = date.fromisoformat(row["register_until"]) if row["register_until"] else None
    same = ("id", "key", "series", "title", "kind", "place", "price", "description", "capacity", "url")
    return Event(
        **{name: row[name] for name in same},
        start=paris(row["starts_at"]),
        end=paris(row["ends_at"]),
        all_day=bool(row["all_day"]),
        children=bool(row["children"]),
        registration=bool(row["registration"]),
        register_until=until,
        cancelled=bool(row["cancelled"]),
        vanished=bool(row["vanished"]),
        provenance=provenance_of(row),
    )


def _registration(row: Row) -> Registration:
    times = {name: datetime.fromisoformat(row[name]) for name in ("created_at", "updated_at")}
    times["starts_at"] = paris(row["starts_at"] or row["created_at"])
    return Registration(**(row | times))
