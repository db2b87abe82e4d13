"""The text of a TOML file and what it says; a sentence for a file that is none."""

import re
import tomllib
from pathlib import Path
from typing import Any

from kb.importers.reading import FileRefusedError


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The text, which tells lines, and its tables. A mark at the beginning, as Windows writes it, is no harm.

    FileRefusedError when it cannot be read, is not UTF-8, or is no TOML.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise FileRefusedError(f"{path} cannot be read ({error.strerror}); check its name and rights.") from error
    except UnicodeDecodeError as error:
        raise FileRefusedError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileRefusedError(f"{path} is not valid TOML: {error}.") from error
    except RecursionError as error:
        raise FileRefusedError(f"{path} is not valid TOML: its brackets are nested too deeply.") from error


def line_of(text: str, table: str, key: str = "", place: int = 0) -> int:
    """The line of a key within a table ("desk.accueil"), else where that table begins; 1 when it is written otherwise.

    `place`: which of the tables of that name, from 0, for [[tables]].
    """
    lines = text.splitlines()
    headers = [number for number, line in enumerate(lines) if _header_of(line) == table]
    first = headers[place] if place < len(headers) else None
    if first is None:
        return 1
    for number in range(first + 1, len(lines)):
        if not key or _HEADER.match(lines[number]):
            break
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", lines[number]):
            return number + 1
    return first + 1


_HEADER = re.compile(r"\s*\[\[?([^\[\]=]+)\]\]?\s*(?:#.*)?$")


def _header_of(line: str) -> str:
    found = _HEADER.match(line)
    return re.sub(r"[\"'\s]", "", found[1]) if found else ""
