"""Lists of expressions in TOML files that an agent may edit, as folded words; kb/phrase_files.py reads them."""

from pathlib import Path
from typing import Any

from dialogue.french.phrases import Phrase
from dialogue.french.words import folded
from kb.phrase_files import PhraseFileError, expressions, tables

__all__ = ["PhraseFileError", "expressions", "phrases", "tables"]


def phrases(content: dict[str, Any], file: Path, key: str) -> frozenset[Phrase]:
    """The expressions under a key as folded words, where their order says nothing. Raises PhraseFileError."""
    return frozenset(tuple(folded(each)) for each in expressions(content, file, key))
