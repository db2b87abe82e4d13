"""The one door to SQLite: typed calls over sqlite-utils, and sentences instead of sqlite errors."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlite_utils

Row = dict[str, Any]
Value = str | int | float | None
Guard = Callable[[], Callable[[], None]]
"""Called when a transaction begins; what it returns is called before the transaction is kept."""

BUSY_MS = 5000
IN_MEMORY = Path(":memory:")

_CAUSES = {
    sqlite3.SQLITE_BUSY: "is locked by another program; close that program, or try again in a moment",
    sqlite3.SQLITE_LOCKED: "is locked by another program; close that program, or try again in a moment",
    sqlite3.SQLITE_FULL: "cannot grow because the disk is full; free some space on that disk",
    sqlite3.SQLITE_READONLY: "cannot be written; give this user the right to write the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be written; give this user the right to write the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check its folder and that this user may write there",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a backup, or move it away to start anew",
    sqlite3.SQLITE_NOTADB: "is not a database; choose another file, or move it away to start anew",
    sqlite3.SQLITE_IOERR: "cannot be read or written; check the disk and the space left on it",
}


class StoreError(Exception):
    """The database cannot do what was asked. One sentence for the operator: which file, why, what to do."""


def explain(error: sqlite3.Error, path: Path) -> str:
    """One sentence for an sqlite error; its code's low byte is the primary one (sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    cause = _CAUSES.get(code & 0xFF, f"refused an operation ({error}); the log says what was being done")
    return f"The database {path} {cause}."


def stamp(at: datetime) -> str:
    """ISO 8601 with the offset of `at`. ValueError when `at` has none: its hour would be anybody's guess."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.isoformat(timespec="milliseconds")


class Database:
    """One connection. Every sqlite error leaves as a StoreError; lone writes commit at once."""

    def __init__(self, path: Path, busy_ms: int = BUSY_MS) -> None:
        self.path = path
        if path != IN_MEMORY:
            _prepare_folder(path)
        with self._named():
            # Explicit BEGIN only; one thread at a time is the owner's duty, whichever thread it is.
            connection = sqlite3.connect(path, timeout=busy_ms / 1000, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("SELECT count(*) FROM sqlite_master")  # the first look at the file
            except sqlite3.Error:
                connection.close()
                raise
            self.raw: Any = sqlite_utils.Database(connection)
        self._guard: Guard | None = None

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self.raw.close()

    def copied(self) -> "Database":
        """A copy in memory, to try something on. Others may write meanwhile."""
        copy = Database(IN_MEMORY)
        with self._named():
            self.raw.conn.backup(copy.raw.conn)
        return copy

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(explain(error, self.path)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; an inner transaction joins the outer one.

        It takes the write lock at once: in WAL mode a read that turns into a write may fail without waiting.
        """
        if self.raw.conn.in_transaction:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            check = self._guard() if self._guard else None
            yield
            if check:
                check()
            self.run("COMMIT")
        except BaseException:
            with self._named():
                self.raw.rollback()
            raise

    @contextmanager
    def guarded(self, guard: Guard) -> Iterator[None]:
        """Have each transaction of the block looked at: what `guard` or its check raises undoes the transaction."""
        self._guard = guard
        try:
            yield
        finally:
            self._guard = None

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        with self._named():
            return list(self.raw.query(sql, list(values)))

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a query, if any."""
        return next(iter(self.rows(sql, values)), None)

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement; how many rows it changed."""
        with self._named():
            return int(self.raw.conn.execute(sql, list(values)).rowcount)

    def run_many(self, sql: str, values: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each line of values."""
        with self._named():
            self.raw.conn.executemany(sql, values)

    def insert(self, table: str, record: Row, replace: bool = False) -> int:
        """Insert one record; its row number. `replace` puts it in place of the record with the same key."""
        with self._named():
            return int(self.raw[table].insert(record, replace=replace).last_rowid)

    def update(self, table: str, row_id: int, changes: Row) -> None:
        """Change one record. LookupError when there is none with that id."""
        columns = ", ".join(f"{column} = ?" for column in changes)
        if not self.run(f"UPDATE {table} SET {columns} WHERE id = ?", [*changes.values(), row_id]):
            raise LookupError(f"no row {row_id} in table {table} of {self.path}")

    def meta(self, key: str) -> str:
        """A remembered fact about the database itself; empty when unknown."""
        found = self.row("SELECT value FROM meta WHERE key = ?", [key])
        return str(found["value"]) if found else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remember a fact about the database itself."""
        self.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [key, value])


def _prepare_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} cannot be made ({error.strerror}); choose a data folder this user may write."
        ) from error
    written = [path.parent, path] if path.exists() else [path.parent]
    for place in written:
        if not os.access(place, os.W_OK):
            raise StoreError(f"{place} cannot be written; give this user the right to, or choose another data folder.")
