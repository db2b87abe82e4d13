"""How far the sheets of a packed spreadsheet reach, told before they are read.

One cell at the far end of a sheet (XFD1048576), or one that an ODS file repeats, makes a reader lay out every cell
before it: a few bytes of a file fill the memory.
"""

import re
import zipfile
from typing import IO
from xml.parsers import expat

MOST_CELLS = 1_000_000
"""Rows times columns of a sheet: 20,000 rows of 50 columns."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_CHUNK = 1 << 16


class TooWideError(Exception):
    """A sheet reaches too far: how many rows and columns."""


def check_extent(packed: zipfile.ZipFile) -> None:
    """Look at each sheet of an XLSX or ODS file. Raises TooWideError, ExpatError, and what a damaged archive does.

    Cells without content do not count: programs write them to the end of a sheet to keep a colour.
    """
    for entry in packed.infolist():
        with packed.open(entry) as part:
            try:
                _Extent().read(part)
            except expat.ExpatError:
                if entry.filename.lower().endswith(".xml"):  # others are pictures and the like
                    raise


class _Extent:
    """How far one part of the file reaches; nothing of it is kept."""

    def __init__(self) -> None:
        self._tables = 0
        self._row = self._column = 0
        self._rows_alike = self._alike = 1
        """How often ODS repeats this row, and this cell."""
        self._rows = self._columns = 0

    def read(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind in ("c", "row", "v", "is"):
            self._xlsx(kind, given.get("r", ""))
        elif kind in ("table-cell", "covered-table-cell", "table-row", "p"):
            self._ods(kind, given)
        elif kind in ("table", "sheetData"):
            self._tables += kind == "table"
            if self._tables <= 1:  # no table within a cell
                self._row, self._rows_alike = 0, 1

    def _end(self, name: str) -> None:
        self._tables -= name.rpartition(":")[2] == "table"

    def _xlsx(self, kind: str, reference: str) -> None:
        if kind == "row":
            self._row, self._column = _number(reference, self._row + 1), 0
        elif kind == "c":
            found = _REFERENCE.fullmatch(reference)
            self._column = _column(found[1]) if found else self._column + 1
            self._row = int(found[2]) if found else self._row
        else:
            self._reach(self._row, self._column)

    def _ods(self, kind: str, given: dict[str, str]) -> None:
        if kind == "table-row":
            self._row += self._rows_alike
            self._rows_alike = _number(given.get("table:number-rows-repeated"), 1)
            self._column, self._alike = 0, 1
            return
        if kind != "p":
            self._column += self._alike if self._column else 1
            self._alike = _number(given.get("table:number-columns-repeated"), 1)
        if self._column and (kind == "p" or "office:value-type" in given):
            self._reach(self._row + self._rows_alike - 1, self._column + self._alike - 1)

    def _reach(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        if self._rows * self._columns > MOST_CELLS:
            raise TooWideError(f"{self._rows} rows and {self._columns} columns")


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 10 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
