"""The cells of a spreadsheet (ODS, XLSX, XLS) as the text that a CSV export would have."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from kb.importers.sheet_extent import MOST_CELLS, TooWideError, check_extent

SUFFIXES = (".ods", ".xlsx", ".xlsm", ".xls")
BIGGEST_CONTENT = 200_000_000
"""Bytes of a spreadsheet once unpacked: more is an accident, or meant to fill the memory."""

Line = tuple[int, list[str]]


class SpreadsheetError(Exception):
    """A spreadsheet that cannot be read; the reason, without the file's name."""


def is_spreadsheet(name: str, data: bytes) -> bool:
    """By its name, or by its first bytes when it bears another."""
    return name.lower().endswith(SUFFIXES) or data.startswith(b"PK\x03\x04")


def lines_of(data: bytes) -> Iterator[Line]:
    """The rows of the first sheet that has any, with the numbers the spreadsheet shows. Raises SpreadsheetError."""
    _check_size(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = (_cells(book.get_sheet_by_name(name)) for name in book.sheet_names)
        rows = next((sheet for sheet in sheets if any(any(row) for row in sheet)), [])
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise SpreadsheetError(f"cannot be read as a spreadsheet ({error})") from error
    for number, row in enumerate(rows, 1):
        yield number, [_text(cell) for cell in row]


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    """An XLS file is not packed, and never tells its extent; its sheets are of 17 million cells at most."""
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise SpreadsheetError(_too_wide(f"{sheet.total_height} rows and {sheet.total_width} columns"))
    return sheet.to_python(skip_empty_area=False)


def _too_wide(extent: str) -> str:
    return f"has a sheet of {extent}; {MOST_CELLS} cells are the most: delete what stands far below or beside the table"


def _check_size(data: bytes) -> None:
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > BIGGEST_CONTENT:
                raise SpreadsheetError(
                    f"unpacks to {size // 1_000_000} MB; {BIGGEST_CONTENT // 1_000_000} MB are the most"
                )
            if "xl/workbook.bin" in packed.namelist():
                raise SpreadsheetError("is an XLSB file; save it as XLSX or ODS")
            check_extent(packed)
    except TooWideError as error:
        raise SpreadsheetError(_too_wide(str(error))) from error
    # RuntimeError: locked with a password; NotImplementedError, one of its kind: packed in a way nobody knows.
    except (zipfile.BadZipFile, ExpatError, zlib.error, EOFError, RuntimeError) as error:
        raise SpreadsheetError("is damaged or locked; save it again from the spreadsheet program") from error


def _text(cell: Any) -> str:
    """As a French town hall would have typed it into a CSV file."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return "" if cell is None else str(cell).strip()
