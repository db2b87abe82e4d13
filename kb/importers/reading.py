"""Reading CSV files that people made: encodings, headers, numbers, and what to say about a bad row."""

import csv
import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Fields = dict[str, str]
Progress = Callable[[int, int], None]
PROGRESS_STEP = 500
"""Rows between two calls of a progress callback."""


class FileRefusedError(Exception):
    """A whole file cannot be imported. One sentence: which, why, what is expected."""


class RowRefusedError(Exception):
    """One row cannot be imported; the reason."""


@dataclass(frozen=True)
class Refused:
    """A row left out, where it is and why."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


@dataclass(frozen=True)
class Summary:
    """What an import did: addresses or places new, changed, unchanged, gone; rows refused."""

    new: int
    changed: int
    same: int
    gone: int
    refused: tuple[Refused, ...]


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, Fields]]:
    """The rows of a semicolon CSV with their line numbers, in UTF-8 or Latin-1.

    FileRefusedError when it cannot be read, or lacks one of `columns`. Further columns are kept.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), delimiter=";", restval="")
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise FileRefusedError(
            f"{path} has no column {', '.join(missing)}; its first line must name, separated by semicolons: "
            f"{';'.join(columns)}."
        )
    try:
        return list(_rows(reader))
    except csv.Error as error:
        raise FileRefusedError(f"{path}, line {reader.line_num}: {error}; check the quotes of that line.") from error


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Fields]]:
    for row in reader:
        yield reader.line_num, {name: value.strip() for name, value in row.items() if isinstance(value, str)}


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileRefusedError(f"{path} cannot be read ({error.strerror}); check its name and rights.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def number(fields: Fields, column: str, least: float, most: float) -> float:
    """A decimal number within bounds. RowRefusedError else."""
    try:
        value = float(fields[column])
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise RowRefusedError(f"{column} is {fields[column]!r}; a number from {least:g} to {most:g} is needed")
    return value


def text(fields: Fields, column: str) -> str:
    """A text that must not be empty. RowRefusedError else."""
    if not fields[column]:
        raise RowRefusedError(f"{column} is empty")
    return fields[column]


def point(fields: Fields) -> tuple[float, float]:
    """Latitude and longitude in degrees. RowRefusedError when either is no such number."""
    return number(fields, "lat", -90, 90), number(fields, "lon", -180, 180)
