"""What follows a report: who else told of it, what was added, and what callers say of its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from kb.database import Database, Value, stamp
from kb.incidents import ASSISTANT, DRAFT, NEW, Incident, Incidents

CALLER = "appelant"
"""Who changed a state, where it was a caller: agents have yet to confirm it."""
RESOLVED = "résolu"
DROPPED = "sans suite"
REOPEN_WITHIN = timedelta(days=30)
"""After this a problem that is there again is taken for another one. Our own figure, not a rule of law."""

Relation = Literal["doublon", "distinct"]


@dataclass(frozen=True)
class Note:
    """Something a caller added, in their own words."""

    at: datetime
    call_id: int
    words: str


@dataclass(frozen=True)
class Supporter:
    """Someone else who told of the same problem. `phone` is empty when none was given."""

    at: datetime
    call_id: int
    phone: str


class Followup:
    """What came after the reports of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._incidents = Incidents(database)

    # ------------------------------------------------------------------ interest

    def join(self, incident_id: int, call_id: int, phone: str, at: datetime) -> bool:
        """Count one more person who tells of a report; False when this call or this telephone told of it before."""
        with self._db.transaction():
            first = self._db.row("SELECT call_id, phone FROM incidents WHERE id = ?", [incident_id])
            if first is None:
                raise LookupError(f"no incident {incident_id} in {self._db.path}")
            if first["call_id"] == call_id or (phone and first["phone"] == phone):
                return False
            values: list[Value] = [incident_id, call_id, phone, stamp(at)]
            sql = "INSERT OR IGNORE INTO incident_supporters (incident_id, call_id, phone, at) VALUES (?, ?, ?, ?)"
            return bool(self._db.run(sql, values))

    def supporters(self, incident_id: int) -> list[Supporter]:
        """Who joined a report, in order; its own caller is not among them."""
        rows = self._db.rows(
            "SELECT at, call_id, phone FROM incident_supporters WHERE incident_id = ? ORDER BY id", [incident_id]
        )
        return [Supporter(datetime.fromisoformat(row["at"]), row["call_id"], row["phone"]) for row in rows]

    def interest(self, incident_id: int) -> int:
        """How many people told of a report, the first one included."""
        return 1 + len(self.supporters(incident_id))

    def link(self, incident_id: int, other_id: int, relation: Relation, at: datetime) -> None:
        """Remember what a caller said of two reports near each other; saying it again replaces it."""
        values = {"incident_id": incident_id, "other_id": other_id, "relation": relation, "at": stamp(at)}
        self._db.insert("incident_links", values, replace=True)

    def links(self, incident_id: int) -> dict[int, str]:
        """The reports that a report was compared with, and what was said of each."""
        rows = self._db.rows("SELECT other_id, relation FROM incident_links WHERE incident_id = ?", [incident_id])
        return {int(row["other_id"]): str(row["relation"]) for row in rows}

    def close_as_duplicate(self, draft_id: int, of: Incident, at: datetime) -> None:
        """A draft turns out to be `of` again: it gets no ticket, and agents see what it was joined to."""
        with self._db.transaction():
            if self._incidents.get(draft_id).state != DRAFT:
                raise ValueError(f"incident {draft_id} is no draft")
            message = f"Doublon du dossier {of.ticket}."
            self._incidents.change_state(draft_id, DROPPED, at, ASSISTANT, message)
            self.link(draft_id, of.id, "doublon", at)

    # ------------------------------------------------------------------ what callers add

    def add_note(self, incident_id: int, call_id: int, words: str, at: datetime) -> None:
        """Keep a caller's further words. The same words again in the same call are kept once."""
        with self._db.transaction():
            same: list[Value] = [incident_id, call_id, words]
            sql = "SELECT 1 FROM incident_notes WHERE incident_id = ? AND call_id = ? AND words = ?"
            if self._db.row(sql, same) is None:
                record = {"incident_id": incident_id, "call_id": call_id, "words": words, "at": stamp(at)}
                self._db.insert("incident_notes", record)

    def notes(self, incident_id: int) -> list[Note]:
        """What callers added, oldest first."""
        rows = self._db.rows("SELECT * FROM incident_notes WHERE incident_id = ? ORDER BY id", [incident_id])
        return [Note(datetime.fromisoformat(row["at"]), row["call_id"], row["words"]) for row in rows]

    # ------------------------------------------------------------------ its end

    def repaired(self, incident_id: int, at: datetime) -> None:
        """A caller says that it is repaired: agents have yet to confirm. Nothing changes what is resolved already."""
        with self._db.transaction():
            if self._incidents.get(incident_id).state != RESOLVED:
                self._incidents.change_state(incident_id, RESOLVED, at, CALLER, "L'appelant dit que c'est réparé.")

    def still_there(self, incident_id: int, at: datetime) -> bool:
        """A caller says that it is there still: whether that reopened it.

        What was resolved longer ago than `REOPEN_WITHIN`, or dropped, is not reopened: that takes a new report.
        """
        with self._db.transaction():
            if self._incidents.get(incident_id).state != RESOLVED or not self.may_reopen(incident_id, at):
                return False
            self._incidents.change_state(incident_id, NEW, at, CALLER, "L'appelant dit que c'est toujours là.")
            return True

    def may_reopen(self, incident_id: int, at: datetime) -> bool:
        """Whether a resolved report was resolved recently enough."""
        last = self._incidents.history(incident_id)[-1]
        return last.state == RESOLVED and at - last.at <= REOPEN_WITHIN

    # ------------------------------------------------------------------ whose reports

    def of_phone(self, phone: str, limit: int = 20) -> list[Incident]:
        """Reports that left this telephone number (E.164) or joined with it, newest first; no drafts."""
        rows = self._db.rows(
            """SELECT id FROM incidents WHERE ticket IS NOT NULL AND (
                 phone = ?1
                 OR id IN (SELECT incident_id FROM incident_supporters WHERE phone = ?1)
               ) ORDER BY id DESC LIMIT ?2""",
            [phone, limit],
        )
        return [self._incidents.get(int(row["id"])) for row in rows] if phone else []
