"""The agents' list of questions: what callers asked that the line could not answer."""

from dataclasses import dataclass
from datetime import datetime

from kb.database import Database, Row, Value, stamp

UNANSWERED = "sans réponse"
OUT_OF_DATE = "périmé"
REFUSED_ANSWER = "réponse refusée"
REMARK = "remarque"
REASONS = (UNANSWERED, OUT_OF_DATE, REFUSED_ANSWER, REMARK)
"""Nothing was known; what is known is older than its validity; the caller said that the answer was no answer; no
question, but what somebody has to say of a service."""
TO_DO = "à faire"
DONE = "fait"


@dataclass(frozen=True)
class AskedQuestion:
    """A question in the caller's words, and why it is on the list."""

    id: int
    call_id: int
    text: str
    reason: str
    state: str
    created_at: datetime
    done_at: datetime | None
    done_by: str


class Questions:
    """The questions of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, call_id: int, text: str, reason: str, at: datetime) -> int:
        """Put a question on the list; its id. The same words in the same call are listed once.

        ValueError when `reason` is none of REASONS.
        """
        if reason not in REASONS:
            raise ValueError(f"{reason!r} is not a reason; choose one of {', '.join(REASONS)}")
        with self._db.transaction():
            same: list[Value] = [call_id, text, reason]
            known = self._db.row("SELECT id FROM questions WHERE call_id = ? AND text = ? AND reason = ?", same)
            if known is not None:
                return int(known["id"])
            record = {"call_id": call_id, "text": text, "reason": reason}
            return self._db.insert("questions", record | {"state": TO_DO, "created_at": stamp(at)})

    def recent(self, limit: int, state: str | None = None) -> list[AskedQuestion]:
        """The latest questions, newest first; only those in one state (TO_DO, DONE) when given."""
        rows = self._db.rows(
            "SELECT * FROM questions WHERE ?1 IS NULL OR state = ?1 ORDER BY id DESC LIMIT ?2", [state, limit]
        )
        return [_question(row) for row in rows]

    def of_call(self, call_id: int) -> list[AskedQuestion]:
        """The questions of one call, oldest first."""
        rows = self._db.rows("SELECT * FROM questions WHERE call_id = ? ORDER BY id", [call_id])
        return [_question(row) for row in rows]

    def done(self, question_id: int, at: datetime, by: str) -> None:
        """Note that the question was seen to. LookupError for an unknown id."""
        self._db.update("questions", question_id, {"state": DONE, "done_at": stamp(at), "done_by": by})


def _question(row: Row) -> AskedQuestion:
    done = row["done_at"]
    times = {
        "created_at": datetime.fromisoformat(row["created_at"]),
        "done_at": datetime.fromisoformat(done) if done else None,
    }
    return AskedQuestion(**(row | times))
