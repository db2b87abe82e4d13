"""Reading tables that people made: encodings, headers, numbers, and what to say about a bad row."""

import codecs
import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from accessibility.hearing import fold
from kb.importers.spreadsheets import Line, SpreadsheetError, is_spreadsheet, lines_of

Fields = dict[str, str]
Progress = Callable[[int, int], None]
PROGRESS_STEP = 500
"""Rows between two calls of a progress callback."""
BIGGEST = 200_000_000
"""Bytes of a file: the addresses of a whole département take less."""
DELIMITERS = (";", ",", "\t", "|")
"""Between cells; the first wins when several would do."""
LONGEST_ROW = 30
"""Lines that one row may fill; more, and a quotation mark swallowed the rest of the file."""
MOST_PLACES = 100_000
"""At an event; more is a slip."""
TOLD = 50
"""So many reasons are told of a file that cannot be used at all."""
SURPLUS = ""
"""The column under which `read_rows` keeps what stands beyond the last column: `text` refuses such a row."""


class FileRefusedError(Exception):
    """A whole file cannot be imported. One sentence: which, why, what is expected."""


class RowRefusedError(Exception):
    """One row cannot be imported; the reason."""


@dataclass(frozen=True)
class Refused:
    """A row or a page left out, where it is and why."""

    file: Path | str
    """A file, or the address of a page."""
    line: int
    """0: no line of it, but the whole."""
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


def none_usable(path: Path, what: str, refused: Sequence[Refused]) -> FileRefusedError:
    """The error for a file of which nothing can be used: each reason in a line of its own, the first `TOLD` of them."""
    if not refused:
        return FileRefusedError(f"{path} has no {what} that can be imported: it is empty.")
    return FileRefusedError(with_reasons(f"{path} has no {what} that can be imported:", refused))


def with_reasons(sentence: str, refused: Sequence[Refused]) -> str:
    """A sentence, and below it why rows were refused: each in a line of its own, the first `TOLD` of them."""
    more = [f"and {len(refused) - TOLD} more."] if len(refused) > TOLD else []
    return "\n".join([sentence, *(f"{each}." for each in refused[:TOLD]), *more])


@dataclass(frozen=True)
class Summary:
    """What an import did: addresses or places new, changed, unchanged, gone; rows refused."""

    new: int
    changed: int
    same: int
    gone: int
    refused: tuple[Refused, ...]
    notes: tuple[str, ...] = ()
    """What was left out without being wrong."""
    kept: int = 0
    """Records that stay as they were, as what the file says of them was refused."""


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, Fields]]:
    """The rows of a table with their line numbers: CSV in UTF-8 or cp1252, or a spreadsheet (ODS, XLSX).

    A CSV file may be separated by semicolons, commas, tabs or bars: by whichever its first line names `columns`
    with. FileRefusedError when it cannot be read, or lacks one of `columns`. Further columns are kept.
    """
    data = _bytes(path)
    if not is_spreadsheet(path.name, data):
        _check_text(path, data)
    try:
        lines = list(lines_of(data)) if is_spreadsheet(path.name, data) else _csv_lines(decoded(data), columns)
    except SpreadsheetError as error:
        raise FileRefusedError(f"{path} {error}.") from error
    except csv.Error as error:
        raise FileRefusedError(f"{path}, {error}; check the quotes of that line.") from error
    filled = [(line, cells) for line, cells in lines if any(cells)]
    header = _header(filled[0][1], columns) if filled else []
    missing = [column for column in columns if column not in header]
    if missing:
        raise FileRefusedError(
            f"{path} has no column {', '.join(missing)}; its first line must name, separated by semicolons: "
            f"{';'.join(columns)}."
        )
    return [(line, _fields(header, cells)) for line, cells in filled[1:]]


def _csv_lines(content: str, columns: Sequence[str]) -> list[Line]:
    first = next((line for line in content.splitlines() if line.strip(" ;,|\t")), "")
    named = {sign: _header(next(csv.reader([first], delimiter=sign), []), columns) for sign in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda sign: len(set(columns) & set(named[sign])))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    lines: list[Line] = []
    begun = 1
    try:
        for cells in reader:
            if reader.line_num - begun > LONGEST_ROW:
                raise csv.Error("a quotation mark that is opened there is not closed")
            begun = reader.line_num + 1
            lines.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise csv.Error(f"line {begun}: {error}") from error
    return lines


def _header(cells: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Names of columns as the program has them: capitals, accents and spaces do not matter ("École", "Vérifié")."""
    known = {fold(column): column for column in columns}
    return [known.get(fold(cell)) or fold(cell).replace(" ", "_") or cell.strip() for cell in cells]


def _fields(header: Sequence[str], cells: Sequence[str]) -> Fields:
    fields = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
    surplus = [cell for cell in cells[len(header) :] if cell]
    return fields | ({SURPLUS: " ".join(surplus)} if surplus else {})


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > BIGGEST:
            raise FileRefusedError(f"{path} is bigger than {BIGGEST // 1_000_000} MB; split it, or export less.")
        return path.read_bytes()
    except OSError as error:
        raise FileRefusedError(f"{path} cannot be read ({error.strerror}); check its name and rights.") from error


def _check_text(path: Path, data: bytes) -> None:
    """FileRefusedError for a file with nothing in it, or whose bytes are no text (a picture, a program)."""
    content = decoded(data)
    if not content.strip():
        raise FileRefusedError(f"{path} is empty; check that the export went to its end.")
    if "\0" in content:
        raise FileRefusedError(f"{path} is no text and no spreadsheet; give a CSV, ODS or XLSX file.")


def decoded(data: bytes) -> str:
    """Text that French office programs wrote: UTF-8 or UTF-16 with their marks, else cp1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
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
    """A text that must not be empty. RowRefusedError else, and for a row with more cells than columns."""
    if fields.get(SURPLUS):
        raise RowRefusedError(f"it has more cells than columns ({fields[SURPLUS]!r}); quote a text with a separator")
    if not fields[column]:
        raise RowRefusedError(f"{column} is empty")
    return fields[column]


def point(fields: Fields) -> tuple[float, float]:
    """Latitude and longitude in degrees. RowRefusedError when either is no such number."""
    return number(fields, "lat", -90, 90), number(fields, "lon", -180, 180)


def places_of(written: str, name: str) -> int | None:
    """How many people an event takes; None when it does not say. RowRefusedError when it is no such number."""
    if not written:
        return None
    if not written.isdecimal() or len(written) > len(str(MOST_PLACES)) or int(written) > MOST_PLACES:
        raise RowRefusedError(f"{name} is {written[:20]!r}; a whole number is needed, {MOST_PLACES} at most")
    return int(written)
