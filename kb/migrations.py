"""Bringing a database to the present schema.

Each step (kb/schema) runs once, inside a transaction, and is recorded in the database by sqlite-utils.
"""

from collections.abc import Callable
from typing import Any

import sqlite_utils

from kb.database import Database, StoreError
from kb.schema import STEPS

migrations: Any = sqlite_utils.Migrations("guichet")


def _step(statements: tuple[str, ...]) -> Callable[[Any], None]:
    def apply(db: Any) -> None:
        for statement in statements:
            db.execute(statement)

    return apply


for _name, _statements in STEPS.items():
    migrations(name=_name)(_step(_statements))


def migrate(database: Database) -> None:
    """Bring the schema up to date. StoreError for a newer database and for one of another program."""
    _refuse_foreign(database)
    if migrations.pending(database.raw):
        with database.transaction():  # another process may be doing the same: the second finds nothing left
            migrations.apply(database.raw)


def _refuse_foreign(database: Database) -> None:
    tables = {str(row["name"]) for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and migrations.migrations_table not in tables:
        raise StoreError(f"{database.path} belongs to another program; choose another database file.")
    known = {step.name for step in migrations._migrations}
    newer = sorted(step.name for step in migrations.applied(database.raw) if step.name not in known)
    if newer:
        raise StoreError(
            f"The database {database.path} was made by a newer version of this program (it has {newer[-1]}); "
            "install that version, or restore an older backup."
        )
