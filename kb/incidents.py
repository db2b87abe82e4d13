"""Incident reports: a draft while the caller speaks, a ticket once submitted, a history of states."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from kb.database import Database, Row, stamp
from kb.tickets import compact, free_ticket

DRAFT = "brouillon"
NEW = "nouveau"
STATES = (DRAFT, NEW, "pris en charge", "en cours", "résolu", "sans suite")
ASSISTANT = "assistant"


@dataclass(frozen=True)
class Draft:
    """What is known of an incident so far."""

    kind: str = ""
    kind_label: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    """Question code → answer."""
    description: str = ""
    """The caller's own words."""
    place: str = ""
    """Speakable label."""
    place_words: str = ""
    """The caller's own words, when they matched nothing."""
    place_matched: bool = False
    street_id: int | None = None
    place_id: int | None = None
    house_number: str = ""
    lat: float | None = None
    lon: float | None = None
    urgency: str = ""
    service: str = ""
    phone: str = ""
    danger: str = ""


@dataclass(frozen=True, kw_only=True)
class Incident(Draft):
    """A stored report. `ticket` is empty while it is a draft."""

    id: int
    call_id: int
    ticket: str
    state: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class StateChange:
    """One step in the life of a report."""

    at: datetime
    state: str
    by: str
    message: str


class Incidents:
    """The incident reports of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save_draft(self, call_id: int, draft: Draft, at: datetime, incident_id: int | None = None) -> int:
        """Keep what is known; its id. `incident_id` changes that report, and leaves its state."""
        record = _columns(draft) | {"updated_at": stamp(at)}
        if incident_id is not None:
            self._db.update("incidents", incident_id, record)
            return incident_id
        with self._db.transaction():
            new = record | {"call_id": call_id, "state": DRAFT, "created_at": stamp(at)}
            incident_id = self._db.insert("incidents", new)
            self._note(incident_id, DRAFT, at, ASSISTANT, "")
        return incident_id

    def submit(self, incident_id: int, at: datetime, rng: random.Random) -> str:
        """Make a draft a report and give it a ticket number, committed when this returns.

        A report submitted before keeps its number. LookupError for an unknown id; StoreError when nothing
        could be stored.
        """
        with self._db.transaction():
            known = self.get(incident_id).ticket
            if known:
                return known
            ticket = free_ticket(self._db, rng, "report", incident_id)
            self._db.update("incidents", incident_id, {"ticket": ticket})
            self._set_state(incident_id, NEW, at, ASSISTANT, "")
        return ticket

    def change_state(self, incident_id: int, state: str, at: datetime, by: str, message: str = "") -> None:
        """Move a report on and remember who did.

        ValueError when `state` is none of STATES, LookupError for an unknown id.
        """
        if state not in STATES:
            raise ValueError(f"{state!r} is not a state; choose one of {', '.join(STATES)}")
        with self._db.transaction():
            self._set_state(incident_id, state, at, by, message)

    def get(self, incident_id: int) -> Incident:
        """One report. LookupError for an unknown id."""
        row = self._db.row("SELECT * FROM incidents WHERE id = ?", [incident_id])
        if row is None:
            raise LookupError(f"no incident {incident_id} in {self._db.path}")
        return _incident(row)

    def by_ticket(self, ticket: str) -> Incident | None:
        """The report with that number, spaces aside."""
        row = self._db.row("SELECT * FROM incidents WHERE ticket = ?", [compact(ticket)])
        return _incident(row) if row else None

    def recent(self, limit: int, state: str | None = None) -> list[Incident]:
        """The latest reports, newest first; only those in one state when given."""
        rows = self._db.rows(
            "SELECT * FROM incidents WHERE ?1 IS NULL OR state = ?1 ORDER BY id DESC LIMIT ?2", [state, limit]
        )
        return [_incident(row) for row in rows]

    def of_call(self, call_id: int) -> list[Incident]:
        """The reports and drafts of one call, oldest first."""
        rows = self._db.rows("SELECT * FROM incidents WHERE call_id = ? ORDER BY id", [call_id])
        return [_incident(row) for row in rows]

    def history(self, incident_id: int) -> list[StateChange]:
        """Every state the report has been in, oldest first."""
        rows = self._db.rows("SELECT * FROM incident_states WHERE incident_id = ? ORDER BY id", [incident_id])
        return [StateChange(datetime.fromisoformat(row["at"]), row["state"], row["by"], row["message"]) for row in rows]

    def _set_state(self, incident_id: int, state: str, at: datetime, by: str, message: str) -> None:
        self._db.update("incidents", incident_id, {"state": state, "updated_at": stamp(at)})
        self._note(incident_id, state, at, by, message)

    def _note(self, incident_id: int, state: str, at: datetime, by: str, message: str) -> None:
        note = {"incident_id": incident_id, "at": stamp(at), "state": state, "by": by, "message": message}
        self._db.insert("incident_states", note)


def _columns(draft: Draft) -> Row:
    columns = {part.name: getattr(draft, part.name) for part in fields(Draft)}
    return columns | {
        "details": json.dumps(dict(draft.details), ensure_ascii=False),
        "place_matched": int(draft.place_matched),
    }


def _incident(row: Row) -> Incident:
    read = {
        "ticket": row["ticket"] or "",
        "details": json.loads(row["details"]),
        "place_matched": bool(row["place_matched"]),
        "created_at": datetime.fromisoformat(row["created_at"]),
        "updated_at": datetime.fromisoformat(row["updated_at"]),
    }
    return Incident(**(row | read))
