"""The table of all words of the passages, kept in step with them.

Analysing texts (stems, sounds) takes seconds for a whole site, and live calls write into the same database. Texts are
therefore analysed before it is locked; under the lock stems are only counted, of passages that changed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kb.database import Database, Row
from kb.french_stems import Word

_STEMS = ("title_stems", "section_stems", "text_stems")


def counted(before: Mapping[Any, Row], after: Mapping[Any, Row]) -> Counter[str]:
    """By how much the number of passages with each stem grows (below zero: shrinks). Rows: columns of passages."""
    grown: Counter[str] = Counter()
    for key, row in before.items():
        if key not in after or _columns(after[key]) != _columns(row):
            grown.subtract(_stems(row))
    for key, row in after.items():
        if key not in before or _columns(before[key]) != _columns(row):
            grown.update(_stems(row))
    return grown


def grow(database: Database, grown: Mapping[str, int], words: Iterable[Word]) -> None:
    """Bring the table up to date: stems counted anew, words added, words without a passage taken out.

    A form that has left all passages stays as long as another form of its stem is in one: it means the same.
    """
    known = database.rows("SELECT letters, stem, passages FROM passage_words")
    counts = Counter({row["stem"]: row["passages"] for row in known})
    counts.update(grown)
    database.run_many(
        "UPDATE passage_words SET passages = ? WHERE letters = ?",
        ((counts[row["stem"]], row["letters"]) for row in known if counts[row["stem"]] != row["passages"]),
    )
    there = {row["letters"] for row in known}
    add(database, (each for each in words if each.letters not in there), counts)
    database.run("DELETE FROM passage_words WHERE passages <= 0")


def add(database: Database, words: Iterable[Word], counts: Mapping[str, int]) -> None:
    """Insert words, each with the number of passages that have its stem."""
    distinct = {each.letters: each for each in words}
    database.run_many(
        "INSERT INTO passage_words (letters, stem, sounds, passages) VALUES (?, ?, ?, ?)",
        ((each.letters, each.stem, each.sounds, counts[each.stem]) for each in distinct.values()),
    )


def _columns(row: Row) -> list[str]:
    return [row[column] for column in _STEMS]


def _stems(row: Row) -> set[str]:
    return {stem for column in _columns(row) for stem in column.split()}
