"""Calls and their turns: who said what, what was understood, how long it took."""

import json
from dataclasses import dataclass
from datetime import datetime

from kb.database import Database, Row, stamp
from kb.digests import keep_digest

INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Turn:
    """One exchange: what was heard, what it was taken for, what was answered."""

    number: int
    at: datetime
    heard: str
    alternatives: tuple[tuple[str, float], ...]
    """Other hypotheses with their scores, best first."""
    confidence: float | None
    understood: str
    said: str
    timings: dict[str, float]


@dataclass(frozen=True)
class Call:
    """One call, on any channel. `ended_at` is None while it lasts."""

    id: int
    channel: str
    caller: str
    worker: str
    line_id: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    recording: str


class Calls:
    """The calls of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def start(self, channel: str, caller: str, at: datetime, worker: str = "", line_id: str = "") -> int:
        """Open a call; its id."""
        record = {"channel": channel, "caller": caller, "worker": worker, "line_id": line_id}
        return self._db.insert("calls", record | {"started_at": stamp(at)})

    def add_turn(self, call_id: int, turn: Turn) -> None:
        """Keep a turn; the same number again replaces it."""
        record = {
            "call_id": call_id,
            "number": turn.number,
            "at": stamp(turn.at),
            "heard": turn.heard,
            "alternatives": json.dumps(turn.alternatives, ensure_ascii=False),
            "confidence": turn.confidence,
            "understood": turn.understood,
            "said": turn.said,
            "timings": json.dumps(turn.timings),
        }
        self._db.insert("turns", record, replace=True)

    def recorded(self, call_id: int, recording: str) -> None:
        """Keep the name of the call's recording, from its start on. LookupError for an unknown id."""
        self._db.update("calls", call_id, {"recording": recording})

    def end(self, call_id: int, at: datetime, outcome: str, recording: str = "") -> None:
        """Close a call; without `recording` it keeps the one it has. LookupError for an unknown id.

        A call already closed keeps its first outcome, unless it was taken for interrupted: it lived after all.
        """
        call = self.get(call_id)
        if call.ended_at is None or call.outcome == INTERRUPTED:
            changes = {"ended_at": stamp(at), "outcome": outcome, "recording": recording or call.recording}
            with self._db.transaction():
                self._db.update("calls", call_id, changes)
                keep_digest(self._db, call_id)

    def open_workers(self) -> list[str]:
        """The workers that hold open calls, dead ones included; calls without a worker are not counted."""
        rows = self._db.rows("SELECT DISTINCT worker FROM calls WHERE ended_at IS NULL AND worker <> ''")
        return [str(row["worker"]) for row in rows]

    def interrupted(self, at: datetime, worker: str) -> int:
        """Close the calls that this worker, now dead, left open; how many. Their drafts stay."""
        with self._db.transaction():
            held = self._db.rows("SELECT id FROM calls WHERE worker = ? AND ended_at IS NULL", [worker])
            for row in held:
                self._db.update("calls", row["id"], {"ended_at": stamp(at), "outcome": INTERRUPTED})
                keep_digest(self._db, row["id"])
        return len(held)

    def live(self) -> list[Call]:
        """The calls that last, the latest first."""
        return [_call(row) for row in self._db.rows("SELECT * FROM calls WHERE ended_at IS NULL ORDER BY id DESC")]

    def last_turn(self, call_id: int) -> Turn | None:
        """The latest turn of a call, if it has any."""
        row = self._db.row("SELECT * FROM turns WHERE call_id = ? ORDER BY number DESC LIMIT 1", [call_id])
        return _turn(row) if row else None

    def get(self, call_id: int) -> Call:
        """One call. LookupError for an unknown id."""
        row = self._db.row("SELECT * FROM calls WHERE id = ?", [call_id])
        if row is None:
            raise LookupError(f"no call {call_id} in {self._db.path}")
        return _call(row)

    def turns(self, call_id: int) -> list[Turn]:
        """The turns of a call, in order."""
        rows = self._db.rows("SELECT * FROM turns WHERE call_id = ? ORDER BY number", [call_id])
        return [_turn(row) for row in rows]

    def recent(self, limit: int) -> list[Call]:
        """The latest calls, newest first."""
        return [_call(row) for row in self._db.rows("SELECT * FROM calls ORDER BY id DESC LIMIT ?", [limit])]


def _call(row: Row) -> Call:
    ended = row["ended_at"]
    times = {
        "started_at": datetime.fromisoformat(row["started_at"]),
        "ended_at": datetime.fromisoformat(ended) if ended else None,
    }
    return Call(**(row | times))


def _turn(row: Row) -> Turn:
    fields = {name: value for name, value in row.items() if name != "call_id"}
    alternatives = tuple((text, score) for text, score in json.loads(row["alternatives"]))
    read = {"at": datetime.fromisoformat(row["at"]), "alternatives": alternatives}
    return Turn(**(fields | read | {"timings": json.loads(row["timings"])}))
