"""Lists of expressions in TOML files that an agent may edit, as folded words; kb/phrase_files.py reads them."""

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from dialogue.french.phrases import Phrase
from dialogue.french.words import folded
from kb.phrase_files import PhraseFileError, lists, pattern_of, patterns

__all__ = ["PhraseFileError", "lists", "pattern_of", "patterns", "phrases", "words"]

WordsT = TypeVar("WordsT")


@lru_cache(maxsize=32)
def phrases(file: Path, *kinds: str) -> dict[str, frozenset[Phrase]]:
    """The expressions of each kind as folded words, where their order says nothing. Raises PhraseFileError."""
    return {kind: frozenset(tuple(folded(each)) for each in told) for kind, told in lists(file, *kinds).items()}


def words(made: type[WordsT], file: Path, keys: Mapping[str, str]) -> WordsT:
    """A dataclass of patterns and phrases, each by its name: `keys` has the file's key for each of its fields.

    A `re.Pattern` is found anywhere in folded text, a `frozenset[Phrase]` is compared with folded words. Raises
    PhraseFileError for a key that lacks in the file or is unknown there; TypeError when `keys` and fields differ.
    """
    kinds: dict[str, Any] = {each.name: each.type for each in fields(made)}  # type: ignore[arg-type]
    if kinds.keys() != keys.keys():
        raise TypeError(f"{made.__qualname__}: {', '.join(sorted(kinds.keys() ^ keys.keys()))} lacks its field or key")
    found, spelled = patterns(file, *keys.values()), phrases(file, *keys.values())
    told = {name: found[key] if kinds[name] == re.Pattern[str] else spelled[key] for name, key in keys.items()}
    return made(**told)
