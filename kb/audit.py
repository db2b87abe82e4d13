"""Who did what at the desk. Entries are added, never changed."""

from dataclasses import dataclass
from datetime import datetime

from kb.database import Database, Row, Value, stamp


@dataclass(frozen=True)
class Entry:
    """One thing that was done, or tried."""

    id: int
    at: datetime
    account_id: int | None
    who: str
    action: str
    object: str
    detail: str
    address: str


class Audit:
    """The audit of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(
        self, at: datetime, who: str, action: str, about: str = "", detail: str = "", *,
        account_id: int | None = None, address: str = "",
    ) -> None:  # fmt: skip
        """Add an entry; long texts are cut, so that nobody fills the disk with it."""
        record: Row = {"at": stamp(at), "account_id": account_id, "who": who[:100], "action": action[:60]}
        self._db.insert("audit", record | {"object": about[:200], "detail": detail[:500], "address": address[:60]})

    def page(
        self, limit: int, before: int | None = None, action: str = "", account_id: int | None = None
    ) -> list[Entry]:
        """The latest entries before one, newest first; only of an action or an account when given."""
        sql = "SELECT * FROM audit WHERE 1"
        values: list[Value] = []
        for condition, value in (("id < ?", before), ("action = ?", action or None), ("account_id = ?", account_id)):
            if value is not None:
                sql += f" AND {condition}"
                values.append(value)
        rows = self._db.rows(f"{sql} ORDER BY id DESC LIMIT ?", [*values, limit])
        return [Entry(**(row | {"at": datetime.fromisoformat(row["at"])})) for row in rows]

    def actions(self) -> list[str]:
        """Every action that was ever noted, by name."""
        # A skip scan over the index: the table may be long, the actions are few.
        sql = """WITH RECURSIVE known(action) AS (
                   SELECT min(action) FROM audit
                   UNION ALL SELECT (SELECT min(action) FROM audit WHERE audit.action > known.action) FROM known
                   WHERE known.action IS NOT NULL
                 ) SELECT action FROM known WHERE action IS NOT NULL"""
        return [str(row["action"]) for row in self._db.rows(sql)]
