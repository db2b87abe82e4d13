"""Lists of expressions in TOML files that an agent may edit: read and checked, so that a slip is one sentence."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from accessibility.hearing import fold

_NEVER = r"(?!)"
"""The pattern of an empty list: without it, it would be found everywhere."""
GAP = 4
"""Words that "…" lets pass at most, elided ones ("l'", "d'") aside: what is said further on is another matter."""
_GAP = rf"(?: \w)*(?: \w{{2,}}(?: \w)*){{0,{GAP}}} "


class PhraseFileError(Exception):
    """A file of expressions cannot be used. One sentence naming file, key or line, and what to do."""


def tables(file: Path) -> dict[str, Any]:
    """The content of a file. Raises PhraseFileError."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PhraseFileError(f"{file} cannot be read: {error}.") from error


def lists(file: Path, *kinds: str) -> dict[str, list[str]]:
    """The expressions of each kind ("insult.always" for one within a table).

    Raises PhraseFileError, also for a key that is none of them: it is misspelt.
    """
    content = tables(file)
    unknown = [key for key in _keys(content) if key not in kinds]
    for kind in kinds:
        if not _is_list(_at(content, kind)):
            slip = f"; {unknown[0]} is unknown" if unknown else ""
            raise PhraseFileError(f'{file}: {kind} must be a list of expressions, such as ["merci bien"]{slip}.')
    if unknown:
        raise PhraseFileError(f"{file}: {unknown[0]} is unknown; use only {', '.join(kinds)}.")
    return {kind: _at(content, kind) for kind in kinds}


def _keys(content: dict[str, Any], within: str = "") -> Iterator[str]:
    for key, value in content.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{within}{key}.")
        else:
            yield within + key


def _at(content: dict[str, Any], kind: str) -> Any:
    found: Any = content
    for part in kind.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _is_list(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) and fold(each).strip() for each in found)


def pattern_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all of them, over folded words: "quelle heure … ferm*" finds "quelle heure elle fermait".

    "…" lets a few words pass (GAP), "*" ends the word, "#" at the beginning is any number. "^" before an expression: it
    counts only at the beginning of what is said; "$" after it: only at the end.
    """
    return re.compile("|".join(rf"\b{_one(phrase)}(?!\w)" for phrase in phrases) or _NEVER)


def patterns(file: Path, *kinds: str) -> dict[str, re.Pattern[str]]:
    """The expressions of each kind as one pattern (`pattern_of`), in the order of `kinds`. Raises PhraseFileError."""
    return {kind: pattern_of(told) for kind, told in lists(file, *kinds).items()}


def _one(phrase: str) -> str:
    begin, end = r"\A *" if phrase.startswith("^") else "", r" *\Z" if phrase.endswith("$") else ""
    number = r"\d[\d ]* ?" if phrase.startswith("#") else ""
    parts = (" ".join(map(_word, part.split())) for part in phrase.lstrip("^# ").split("…"))
    return begin + number + _GAP.join(part.strip() for part in parts) + end


def _word(word: str) -> str:
    """One word, folded; "*" is any letters: "trompé* de jour" keeps its space."""
    return r"\w*".join(fold(piece) for piece in word.split("*"))
