"""Records of TOML files: where in the file each is, whence it comes, and what to say about a bad one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kb.database import Row
from kb.importers.reading import FileRefusedError, Refused
from kb.importers.toml_text import read_toml
from kb.opening import OpeningError, check
from kb.provenance import Provenance

_HEADER = re.compile(r"^\s*\[(\[)?\s*([^\[\]]+?)\s*\]")


def _no_bar(text: str) -> str:
    if "|" in text:
        raise ValueError("the sign | is not allowed")
    return text


def _osm(expression: str) -> str:
    if expression:
        try:
            check(expression)
        except OpeningError as error:
            raise ValueError(str(error).rstrip(".")) from error
    return expression


Listed = tuple[Annotated[str, Field(min_length=1), AfterValidator(_no_bar)], ...]
Hours = Annotated[str, AfterValidator(_osm)]
"""An OSM opening_hours expression, or empty."""


class Record(BaseModel):
    """A table of a TOML file; its provenance may stand once for the whole file, in [origin]."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = ""
    checked: date | None = None
    valid_until: date | None = None

    def provenance(self, origin: "Origin") -> Provenance:
        """Its own, else that of the file."""
        return Provenance(
            self.source or origin.source, self.checked or origin.checked, self.valid_until or origin.valid_until
        )


class Origin(BaseModel):
    """Whence all records of a file come, unless they say otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(min_length=1)
    checked: date
    valid_until: date | None = None


@dataclass(frozen=True)
class Located:
    """A table of the file: its kind ("service"), its code or number within the file, its line and its values."""

    kind: str
    code: str
    line: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Document:
    """A TOML file taken apart: its origin, and its tables in order."""

    path: Path
    origin: Origin
    tables: tuple[Located, ...]
    kinds: frozenset[str]

    def refuse(self, table: Located, error: ValidationError | ValueError) -> Refused:
        """A record left out: where and why."""
        if not isinstance(error, ValidationError):
            return Refused(self.path, table.line, str(error))
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        line = table.line if not key else _line_of_key(self.path, table.line, key.split(".")[0])
        return Refused(self.path, line, f"{table.kind} {table.code}, {key or 'table'}: {reason}")


def read_document(path: Path, kinds: dict[str, type[Record]]) -> Document:
    """Read a file of [kind.code] and [[kind]] tables with an [origin].

    FileRefusedError when it is no TOML, has another kind of table, or no good [origin].
    """
    text, tables = read_toml(path)
    origin = tables.pop("origin", None)
    for kind in tables:
        if kind not in kinds:
            raise FileRefusedError(f"{path}: there is no table {kind!r}; use origin, {', '.join(kinds)}.")
    try:
        read = Origin.model_validate(origin or {})
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise FileRefusedError(
            f'{path}: [origin] {key} is missing or wrong; write source = "…" and checked = 2026-11-23.'
        ) from error
    lines = list(_headers(text))
    return Document(path, read, tuple(_located(tables, lines)), frozenset(tables))


def _headers(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _HEADER.match(line)
        if found:
            yield re.sub(r"[\"'\s]", "", found[2]), number


def _located(tables: dict[str, Any], lines: list[tuple[str, int]]) -> Iterator[Located]:
    for kind, content in tables.items():
        if isinstance(content, dict):
            for code, values in content.items():
                line = next((number for header, number in lines if header == f"{kind}.{code}"), 1)
                yield Located(kind, code, line, values if isinstance(values, dict) else {code: values})
        elif isinstance(content, list):
            of_kind = [number for header, number in lines if header == kind]
            for place, values in enumerate(content):
                line = of_kind[place] if place < len(of_kind) else 1
                yield Located(kind, str(place + 1), line, values if isinstance(values, dict) else {"?": values})


def _line_of_key(path: Path, first: int, key: str) -> int:
    lines = read_toml(path)[0].splitlines()
    for number in range(first, len(lines)):
        if _HEADER.match(lines[number]):
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    return first


def columns_of(record: Record, origin: Origin) -> Row:
    """The record as columns: lists joined by |, dates in ISO, with its provenance."""
    plain = record.model_dump(exclude={"source", "checked", "valid_until"})
    return {name: _column(value) for name, value in plain.items()} | record.provenance(origin).columns()


def _column(value: Any) -> str | int:
    if isinstance(value, tuple):
        return "|".join(value)
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, int) else str(value)
