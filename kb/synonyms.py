"""What residents say, and what pages call it: kb/synonyms.toml, which an agent may edit."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kb.french_stems import Word, content_words, stems

FILE = Path(__file__).with_name("synonyms.toml")
TABLE = "synonymes"
Phrase = tuple[str, ...]
"""The stems of a word or of a few."""
_LINE_IN_MESSAGE = re.compile(r" \(at (line (\d+), column \d+|end of document)\)")


class SynonymsError(Exception):
    """The file of synonyms cannot be used. One sentence: file, line, what to do."""


@dataclass(frozen=True)
class Synonyms:
    """For the stems of what is said, those of what may be written instead."""

    meanings: Mapping[Phrase, tuple[Phrase, ...]]
    words: tuple[Word, ...]
    """Those that are said and have synonyms by themselves."""

    @property
    def longest(self) -> int:
        """Words of the longest expression that is said."""
        return max(map(len, self.meanings), default=0)


@lru_cache(maxsize=4)
def load(file: Path = FILE) -> Synonyms:
    """Read and check the file. Raises SynonymsError."""
    try:
        text = file.read_text("utf-8")
        tables = tomllib.loads(text)
    except OSError as error:
        raise SynonymsError(f"{file} cannot be read ({error.strerror}); check its name and rights.") from error
    except UnicodeDecodeError as error:
        raise SynonymsError(f"{file} is not written in UTF-8; save it again in that encoding.") from error
    except tomllib.TOMLDecodeError as error:
        raise SynonymsError(_syntax(file, text, error)) from error
    for name in tables:
        if name != TABLE:
            raise SynonymsError(f"{file}, line {_line_of(text, name)}: {name} is unknown; use only [{TABLE}].")
    entries = tables.get(TABLE)
    if not isinstance(entries, dict):
        raise SynonymsError(f"{file} has no table [{TABLE}]; add that line before the first synonym.")
    meanings: dict[Phrase, tuple[Phrase, ...]] = {}
    for said, written in entries.items():
        problem = _problem(said, written, meanings)
        if problem:
            raise SynonymsError(f"{file}, line {_line_of(text, said)}: {problem}.")
        meanings[tuple(stems(said))] = tuple(tuple(stems(each)) for each in written)
    words = (content_words(said) for said in entries)
    return Synonyms(meanings, tuple(found[0] for found in words if len(found) == 1))


def _problem(said: str, written: object, known: Mapping[Phrase, object]) -> str:
    if not stems(said):
        return f"{said!r} has no word that says something; choose another"
    if tuple(stems(said)) in known:
        return f"{said!r} is there already, perhaps in the plural; put all its synonyms on one line"
    if not isinstance(written, list) or not written or not all(isinstance(each, str) for each in written):
        return f'after {said!r} a list of texts is needed, such as ["déchets", "ordures ménagères"]'
    empty = [each for each in written if not stems(each)]
    return f"{empty[0]!r} has no word that says something; remove it" if empty else ""


def _line_of(text: str, key: str) -> int:
    pattern = re.compile(rf"^\s*(?:\[\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\]]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def _syntax(file: Path, text: str, error: tomllib.TOMLDecodeError) -> str:
    found = _LINE_IN_MESSAGE.search(str(error))
    line = found.group(2) if found and found.group(2) else str(len(text.splitlines()))
    message = _LINE_IN_MESSAGE.sub("", str(error)) if found else str(error)
    return f'{file}, line {line}: {message}; write each line as: "mot" = ["synonyme", "autre synonyme"].'
