"""Desks that take appointments, from a TOML file: one table [desk.CODE] each.

The file is the whole list: a desk no longer in it takes no more appointments; those it has stay.
"""

import string
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kb.desks import LINK_FIELDS, Desk, record
from kb.importers.reading import FileRefusedError, Progress, Summary
from kb.importers.toml_text import line_of, read_toml
from kb.importers.writing import synchronise
from kb.store import Store

_MESSAGES = {"missing": "is missing", "extra_forbidden": "is unknown here"}
DEMO_DESKS = "demo_desks"
"""Meta key: which version of the demo commune's desks is held; empty once a town gave its own."""


def import_desks(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring the desks up to date with a file, in one transaction.

    FileRefusedError names the desk and the key that are wrong; nothing is changed then: half a list of desks would
    turn people away. StoreError when nothing could be stored.
    """
    desks = read_desks(path)
    wanted = {desk.code: record(desk, position) for position, desk in enumerate(desks)}
    if progress:
        progress(len(desks), len(desks))
    with store.database.transaction():
        store.database.set_meta(DEMO_DESKS, "")
        known = store.database.rows("SELECT * FROM desks")
        counts = synchronise(store.database, "desks", known, wanted, frozenset())
    return Summary(counts.new, counts.changed, counts.same, counts.gone, ())


def forget_demo_desks(store: Store) -> None:
    """The invented commune's desks leave: nobody may book an hour that no town offers."""
    with store.database.transaction():
        if store.database.meta(DEMO_DESKS):
            store.database.run("DELETE FROM desks")
            store.database.set_meta(DEMO_DESKS, "")


def read_desks(path: Path) -> list[Desk]:
    """The desks of a file. FileRefusedError: one sentence with file, line, key and what is wrong."""
    text, data = read_toml(path)
    return [_desk(path, text, code, table) for code, table in _tables(path, text, data).items()]


def _tables(path: Path, text: str, data: dict[str, Any]) -> dict[str, Any]:
    tables = data.get("desk")
    unknown = [key for key in data if key != "desk"]
    if unknown:
        line = line_of(text, unknown[0])
        raise FileRefusedError(
            f"{path}, line {line}: {unknown[0]} is unknown here; write a table [desk.CODE] for each desk."
        )
    if not isinstance(tables, dict) or not tables:
        raise FileRefusedError(f"{path} has no desk; write a table [desk.CODE] for each.")
    return tables


def _desk(path: Path, text: str, code: str, table: object) -> Desk:
    def refused(reason: str, *parts: str) -> FileRefusedError:
        line = line_of(text, f"desk.{code}", next(iter(parts), ""))
        return FileRefusedError(f"{path}, line {line}: {'.'.join(('desk', code, *parts))}{reason}.")

    if not isinstance(table, dict):
        raise refused(f" must be a table, [desk.{code}]")
    try:
        desk = Desk(**{"code": code, **table})
    except ValidationError as error:
        first = error.errors()[0]
        message = _MESSAGES.get(first["type"], first["msg"].removeprefix("Value error, "))
        raise refused(f": {message}", *(str(part) for part in first["loc"])) from error
    try:
        fields = {name for _, name, _, _ in string.Formatter().parse(desk.link) if name is not None}
    except ValueError as error:
        raise refused(f": {error}; write a field as {{procedure}}", "link") from error
    if desk.link and not desk.link.startswith(("https://", "http://")):
        raise refused(" must begin with https://", "link")
    for name in sorted(fields - LINK_FIELDS):
        known = ", ".join(f"{{{each}}}" for each in sorted(LINK_FIELDS))
        raise refused(f": {{{name}}} is no field; use only {known}", "link")
    return desk
