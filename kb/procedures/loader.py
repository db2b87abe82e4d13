"""Reads the files of procedures. A town's file takes the place of the packaged one of the same name."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kb.procedures import locator
from kb.procedures.checks import mistakes
from kb.procedures.model import Procedure

PACKAGED = Path(__file__).with_name("fr")
"""The procedures that come with the program: those of France, worded for the demo commune."""
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
        procedure = Procedure.model_validate(read)
    except ValidationError as error:
        raise ProcedureError(_of_entry(file, text, error.errors()[0])) from error
    mistake = next(mistakes(procedure, today), None)
    if mistake:
        raise ProcedureError(_sentence(file, text, mistake.path, mistake.what))
    return procedure


def _of_entry(file: Path, text: str, error: ErrorDetails) -> str:
    path = tuple(part for part in error["loc"] if part != "[key]")
    saying = _SAYINGS.get(error["type"], f"is not right: {error['msg']}")
    return _sentence(file, text, path, saying)


def _sentence(file: Path, text: str, path: locator.Path, what: str) -> str:
    line = locator.line_of(locator.lines_of(text), path)
    return f"{file}, line {line}: {'.'.join(map(str, path))}: {what}."
