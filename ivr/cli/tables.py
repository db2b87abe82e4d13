"""Records shown: one JSON object a line for machines, a table for people."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_FRAME = 3
"""A line and two blanks beside each column."""


def show(records: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool, title: str) -> None:
    """Print all of each record as JSON, or these `columns` of it as a table; None is an empty cell."""
    if as_json:
        for record in records:
            print(json.dumps(record, ensure_ascii=False, default=str))
        return
    cells = ([str(record[column] if record[column] is not None else "") for column in columns] for record in records)
    show_rows(columns, list(cells), title)


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
    """Print a table; where the screen is so narrow that words would be cut, each row as lines "column: cell".

    What residents said may hold [brackets]: they are shown, not taken for markup.
    """
    console = Console()
    widths = _widths(list(zip(columns, *rows, strict=True)), console.width)
    if widths:
        table = Table(title=title)
        for column, width in zip(columns, widths, strict=True):
            table.add_column(column, width=width)
        for row in rows:
            table.add_row(*map(escape, row))
        console.print(table)
        return
    print(title)
    for row in rows:
        print()
        for column, cell in zip(columns, row, strict=True):
            if cell:
                print(f"{column}: " + "\n  ".join(cell.splitlines()))


def _widths(columns: Sequence[Sequence[str]], screen: int) -> list[int]:
    """Cells of the screen for each column, so that no word is cut; empty when they do not fit."""
    least = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in columns]
    most = [max(len(line) for cell in column for line in (cell.splitlines() or [""])) for column in columns]
    spare = screen - sum(least) - _FRAME * len(columns) - 1
    wish = sum(most) - sum(least)
    if spare < 0:
        return []
    share = min(1.0, spare / wish) if wish else 0.0
    return [few + int((many - few) * share) for few, many in zip(least, most, strict=True)]
