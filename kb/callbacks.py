"""Call-back requests: someone at the town hall must ring this person."""

from dataclasses import dataclass
from datetime import datetime

from kb.database import Database, Row, stamp

TO_DO = "à faire"
DONE = "fait"


class TakenError(Exception):
    """Somebody else has it; the text is their name."""


@dataclass(frozen=True)
class Callback:
    """A request to be rung back."""

    id: int
    call_id: int
    phone: str
    subject: str
    reason: str
    state: str
    created_at: datetime
    done_at: datetime | None
    done_by: str
    taken_by: str
    """Who sees to it; empty while nobody does."""
    note: str
    """What came of it, in the agent's words."""


class Callbacks:
    """The call-back requests of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, call_id: int, phone: str, subject: str, reason: str, at: datetime) -> int:
        """Keep a request; its id."""
        record = {"call_id": call_id, "phone": phone, "subject": subject, "reason": reason}
        return self._db.insert("callbacks", record | {"state": TO_DO, "created_at": stamp(at)})

    def get(self, callback_id: int) -> Callback:
        """One request. LookupError for an unknown id."""
        row = self._db.row("SELECT * FROM callbacks WHERE id = ?", [callback_id])
        if row is None:
            raise LookupError(f"no call-back {callback_id} in {self._db.path}")
        return _callback(row)

    def complete(self, callback_id: int, phone: str, subject: str, reason: str) -> None:
        """More was said of the same matter: the latest number (E.164), and all of it. LookupError for an unknown id."""
        self._db.update("callbacks", callback_id, {"phone": phone, "subject": subject, "reason": reason})

    def recent(self, limit: int, state: str | None = None) -> list[Callback]:
        """The latest requests, newest first; only those in one state (TO_DO, DONE) when given."""
        rows = self._db.rows(
            "SELECT * FROM callbacks WHERE ?1 IS NULL OR state = ?1 ORDER BY id DESC LIMIT ?2", [state, limit]
        )
        return [_callback(row) for row in rows]

    def of_call(self, call_id: int) -> list[Callback]:
        """The requests made in one call, oldest first."""
        rows = self._db.rows("SELECT * FROM callbacks WHERE call_id = ? ORDER BY id", [call_id])
        return [_callback(row) for row in rows]

    def waiting(self, limit: int) -> list[Callback]:
        """The requests still to do, the one that waits longest first."""
        rows = self._db.rows("SELECT * FROM callbacks WHERE state = ? ORDER BY id LIMIT ?", [TO_DO, limit])
        return [_callback(row) for row in rows]

    def take(self, callback_id: int, by: str) -> None:
        """Say who rings back; an empty `by` gives it back. TakenError when another has it or it is done.

        LookupError for an unknown id.
        """
        sql = "UPDATE callbacks SET taken_by = ?1 WHERE id = ?2 AND state = ?3 AND (?1 = '' OR taken_by IN ('', ?1))"
        if not self._db.run(sql, [by, callback_id, TO_DO]):
            known = self.get(callback_id)
            raise TakenError(known.done_by or known.taken_by)

    def done(self, callback_id: int, at: datetime, by: str, note: str = "") -> None:
        """Note that the person was rung back. LookupError for an unknown id."""
        changes = {"state": DONE, "done_at": stamp(at), "done_by": by, "note": note}
        self._db.update("callbacks", callback_id, changes)

    def annotate(self, callback_id: int, note: str) -> None:
        """Keep what was tried ("pas de réponse à 10 h"); it replaces the note. LookupError for an unknown id."""
        self._db.update("callbacks", callback_id, {"note": note})


def _callback(row: Row) -> Callback:
    done = row["done_at"]
    times = {
        "created_at": datetime.fromisoformat(row["created_at"]),
        "done_at": datetime.fromisoformat(done) if done else None,
    }
    return Callback(**(row | times))
