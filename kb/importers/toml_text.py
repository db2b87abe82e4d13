"""The text of a TOML file and what it says; a sentence for a file that is none."""

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
