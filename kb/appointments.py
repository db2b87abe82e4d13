"""Appointments: offered, booked once, moved, cancelled, each with its history."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from kb.clock import paris, utc_stamp
from kb.database import Database, Row, stamp
from kb.desks import Desk
from kb.slots import ANY, Slot, Taken, Wish, apart, free, slots
from kb.tickets import compact, free_ticket

BOOKED, MOVED, CANCELLED, KEPT, MISSED = "réservé", "déplacé", "annulé", "honoré", "absent"
STATES = (BOOKED, MOVED, CANCELLED, KEPT, MISSED)
ACTIVE = (BOOKED, MOVED)
ASSISTANT = "assistant"


class SlotTakenError(Exception):
    """Somebody else was given the slot first: offer another."""


@dataclass(frozen=True)
class Context:
    """Why somebody comes, as far as the call tells."""

    procedure: str = ""
    """Code."""
    case: str = ""
    documents: tuple[str, ...] = ()
    """Labels of what the caller was told to bring."""
    motive: str = ""
    """As it is said: "une carte d'identité"."""


@dataclass(frozen=True)
class Appointment:
    """A stored appointment; times in Paris time."""

    id: int
    ticket: str
    call_id: int | None
    desk: str
    start: datetime
    end: datetime
    state: str
    context: Context
    name: str
    """In the caller's own words, as they were heard."""
    phone: str
    created_at: datetime
    updated_at: datetime
    sequence: int
    notes: str
    """What the caller said of it afterwards, in their own words, one a line: "je viendrai en fauteuil roulant"."""

    @property
    def slot(self) -> Slot:
        """The time it takes."""
        return Slot(self.desk, self.start, self.end)

    @property
    def active(self) -> bool:
        """Whether somebody is expected."""
        return self.state in ACTIVE


@dataclass(frozen=True)
class AppointmentChange:
    """One step in the life of an appointment."""

    at: datetime
    state: str
    start: datetime
    by: str
    message: str


