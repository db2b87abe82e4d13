"""Services, closures, contacts, pharmacies on duty and transport lines from TOML: docs/knowledge.md shows each.

A file is the whole list of each kind of table it has: what is no longer in it goes, other kinds stay. A table
that is wrong is named with its line and left out; what was known of it stays.
"""

from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Self

import phonenumbers
from pydantic import AfterValidator, Field, ValidationError, model_validator

from kb.database import Row
from kb.importers.reading import FileRefusedError, Progress, Refused, Summary, none_usable
from kb.importers.records import Document, Hours, Listed, Located, Record, columns_of, read_document
from kb.importers.writing import Counts, spared, synchronise
from kb.store import Store

_ARTICLES = ("le ", "la ", "l'", "les ")
_SHORTEST_NUMBER = 2  # 15
_LONGEST_SHORT_NUMBER = 6  # 116 117


def _phone(text: str) -> str:
    """Digits of a number of this country, or a short number."""
    digits = "".join(text.split()).replace(".", "")
    short = digits.isdigit() and digits[0] != "0" and _SHORTEST_NUMBER <= len(digits) <= _LONGEST_SHORT_NUMBER
    if not digits or short:
        return digits
    try:
        number = phonenumbers.parse(digits, "FR")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(f"{text!r} is no telephone number such as 01 99 00 12 34, nor a short one such as 3237")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _articled(name: str) -> str:
    if not name.startswith(_ARTICLES):
        raise ValueError(f'{name!r} must begin with its article, as it is said: "la piscine", "l\'école"')
    return name


Phone = Annotated[str, AfterValidator(_phone)]
Articled = Annotated[str, AfterValidator(_articled)]


class ServiceRecord(Record):
    """[service.CODE]."""

    name: Articled
    feminine: bool | None = None
    aliases: Listed = ()
    kind: str = Field(min_length=1)
    address: str = ""
    phone: Phone = ""
    email: str = Field(default="", pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    hours: Hours = ""
    note: str = ""

    @model_validator(mode="after")
    def _gender(self) -> Self:
        if self.feminine is None and self.name.startswith(("l'", "les ")):
            raise ValueError(f"{self.name!r} needs feminine = true or false, for ouverte or ouvert")
        return self


class _Period(Record):
    service: str
    first: date
    last: date

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"it ends on {self.last}, before it begins on {self.first}")
        return self


class ClosureRecord(_Period):
    """[[closure]]."""

    why: str = ""
    hours: Hours = ""


class DutyRecord(_Period):
    """[[duty]]."""


class ContactRecord(Record):
    """[contact.CODE]."""

    kind: str = Field(min_length=1)
    role: str = Field(min_length=1)
    name: str = ""
    aliases: Listed = ()
    phone: Phone = ""
    email: str = ""
    note: str = ""


class LineRecord(Record):
    """[line.CODE]."""

    name: Articled
    aliases: Listed = ()
    stops: Listed = Field(min_length=2)
    days: Hours = "24/7"
    first: str = Field(min_length=1)
    last: str = Field(min_length=1)
    headway: str = ""
    note: str = ""


KINDS: dict[str, type[Record]] = {
    "service": ServiceRecord,
    "closure": ClosureRecord,
    "contact": ContactRecord,
    "duty": DutyRecord,
    "line": LineRecord,
}
TABLES = {
    **{"service": "services", "closure": "closures", "contact": "contacts"},
    **{"duty": "duties", "line": "transport_lines"},
}

_PERIODS = ("closure", "duty")
"""Told apart by service and days."""


def import_town(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring practical information up to date with a file, in one transaction; `progress(done, total)` counts tables.

    FileRefusedError for a file of another shape or without one good table; StoreError when nothing could be stored.
    """
    document = read_document(path, KINDS)
    wanted: dict[str, dict[str, Row]] = {kind: {} for kind in document.kinds}
    unread: dict[str, list[Located]] = {kind: [] for kind in document.kinds}
    refused: list[Refused] = []
    codes = _codes(document, store)
    for table in document.tables:
        try:
            key, row = _row(table, document, codes)
            if key in wanted[table.kind]:
                raise ValueError(f"{table.kind} {table.code} is there twice")
            wanted[table.kind][key] = row
        except (ValidationError, ValueError) as error:
            refused.append(document.refuse(table, error))
            unread[table.kind].append(table)
    if not any(wanted.values()):
        raise none_usable(path, "table", refused)
    counts = Counter[str]()
    with store.database.transaction():
        for kind, rows in wanted.items():
            counts.update(asdict(_write(store, kind, rows, unread[kind])))
    if progress:
        progress(len(document.tables), len(document.tables))
    new, changed, same, gone = (counts[name] for name in ("new", "changed", "same", "gone"))
    return Summary(new, changed, same, gone, tuple(refused), kept=counts["kept"])


def kinds_in(path: Path) -> frozenset[str]:
    """The kinds of tables of which a file is the whole list; empty for one that cannot be read."""
    try:
        return read_document(path, KINDS).kinds
    except FileRefusedError:
        return frozenset()


def _write(store: Store, kind: str, rows: dict[str, Row], unread: list[Located]) -> Counts:
    """Of a refused closure or duty any date may be wrong: what is known of its service stays."""
    table = TABLES[kind]
    known = store.database.rows(f"SELECT * FROM {table}")
    if kind in _PERIODS:
        services = [(str(each.values.get("service", "")),) for each in unread]
        return synchronise(store.database, table, known, rows, spared(("service",), known, rows, services))
    return synchronise(store.database, table, known, rows, frozenset(map(_key, unread)))


def _codes(document: Document, store: Store) -> frozenset[str]:
    """Services that a closure or a duty may name."""
    here = {table.code for table in document.tables if table.kind == "service"}
    stored = {str(row["key"]) for row in store.database.rows("SELECT key FROM services")}
    return frozenset(here if "service" in document.kinds else stored)


def _row(table: Located, document: Document, codes: frozenset[str]) -> tuple[str, Row]:
    record = KINDS[table.kind].model_validate(table.values)
    if isinstance(record, _Period) and record.service not in codes:
        raise ValueError(f"{table.kind} {table.code}: there is no service {record.service!r}")
    if isinstance(record, ServiceRecord) and record.feminine is None:
        record = record.model_copy(update={"feminine": record.name.startswith("la ")})
    return _key(table), columns_of(record, document.origin)


def _key(table: Located) -> str:
    """What tells a record from its like when the file is read again."""
    if table.kind in _PERIODS:
        return " ".join(str(table.values.get(name, "")) for name in ("service", "first", "last"))
    return table.code
