"""Bringing a table to the state of a file: what is new, changed, the same, or gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.database import Database, Row, Value


@dataclass(frozen=True)
class Counts:
    """How many records were new, changed, the same, or gone."""

    new: int
    changed: int
    same: int
    gone: int

    @property
    def touched(self) -> bool:
        """Whether anything had to be written."""
        return bool(self.new or self.changed or self.gone)


def synchronise(
    database: Database, table: str, known: Iterable[Row], wanted: Mapping[str, Row], spared: frozenset[str]
) -> Counts:
    """Insert, update and delete records of `table` (its column `key` tells them apart) until it has `wanted`.

    `known`: the records to compare with, at least key, id and the wanted columns; those neither wanted nor
    `spared` (keys) are deleted. To be called inside a transaction.
    """
    before = {str(row["key"]): row for row in known}
    new = [key for key in wanted if key not in before]
    changed = [key for key in wanted if key in before and _differs(before[key], wanted[key])]
    gone = [key for key in before if key not in wanted and key not in spared]
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
    return Counts(len(new), len(changed), len(wanted) - len(new) - len(changed), len(gone))


def _differs(before: Row, wanted: Row) -> bool:
    return any(before[column] != value for column, value in wanted.items())


def _values(key: str, record: Row, columns: list[str]) -> list[Value]:
    return [key, *(record[column] for column in columns)]