class Appointments:
    """The appointments of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def offers(
        self, desk: Desk, now: datetime, wanted: Wish = ANY, limit: int = 2, after: datetime | None = None
    ) -> list[Slot]:
        """Up to `limit` free slots as wished, the earliest first, on different half-days where there are such.

        `after`: only slots that begin later (the ones before were refused). Empty when nothing is free.
        """
        taken = self._taken(desk.code, now)
        open_slots = (
            slot
            for slot in slots(desk, now, wanted)
            if (after is None or slot.start > after) and free(desk, slot, taken)
        )
        return apart(open_slots, limit)

    def book(
        self, desk: Desk, slot: Slot, context: Context, *, phone: str, name: str, call_id: int | None,
        at: datetime, rng: Random,
    ) -> Appointment:  # fmt: skip
        """Book a slot, committed when this returns (unless a transaction is open).

        SlotTakenError when the desk is full then; StoreError when nothing could be stored.
        """
        with self._db.transaction():
            record: Row = {
                "call_id": call_id, "desk": desk.code, "state": BOOKED, "motive": context.motive,
                "procedure": context.procedure, "procedure_case": context.case,
                "documents": json.dumps(context.documents, ensure_ascii=False), "name": name, "phone": phone,
                "created_at": stamp(at), "updated_at": stamp(at), "sequence": 0,
            }  # fmt: skip
            appointment_id = self._db.insert("appointments", record | self._seated(desk, slot))
            ticket = free_ticket(self._db, rng, "appointment", appointment_id)
            self._db.update("appointments", appointment_id, {"ticket": ticket})
            self._note(appointment_id, BOOKED, slot.start, at, ASSISTANT, "")
            return self.get(appointment_id)

    def move(
        self, appointment_id: int, desk: Desk, slot: Slot, at: datetime, by: str = ASSISTANT, message: str = ""
    ) -> Appointment:
        """Give an appointment another time; its number stays.

        SlotTakenError when the desk is full then (the old time is kept); ValueError when it was cancelled or is
        over; LookupError for an unknown id.
        """
        with self._db.transaction():
            self._expected(appointment_id)
            changes = self._seated(desk, slot, besides=appointment_id)
            self._change(appointment_id, changes | {"state": MOVED}, at)
            self._note(appointment_id, MOVED, slot.start, at, by, message)
            return self.get(appointment_id)

    def announce(self, appointment_id: int, case: str, documents: tuple[str, ...], at: datetime) -> Appointment:
        """Note which case it turned out to be, and what the caller was told to bring.

        ValueError when it was cancelled or is over, LookupError for an unknown id.
        """
        with self._db.transaction():
            self._expected(appointment_id)
            told = json.dumps(documents, ensure_ascii=False)
            self._change(appointment_id, {"procedure_case": case, "documents": told}, at)
            return self.get(appointment_id)

    def add_note(self, appointment_id: int, words: str, at: datetime) -> Appointment:
        """Keep what the caller wants the desk to know. ValueError unless expected, LookupError for an unknown id."""
        with self._db.transaction():
            known = self._expected(appointment_id).notes
            self._change(appointment_id, {"notes": f"{known}\n{words}" if known else words}, at)
            return self.get(appointment_id)

    def cancel(self, appointment_id: int, at: datetime, by: str = ASSISTANT, message: str = "") -> Appointment:
        """Cancel an appointment; its slot is free at once. A cancelled one stays so.

        ValueError when it is over (honoré, absent), LookupError for an unknown id.
        """
        with self._db.transaction():
            if self.get(appointment_id).state == CANCELLED:
                return self.get(appointment_id)
            start = self._expected(appointment_id).start
            self._change(appointment_id, {"state": CANCELLED}, at)
            self._note(appointment_id, CANCELLED, start, at, by, message)
            return self.get(appointment_id)

    def close(self, appointment_id: int, came: bool, at: datetime, by: str) -> Appointment:
        """Note whether the person came. ValueError unless they were expected, LookupError for an unknown id."""
        state = KEPT if came else MISSED
        with self._db.transaction():
            start = self._expected(appointment_id).start
            self._change(appointment_id, {"state": state}, at)
            self._note(appointment_id, state, start, at, by, "")
            return self.get(appointment_id)

    def get(self, appointment_id: int) -> Appointment:
        """One appointment. LookupError for an unknown id."""
        row = self._db.row("SELECT * FROM appointments WHERE id = ?", [appointment_id])
        if row is None:
            raise LookupError(f"no appointment {appointment_id} in {self._db.path}")
        return _appointment(row)

    def by_ticket(self, ticket: str) -> Appointment | None:
        """The appointment with that number, spaces aside."""
        row = self._db.row("SELECT * FROM appointments WHERE ticket = ?", [compact(ticket)])
        return _appointment(row) if row else None

    def upcoming(self, phone: str, now: datetime) -> list[Appointment]:
        """What is booked on a number (E.164) and not over, the next first; empty for an empty number."""
        rows = self._db.rows(
            "SELECT * FROM appointments WHERE phone = ? AND phone <> '' AND state IN (?, ?) AND ends_at > ? "
            "ORDER BY starts_at",
            [phone, *ACTIVE, utc_stamp(now)],
        )
        return [_appointment(row) for row in rows]

    def cancelled(self, phone: str, now: datetime) -> list[Appointment]:
        """What was booked on a number (E.164), would not be over, and is cancelled; empty for an empty number."""
        rows = self._db.rows(
            "SELECT * FROM appointments WHERE phone = ? AND phone <> '' AND state = ? AND ends_at > ? "
            "ORDER BY starts_at",
            [phone, CANCELLED, utc_stamp(now)],
        )
        return [_appointment(row) for row in rows]

    def of_call(self, call_id: int) -> list[Appointment]:
        """The appointments booked in one call, oldest first."""
        rows = self._db.rows("SELECT * FROM appointments WHERE call_id = ? ORDER BY id", [call_id])
        return [_appointment(row) for row in rows]

    def of_desk(self, desk: str, since: datetime) -> list[Appointment]:
        """Everything at a desk from a moment on, cancelled ones included, the earliest first."""
        rows = self._db.rows(
            "SELECT * FROM appointments WHERE desk = ? AND ends_at > ? ORDER BY starts_at, id", [desk, utc_stamp(since)]
        )
        return [_appointment(row) for row in rows]

    def history(self, appointment_id: int) -> list[AppointmentChange]:
        """What became of an appointment, oldest first."""
        rows = self._db.rows("SELECT * FROM appointment_states WHERE appointment_id = ? ORDER BY id", [appointment_id])
        return [
            AppointmentChange(
                datetime.fromisoformat(row["at"]), row["state"], paris(row["starts_at"]), row["by"], row["message"]
            )
            for row in rows
        ]

    def _taken(self, desk: str, now: datetime) -> Taken:
        rows = self._db.rows(
            "SELECT starts_at, ends_at, count(*) AS people FROM appointments "
            "WHERE desk = ? AND state <> ? AND ends_at > ? GROUP BY starts_at, ends_at",
            [desk, CANCELLED, utc_stamp(now)],
        )
        taken: dict[date, list[tuple[datetime, datetime, int]]] = defaultdict(list)
        for row in rows:
            start, end = paris(row["starts_at"]), paris(row["ends_at"])
            for day in {start.date(), end.date()}:
                taken[day].append((start, end, row["people"]))
        return taken

    def _seated(self, desk: Desk, slot: Slot, besides: int = 0) -> Row:
        """The columns of a time with a free seat. SlotTakenError when there is none.

        Whoever overlaps counts, so that another slot length in the desk's file overbooks nobody.
        """
        rows = self._db.rows(
            "SELECT seat FROM appointments WHERE desk = ? AND state <> ? AND id <> ? AND starts_at < ? AND ends_at > ?",
            [desk.code, CANCELLED, besides, utc_stamp(slot.end), utc_stamp(slot.start)],
        )
        busy = {row["seat"] for row in rows}
        seat = next((number for number in range(desk.capacity) if number not in busy), None)
        if seat is None:
            raise SlotTakenError(f"desk {desk.code} is full on {slot.start:%Y-%m-%d at %H:%M}")
        return {"desk": desk.code, "starts_at": utc_stamp(slot.start), "ends_at": utc_stamp(slot.end), "seat": seat}

    def _expected(self, appointment_id: int) -> Appointment:
        appointment = self.get(appointment_id)
        if not appointment.active:
            raise ValueError(f"appointment {appointment.ticket} is {appointment.state}")
        return appointment

    def _change(self, appointment_id: int, changes: Row, at: datetime) -> None:
        sequence = self.get(appointment_id).sequence + 1
        self._db.update("appointments", appointment_id, changes | {"updated_at": stamp(at), "sequence": sequence})

    def _note(self, appointment_id: int, state: str, start: datetime, at: datetime, by: str, message: str) -> None:
        note: Row = {"at": stamp(at), "state": state, "starts_at": utc_stamp(start), "by": by, "message": message}
        self._db.insert("appointment_states", {"appointment_id": appointment_id} | note)


def _appointment(row: Row) -> Appointment:
    context = Context(row["procedure"], row["procedure_case"], tuple(json.loads(row["documents"])), row["motive"])
    return Appointment(
        id=row["id"], ticket=row["ticket"] or "", call_id=row["call_id"], desk=row["desk"],
        start=paris(row["starts_at"]), end=paris(row["ends_at"]), state=row["state"], context=context,
        name=row["name"], phone=row["phone"], created_at=datetime.fromisoformat(row["created_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]), sequence=row["sequence"], notes=row["notes"],
    )  # fmt: skip
