"""Lists of expressions in TOML files that an agent may edit: read and checked, so that a slip is one sentence."""

import tomllib
from pathlib import Path
from typing import Any

from accessibility.hearing import fold


class PhraseFileError(Exception):
    """A file of expressions cannot be used. One sentence naming file, key or line, and what to do."""


def tables(file: Path) -> dict[str, Any]:
    """The content of a file. Raises PhraseFileError."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PhraseFileError(f"{file} cannot be read: {error}.") from error


def expressions(content: dict[str, Any], file: Path, key: str) -> list[str]:
    """The expressions under a key ("insult.always" for one within a table). Raises PhraseFileError."""
    found: Any = content
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, str) and fold(each).strip() for each in found):
        raise PhraseFileError(f'{file}: {key} must be a list of expressions, such as ["merci bien"].')
    return found
