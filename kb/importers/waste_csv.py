"""Rubbish rounds from two CSV files: which street is in which sector, and what is collected there when.

Sectors: rue;cote;de;a;secteur. Rounds: secteur;dechet;jours;ferie;consigne. Both may have source, verifie (the
day it was checked) and valable (the last day it holds). Each file is the whole list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accessibility.hearing import fold
from kb.database import Row
from kb.importers.reading import (
    Fields,
    Progress,
    Refused,
    RowRefusedError,
    Summary,
    none_usable,
    read_rows,
    text,
)
from kb.importers.writing import spared, synchronise
from kb.opening import OpeningError, check
from kb.provenance import Provenance
from kb.store import Store
from kb.waste import HOLIDAYS, LAST_NUMBER, WASTE_KINDS

SECTOR_COLUMNS = ("rue", "cote", "de", "a", "secteur", "source", "verifie")
ROUND_COLUMNS = ("secteur", "dechet", "jours", "ferie", "consigne", "source", "verifie")
SIDES = ("", "pair", "impair")

Reader = Callable[[Fields], tuple[str, Row]]


@dataclass(frozen=True)
class Table:
    """A table that a CSV file is the whole list of."""

    name: str
    columns: tuple[str, ...]
    """Of the file."""
    subject: tuple[str, ...]
    """The columns of the table that say what a record is about."""
    subject_of: Callable[[Fields], tuple[str, ...]]
    """The same of a row of the file that could not be read."""


SECTORS = Table("waste_sectors", SECTOR_COLUMNS, ("street",), lambda fields: (fold(fields["rue"]),))
ROUNDS = Table("waste_rounds", ROUND_COLUMNS, ("sector", "waste"), lambda fields: _round_subject(fields))


def import_sectors(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring the sectors of streets up to date with a file, in one transaction; `progress(done, total)` counts rows.

    FileRefusedError for a file of another shape or without one good row; StoreError when nothing could be stored.
    """
    streets = frozenset(fold(row["name"]) for row in store.database.rows("SELECT name FROM streets"))
    return import_rows(store, path, SECTORS, lambda fields: _sector(fields, streets), progress)


def import_rounds(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring the rubbish rounds up to date with a file; as `import_sectors`."""
    return import_rows(store, path, ROUNDS, _round, progress)


def import_rows(store: Store, path: Path, table: Table, read: Reader, progress: Progress | None) -> Summary:
    """Bring a table to the state of a CSV file; `read` gives key and columns of a row, or raises RowRefusedError."""
    lines = read_rows(path, table.columns)
    wanted: dict[str, Row] = {}
    refused: list[Refused] = []
    unread: set[tuple[str, ...]] = set()
    for line, fields in lines:
        try:
            key, row = read(fields)
        except RowRefusedError as error:
            refused.append(Refused(path, line, str(error)))
            unread.add(table.subject_of(fields))
            continue
        if key in wanted:
            refused.append(Refused(path, line, "the same was given before"))
        else:
            wanted[key] = row
    if progress:
        progress(len(lines), len(lines))
    if not wanted:
        raise none_usable(path, "row", refused)
    with store.database.transaction():
        known = store.database.rows(f"SELECT * FROM {table.name}")
        counts = synchronise(store.database, table.name, known, wanted, spared(table.subject, known, wanted, unread))
    return Summary(counts.new, counts.changed, counts.same, counts.gone, tuple(refused), kept=counts.kept)


def _sector(fields: Fields, streets: frozenset[str]) -> tuple[str, Row]:
    street = fold(text(fields, "rue"))
    if street not in streets:
        raise RowRefusedError(f"rue is {fields['rue']!r}, which the gazetteer does not have")
    side = one_of(fields, "cote", SIDES)
    first, last = _number(fields, "de", 0), _number(fields, "a", LAST_NUMBER)
    if last < first:
        raise RowRefusedError(f"a is {last}, less than de, {first}")
    row = {"street": street, "side": side, "first": first, "last": last, "sector": fold(text(fields, "secteur"))}
    return f"{street} {side} {first} {last}", row | provenance(fields).columns()


def _round(fields: Fields) -> tuple[str, Row]:
    waste = one_of(fields, "dechet", WASTE_KINDS)
    rule = fields["jours"]
    if rule:
        try:
            check(rule)
        except OpeningError as error:
            raise RowRefusedError(f"jours: {str(error).rstrip('.')}") from error
    holiday = one_of({**fields, "ferie": fields["ferie"] or "maintenue"}, "ferie", HOLIDAYS)
    if not rule and not fields["consigne"]:
        raise RowRefusedError("jours and consigne are both empty; there is nothing to tell")
    sector = fold(fields["secteur"])
    row = {"sector": sector, "waste": waste, "rule": rule, "holiday": holiday, "note": fields["consigne"]}
    return f"{sector} {waste} {rule}", row | provenance(fields).columns()


def _round_subject(fields: Fields) -> tuple[str, str]:
    try:
        return fold(fields["secteur"]), one_of(fields, "dechet", WASTE_KINDS)
    except RowRefusedError:
        return fold(fields["secteur"]), fields["dechet"]


def _number(fields: Fields, column: str, otherwise: int) -> int:
    given = fields[column]
    if given and not given.isdigit():
        raise RowRefusedError(f"{column} is {given!r}; a house number is needed, or nothing")
    return int(given) if given else otherwise


def one_of(fields: Fields, column: str, allowed: tuple[str, ...]) -> str:
    """One of a few words, with or without capitals and accents. RowRefusedError else."""
    found = next((word for word in allowed if fold(word) == fold(fields[column])), None)
    if found is None:
        raise RowRefusedError(f"{column} is {fields[column]!r}; use one of {', '.join(filter(None, allowed))}")
    return found


def day(fields: Fields, column: str) -> date:
    """A day, as 2026-11-23 or 23/11/2026. RowRefusedError else."""
    given = text(fields, column)
    parts = given.split("/")
    try:
        return date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else given)
    except ValueError:
        raise RowRefusedError(f"{column} is {given!r}; a day is needed, such as 23/11/2026") from None


def provenance(fields: Fields) -> Provenance:
    """Source, day of check and last day of validity of a row. RowRefusedError when missing or wrong."""
    until = day(fields, "valable") if fields.get("valable") else None
    return Provenance(text(fields, "source"), day(fields, "verifie"), until)
