"""The figures of a day, and what in it needs a look."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kb.call_search import CallQuery, CallSearch, FoundCall
from kb.callbacks import TO_DO
from kb.database import Database
from kb.incidents import NEW

REVIEW_DAYS = 2


@dataclass(frozen=True)
class Waiting:
    """How much waits for an agent."""

    callbacks: int
    reports: int
    questions: int


class DeskOverview:
    """What the first page of the desk shows of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._search = CallSearch(database)

    def outcomes(self, now: datetime) -> dict[str, int]:
        """How many calls that began today ended how; "" for those that last."""
        rows = self._db.rows(
            "SELECT CASE WHEN ended_at IS NULL THEN '' ELSE outcome END AS how, count(*) AS n FROM calls "
            "WHERE started_at >= ? GROUP BY 1 ORDER BY 2 DESC",
            [now.date().isoformat()],
        )
        return {str(row["how"]): int(row["n"]) for row in rows}

    def waiting(self) -> Waiting:
        """Call-backs and questions to do, and new reports."""
        return Waiting(self._count("callbacks", TO_DO), self._count("incidents", NEW), self._count("questions", TO_DO))

    def to_review(self, now: datetime, limit: int) -> tuple[FoundCall, ...]:
        """Calls of the last days that recognition is least sure of, the latest first."""
        since = (now - timedelta(days=REVIEW_DAYS - 1)).date()
        query = CallQuery(first=since, sureness="faible")
        return self._search.page(query, size=limit).calls

    def _count(self, table: str, state: str) -> int:
        row = self._db.row(f"SELECT count(*) AS n FROM {table} WHERE state = ?", [state])
        return int(row["n"]) if row else 0
