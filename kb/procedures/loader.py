"""Reads the files of procedures. A town's file takes the place of the packaged one of the same name."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kb.procedures import locator
from kb.procedures.checks import mistakes
from kb.procedures.model import Procedure

PACKAGED = Path(__file__).with_name("fr")
"""The procedures that come with the program: those of France, worded for the demo commune."""
WORDS = Path(__file__).with_name("words.toml")
"""Lists of words that several procedures share; an option takes one by its name: "@europeens"."""
TOWN_FOLDER = "procedures"
"""In the data folder: the town's own files."""
_CODE = re.compile(r"[a-z0-9_]+")
_SAYINGS = {
    "extra_forbidden": "is no key here; remove it, or correct its name",
    "missing": "is missing",
    "too_short": "has too few entries",
    "too_long": "has too many entries",
    "string_too_short": "is empty; write a text",
    "string_pattern_mismatch": "must be a name of small letters, digits and _",
}
"""In our words, for an agent: pydantic's messages by type; the others are said as they are."""


class ProcedureError(Exception):
    """A file of procedures cannot be used. One sentence naming file, line and key."""


def folders_of(data: Path) -> tuple[Path, ...]:
    """Where the procedures of an installation are: the packaged ones, then the town's own if it has any."""
    own = data / TOWN_FOLDER
    return (PACKAGED, own) if own.is_dir() else (PACKAGED,)


def load(folders: Sequence[Path] = (PACKAGED,), today: date | None = None) -> dict[str, Procedure]:
    """Procedures by code, which is the file's name. In later folders a file replaces the earlier one of its name.

    A folder that does not exist has none. `today`: also refuse dates of checks that are still to come; without it a
    machine whose clock is wrong can load them all the same. Raises ProcedureError.
    """
    files = {file.stem: file for folder in folders for file in sorted(folder.glob("*.toml"))}
    return {code: _procedure(code, file, today) for code, file in sorted(files.items())}


def _procedure(code: str, file: Path, today: date | None) -> Procedure:
    if not _CODE.fullmatch(code):
        raise ProcedureError(f"{file}: name the file with small letters, digits and _ only, such as passeport.toml.")
    try:
        text = file.read_text("utf-8")
        read = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProcedureError(f"{file} cannot be read: {error}.") from error
    try:
        procedure = Procedure.model_validate(_with_lists(file, read))
    except ValidationError as error:
        raise ProcedureError(_of_entry(file, text, error.errors()[0])) from error
    mistake = next(mistakes(procedure, today), None)
    if mistake:
        raise ProcedureError(_sentence(file, text, mistake.path, mistake.what))
    return procedure


def _with_lists(file: Path, read: dict[str, Any]) -> dict[str, Any]:
    """The file with each shared list in the place of its name. Raises ProcedureError for a name that is none."""

    def spelled_out(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spelled_out(each, key if key == "groups" else name) for name, each in value.items()}
        if not isinstance(value, list):
            return value
        if key not in ("words", "doubt", "groups"):
            return [spelled_out(each) for each in value]
        return [word for each in value for word in (_listed(file, each) if str(each).startswith("@") else (each,))]

    changed: dict[str, Any] = spelled_out(read)
    return changed


def _listed(file: Path, name: str) -> tuple[str, ...]:
    lists = _lists()
    if name[1:] not in lists:
        raise ProcedureError(f"{file}: {name} is no list of {WORDS.name}; there are {', '.join(sorted(lists))}.")
    return lists[name[1:]]


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    try:
        read = tomllib.loads(WORDS.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProcedureError(f"{WORDS} cannot be read: {error}.") from error
    return {name: tuple(words) for name, words in read.items()}


def _of_entry(file: Path, text: str, error: ErrorDetails) -> str:
    path = tuple(part for part in error["loc"] if part != "[key]")
    saying = _SAYINGS.get(error["type"], f"is not right: {error['msg']}")
    return _sentence(file, text, path, saying)


def _sentence(file: Path, text: str, path: locator.Path, what: str) -> str:
    line = locator.line_of(locator.lines_of(text), path)
    return f"{file}, line {line}: {'.'.join(map(str, path))}: {what}."
