"""What was loaded, from where, when, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kb.database import Database, Row, stamp

MOST_REASONS = 20
"""Of what was refused; the import itself shows all."""


@dataclass(frozen=True)
class Source:
    """One source, and its last loading."""

    kind: str
    origin: str
    tried_at: datetime
    loaded_at: datetime | None
    error: str
    """Why the last try failed; empty when it did not. The counts are then of the try before."""
    new: int
    changed: int
    same: int
    gone: int
    refused: int
    reasons: tuple[str, ...]
    """The first of what was refused."""


class Sources:
    """The sources of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Source]:
        """By kind and origin."""
        return [_source(row) for row in self._db.rows("SELECT * FROM sources ORDER BY kind, origin")]

    def loaded(self, kind: str, origin: str, at: datetime, counts: Sequence[int], reasons: Sequence[str]) -> None:
        """Note that a source was loaded; `counts`: new, changed, same, gone. Raises StoreError."""
        new, changed, same, gone = counts
        record = {"new": new, "changed": changed, "same": same, "gone": gone, "refused": len(reasons)}
        kept = "\n".join(" ".join(reason.split()) for reason in reasons[:MOST_REASONS])
        self._put(kind, origin, {"tried_at": stamp(at), "loaded_at": stamp(at), "error": "", "reasons": kept} | record)

    def failed(self, kind: str, origin: str, at: datetime, error: str) -> None:
        """Note that a source could not be loaded; what is known of the time before stays. Raises StoreError."""
        self._put(kind, origin, {"tried_at": stamp(at), "error": " ".join(error.split())})

    def forget(self, kind: str, origin: str) -> None:
        """Remove the note of a source. Raises StoreError."""
        self._db.run("DELETE FROM sources WHERE kind = ? AND origin = ?", [kind, origin])

    def _put(self, kind: str, origin: str, changes: Row) -> None:
        never = dict.fromkeys(("new", "changed", "same", "gone", "refused"), 0)
        record: Row = {"kind": kind, "origin": origin, "loaded_at": "", "reasons": ""} | never | changes
        sets = ", ".join(f"{name} = excluded.{name}" for name in changes)
        marks = ", ".join("?" * len(record))
        self._db.run(
            f"INSERT INTO sources ({', '.join(record)}) VALUES ({marks}) "
            f"ON CONFLICT (kind, origin) DO UPDATE SET {sets}",
            list(record.values()),
        )


def _source(row: Row) -> Source:
    loaded = datetime.fromisoformat(row["loaded_at"]) if row["loaded_at"] else None
    counts = {name: int(row[name]) for name in ("new", "changed", "same", "gone", "refused")}
    return Source(
        kind=row["kind"],
        origin=row["origin"],
        tried_at=datetime.fromisoformat(row["tried_at"]),
        loaded_at=loaded,
        error=row["error"],
        reasons=tuple(row["reasons"].splitlines()),
        **counts,
    )
