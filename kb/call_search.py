"""Finding calls: by words the caller said, days, outcome, request, confidence; the latest first, a page at a time.

Every filter but the days is a word of the full-text index (kb/digests.py), and the days become a range of its row
numbers: SQLite then walks one index backwards and stops after a page, however common the words are.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kb.database import Database, Row, Value
from kb.digests import mark

PAGE = 25
COUNT_TO = 1000
"""Calls found are counted no further: nobody reads them all, and counting would cost the search its speed."""
_MOST_WORDS = 12
_PART = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class CallQuery:
    """What is looked for; empty: no matter. Days are both included."""

    text: str = ""
    first: date | None = None
    last: date | None = None
    outcome: str = ""
    topic: str = ""
    sureness: str = ""
    channel: str = ""


@dataclass(frozen=True)
class FoundCall:
    """A line of the list. A call that still lasts has no digest yet: no turns, no topics."""

    id: int
    channel: str
    caller: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    recording: str
    words: str
    topics: tuple[str, ...]
    turns: int
    doubt: float | None


@dataclass(frozen=True)
class FoundPage:
    """One page; `total` stops at COUNT_TO + 1."""

    calls: tuple[FoundCall, ...]
    total: int
    more: bool


def words_of(text: str) -> list[list[str]]:
    """The words and "phrases" of a query, small letters without accents; at most 12 words, a last * kept as its own."""
    found: list[list[str]] = []
    for phrase, word in _PART.findall(text[:500]):
        plain = unicodedata.normalize("NFKD", phrase or word).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        parts = _WORD.findall(plain)
        if phrase:
            found.append(parts)
        else:
            found += [[part] for part in parts]
            if word.endswith("*") and parts:
                found[-1] = [*found[-1], "*"]
    return [each for each in found if each][:_MOST_WORDS]


def match_expression(query: CallQuery) -> str:
    """The query in FTS5's language; empty when nothing but days is asked for."""
    said = words_of(query.text)
    long_enough = [each for each in said if len(each) > 1 or len(each[0]) > 1] or said  # "l'école": not the l
    filters = (("issue", query.outcome), ("sujet", query.topic), ("sur", query.sureness), ("voie", query.channel))
    chosen = [f'"{mark(kind, value)}"' for kind, value in filters if value]
    return " AND ".join([*(_term(each) for each in long_enough), *chosen])


def _term(parts: list[str]) -> str:
    if parts[-1] == "*":
        return f'"{parts[0]}" *'
    if len(parts) > 1:
        return f'"{" ".join(parts)}"'
    word = parts[0]
    singular = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    plural = word if singular != word else f"{word}s"
    return f'("{singular}" OR "{plural}")' if len(word) > 2 and not word.isdigit() else f'"{word}"'


class CallSearch:
    """Finds the calls of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(self, query: CallQuery, before: int | None = None, size: int = PAGE) -> FoundPage:
        """The calls found with an id below `before` (None: from the latest on)."""
        first, last = self._ids(query)
        if first is None or last is None:
            return FoundPage((), 0, False)
        until = min(last, before - 1) if before is not None else last
        source, values = self._source(query)
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM {source} AND found.rowid BETWEEN ? AND ? ORDER BY found.rowid DESC LIMIT ?",
            [*values, first, until, size + 1],
        )
        counted = self._db.row(
            f"SELECT count(*) AS n FROM (SELECT 1 FROM {source} AND found.rowid BETWEEN ? AND ? LIMIT ?)",
            [*values, first, last, COUNT_TO + 1],
        )
        return FoundPage(
            tuple(_found(row) for row in rows[:size]), int(counted["n"]) if counted else 0, len(rows) > size
        )

    def topics(self, call_id: int) -> tuple[str, ...]:
        """What a call that is over asked for."""
        row = self._db.row("SELECT topics FROM call_digests WHERE call_id = ?", [call_id])
        return tuple(str(row["topics"]).split()) if row else ()

    def _ids(self, query: CallQuery) -> tuple[int | None, int | None]:
        """The lowest and highest id of the days asked for."""
        if not query.first and not query.last:
            row = self._db.row("SELECT (SELECT min(id) FROM calls) AS low, (SELECT max(id) FROM calls) AS high")
        else:
            days, values = _days(query)
            row = self._db.row(f"SELECT min(id) AS low, max(id) AS high FROM calls WHERE {days}", values)
        return (row["low"], row["high"]) if row else (None, None)

    def _source(self, query: CallQuery) -> tuple[str, list[Value]]:
        days, values = _days(query)
        expression = match_expression(query)
        if expression:  # CROSS JOIN: the index is walked, the others are looked up
            return (
                "call_search AS found CROSS JOIN calls ON calls.id = found.rowid "
                "CROSS JOIN call_digests AS digests ON digests.call_id = found.rowid "
                f"WHERE {days} AND call_search MATCH ?",
                [*values, expression],
            )
        if query.text.strip():  # nothing but signs: no call has them
            return "calls AS found, calls, call_digests AS digests WHERE 0", []
        return (
            "calls AS found CROSS JOIN calls ON calls.id = found.id "
            f"LEFT JOIN call_digests AS digests ON digests.call_id = found.id WHERE {days}",
            values,
        )


_COLUMNS = (
    "calls.id, calls.channel, calls.caller, calls.started_at, calls.ended_at, calls.outcome, calls.recording, "
    "substr(digests.words, 1, 200) AS words, digests.topics, digests.turns, digests.doubt"
)


def _days(query: CallQuery) -> tuple[str, list[Value]]:
    """Stored times are local with their offset: their first ten characters are the town hall's day."""
    values: list[Value] = []
    conditions = ["1"]
    if query.first:
        conditions.append("calls.started_at >= ?")
        values.append(query.first.isoformat())
    if query.last:
        conditions.append("calls.started_at < ?")
        values.append((query.last + timedelta(days=1)).isoformat())
    return " AND ".join(conditions), values


def _found(row: Row) -> FoundCall:
    ended = row["ended_at"]
    return FoundCall(
        row["id"], row["channel"], row["caller"], datetime.fromisoformat(row["started_at"]),
        datetime.fromisoformat(ended) if ended else None, row["outcome"], row["recording"], row["words"] or "",
        tuple((row["topics"] or "").split()), row["turns"] or 0, row["doubt"],
    )  # fmt: skip
