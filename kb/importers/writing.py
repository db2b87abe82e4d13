"""Bringing a table to the state of a file: what is new, changed, the same, or gone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.database import Database, Row, Value

DEMO_MARK = "(démonstration)"
"""Ends the source of the invented commune's records."""


@dataclass(frozen=True)
class Counts:
    """How many records were new, changed, the same, or gone."""

    new: int
    changed: int
    same: int
    gone: int
    kept: int = 0
    """That the file has not, and that stay all the same: what was said of them could not be read."""

    @property
    def touched(self) -> bool:
        """Whether anything had to be written."""
        return bool(self.new or self.changed or self.gone)


def synchronise(
    database: Database, table: str, known: Iterable[Row], wanted: Mapping[str, Row], spared: frozenset[str]
) -> Counts:
    """Insert, update and delete records of `table` (its column `key` tells them apart) until it has `wanted`.

    `known`: the records to compare with, at least key, id and the wanted columns; those neither wanted nor
    `spared` (keys) are deleted. What is known of the invented commune is never spared among a town's own: it would be
    told as true. To be called inside a transaction.
    """
    before = {str(row["key"]): row for row in known}
    new = [key for key in wanted if key not in before]
    changed = [key for key in wanted if key in before and _differs(before[key], wanted[key])]
    missing = [key for key in before if key not in wanted]
    of_town = any(not _invented(row) for row in wanted.values())
    gone = [key for key in missing if key not in spared or (of_town and _invented(before[key]))]
    columns = list(next(iter(wanted.values()))) if wanted else []
    if columns:
        names, marks = ", ".join(["key", *columns]), ", ".join("?" * (len(columns) + 1))
        database.run_many(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            (_values(key, wanted[key], columns) for key in new),
        )
        sets = ", ".join(f"{column} = ?{place}" for place, column in enumerate(columns, 2))
        database.run_many(
            f"UPDATE {table} SET {sets} WHERE key = ?1",
            (_values(key, wanted[key], columns) for key in changed),
        )
    database.run_many(f"DELETE FROM {table} WHERE key = ?", ([key] for key in gone))
    return Counts(len(new), len(changed), len(wanted) - len(new) - len(changed), len(gone), len(missing) - len(gone))


def spared(
    columns: Sequence[str], known: Iterable[Row], wanted: Mapping[str, Row], unread: Collection[tuple[str, ...]]
) -> frozenset[str]:
    """Keys of what a record that cannot be read could be about; `columns` of a table say what that is.

    That is what it names; if nothing known has that name, it may be misspelt, and is perhaps one of those that the
    file seems to have no more.
    """
    subjects = {str(row["key"]): tuple(str(row[column]) for column in columns) for row in known}
    present = {tuple(str(row[column]) for column in columns) for row in wanted.values()}
    strange = set(unread) - set(subjects.values()) - present
    misspelt = set(subjects.values()) - present if strange else set()
    return frozenset(key for key, subject in subjects.items() if subject in {*unread, *misspelt})


def _invented(row: Row) -> bool:
    return str(row.get("source", "")).endswith(DEMO_MARK)


def _differs(before: Row, wanted: Row) -> bool:
    return any(before[column] != value for column, value in wanted.items())


def _values(key: str, record: Row, columns: list[str]) -> list[Value]:
    return [key, *(record[column] for column in columns)]
