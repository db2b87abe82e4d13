"""The file that lists what a town loads (docs/knowledge.md): one table [[source]] for each.

[[source]]
kind = "site"
from = "https://www.commune.example/"
contact = "informatique@commune.example"

[[source]]
kind = "menus"
from = "menus.ods"           # beside this file
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kb.importers.loading import Wanted, noted_origin
from kb.importers.reading import FileRefusedError
from kb.importers.registry import KINDS
from kb.importers.remote import is_remote
from kb.importers.toml_text import read_toml
from kb.importers.website.options import SiteOptions

LOSS = "max_loss_percent"
"""The one option that every kind takes."""
_HEADER = re.compile(r"\s*\[\[\s*source\s*\]\]")


def read_sources(path: Path) -> list[Wanted]:
    """What a file lists, in the order in which it can be loaded: streets before sectors, schools before menus.

    FileRefusedError: one sentence with file, line, key and what is wrong.
    """
    text, content = read_toml(path)
    tables = content.pop("source", None)
    if content or not isinstance(tables, list) or not tables:
        what = f"{next(iter(content))!r} is unknown here" if content else "there is no source"
        raise FileRefusedError(f"{path}: {what}; write a table [[source]] for each source.")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _HEADER.match(line)]
    found: list[Wanted] = []
    for place, table in enumerate(tables):
        where = f"{path}, line {lines[place] if place < len(lines) else 1}"
        try:
            found.append(_wanted(table, path.parent))
            _check_twice(found)
        except ValueError as error:
            raise FileRefusedError(f"{where}: {error}.") from error
    return sorted(found, key=lambda each: list(KINDS).index(each.kind))


def _wanted(table: Any, folder: Path) -> Wanted:
    """Raises ValueError."""
    given = dict(table) if isinstance(table, dict) else {}
    kind, origin = given.pop("kind", None), given.pop("from", None)
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; use one of {', '.join(KINDS)}")
    if not isinstance(origin, str) or not origin.strip():
        raise ValueError('from is missing; write from = "FILE" or from = "https://…"')
    unknown = sorted(given.keys() - {LOSS})
    if unknown and not KINDS[kind].takes_options:
        raise ValueError(f"{unknown[0]} is unknown for {kind}; it has kind, from and {LOSS} only")
    if kind == "site" and not is_remote(origin):
        raise ValueError(f"from is {origin!r}; a site begins with https:// or http://")
    try:
        options = SiteOptions.model_validate(given)
    except ValidationError as error:
        raise ValueError("; ".join(_reasons(error))) from error
    return Wanted(kind, origin if is_remote(origin) else str(folder / origin), options)


def _check_twice(found: list[Wanted]) -> None:
    """Raises ValueError when the last one would undo another."""
    *others, last = found
    for other in others:
        if other.kind != last.kind:
            continue
        if KINDS[last.kind].whole:
            raise ValueError(f"{last.kind} is there twice; its file is the whole list, so put both into one")
        if noted_origin(other) == noted_origin(last):
            raise ValueError(f"{last.origin} is there twice")
        _check_parts(other, last)
        if not is_remote(last.origin) and Path(other.origin).name == Path(last.origin).name:
            raise ValueError(
                f"two files are named {Path(last.origin).name}; they are told apart by name, so rename one"
            )


def _check_parts(other: Wanted, last: Wanted) -> None:
    """Raises ValueError. What is on the web is not known yet."""
    parts = KINDS[last.kind].parts
    if parts is None or is_remote(other.origin) or is_remote(last.origin):
        return
    both = sorted(parts(Path(other.origin)) & parts(Path(last.origin)))
    if both:
        names = f"{Path(other.origin).name} and {Path(last.origin).name}"
        raise ValueError(f"{names} both have {both[0]} tables; a file is the whole list of these, so put them into one")


def _reasons(error: ValidationError) -> Iterator[str]:
    for each in error.errors():
        key = ".".join(str(part) for part in each["loc"])
        unknown = each["type"] == "extra_forbidden"
        yield (
            f"{key} is unknown; a site has {', '.join(SiteOptions.model_fields)}"
            if unknown
            else f"{key}: {each['msg']}"
        )
