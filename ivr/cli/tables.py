"""Records shown: one JSON object a line for machines, a table for people."""

import json
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table


def show(records: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool, title: str) -> None:
    """Print all of each record as JSON, or these `columns` of it as a table; None is an empty cell.

    What residents said may hold [brackets]: they are shown, not taken for markup.
    """
    if as_json:
        for record in records:
            print(json.dumps(record, ensure_ascii=False, default=str))
        return
    table = Table(*columns, title=title)
    for record in records:
        table.add_row(*(escape(str(record[column] if record[column] is not None else "")) for column in columns))
    Console().print(table)
