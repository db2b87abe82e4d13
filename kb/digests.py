"""Digests of calls: what lists show of a call that is over, and what it is found by (kb/call_search.py)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.database import Database, Row, Value

_TOPIC = re.compile(r"\b((?:intent|incident|danger):[a-z0-9_]+)")
_NOT_WORDS = re.compile(r"\[[^\]]*\]")  # [silence], [touche 1]
_LONGEST = 20_000
"""Characters kept for the search: an hour of speech; a hostile line must not grow the index."""

LOW, HIGH = 0.5, 0.8
"""Below LOW a call is doubtful, from HIGH on sure: the recognizer's confidence in its least sure words."""
Sureness = str
SURENESSES: tuple[Sureness, ...] = ("faible", "moyenne", "forte", "muette")


@dataclass(frozen=True)
class Digest:
    """What is kept of a call's turns."""

    words: str
    topics: tuple[str, ...]
    """Such as "incident:lampadaire", in the order they came up."""
    turns: int
    doubt: float | None
    """The least confidence of the call; None when no words were heard."""


def sureness(doubt: float | None) -> Sureness:
    """The class of a call's least confidence."""
    if doubt is None:
        return "muette"
    return "faible" if doubt < LOW else "moyenne" if doubt < HIGH else "forte"


def digest(turns: list[Row]) -> Digest:
    """The digest of a call from its rows of `turns` (heard, understood, confidence)."""
    words = [heard for row in turns if (heard := _NOT_WORDS.sub("", row["heard"]).strip())]
    topics = dict.fromkeys(topic for row in turns for topic in _TOPIC.findall(row["understood"]))
    sure = [float(row["confidence"]) for row in turns if row["confidence"] is not None]
    return Digest("\n".join(words)[:_LONGEST], tuple(topics), len(turns), min(sure, default=None))


def mark(kind: str, value: str) -> str:
    """A word that nobody says or searches ("_" is in no search word): "issue_callback", "sujet_intent_passeport"."""
    return f"{kind}_{re.sub('[^a-z0-9_]', '_', value.casefold())}"


def marks(found: Digest, outcome: str, channel: str) -> str:
    """What the call is filtered by, as words of the index."""
    each = [mark("issue", outcome), mark("voie", channel), mark("sur", sureness(found.doubt))]
    return " ".join([*each, *(mark("sujet", topic) for topic in found.topics)])


def keep_digest(database: Database, call_id: int) -> None:
    """Make the digest of a call that is over, or make it anew."""
    database.run_many(_KEEP, [_values(database, call_id)])


def catch_up(database: Database, batch: int = 500) -> int:
    """Make the digests that are missing (calls from before there were any); how many."""
    missing = "SELECT id FROM calls WHERE ended_at IS NOT NULL AND id NOT IN (SELECT call_id FROM call_digests)"
    ids = [int(row["id"]) for row in database.rows(missing)]
    for first in range(0, len(ids), batch):  # calls write meanwhile: the lock is held for a batch only
        with database.transaction():
            database.run_many(_KEEP, _many(database, ids[first : first + batch]))
    return len(ids)


_KEEP = """INSERT INTO call_digests (call_id, words, marks, topics, turns, doubt) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (call_id) DO UPDATE SET words = excluded.words, marks = excluded.marks, topics = excluded.topics,
    turns = excluded.turns, doubt = excluded.doubt"""


def _many(database: Database, ids: list[int]) -> Iterator[list[Value]]:
    return (_values(database, call_id) for call_id in ids)


def _values(database: Database, call_id: int) -> list[Value]:
    turns = database.rows(
        "SELECT heard, understood, confidence FROM turns WHERE call_id = ? ORDER BY number", [call_id]
    )
    call = database.rows("SELECT outcome, channel FROM calls WHERE id = ?", [call_id])[0]
    found = digest(turns)
    return [
        call_id, found.words, marks(found, call["outcome"], call["channel"]), " ".join(found.topics), found.turns,
        found.doubt,
    ]  # fmt: skip
