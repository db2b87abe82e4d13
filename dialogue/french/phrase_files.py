"""Lists of expressions in TOML files that an agent may edit, as folded words; kb/phrase_files.py reads them."""

from functools import lru_cache
from pathlib import Path

from dialogue.french.phrases import Phrase
from dialogue.french.words import folded
from kb.phrase_files import PhraseFileError, lists, pattern_of, patterns

__all__ = ["PhraseFileError", "lists", "pattern_of", "patterns", "phrases"]


@lru_cache(maxsize=32)
def phrases(file: Path, *kinds: str) -> dict[str, frozenset[Phrase]]:
    """The expressions of each kind as folded words, where their order says nothing. Raises PhraseFileError."""
    return {kind: frozenset(tuple(folded(each)) for each in told) for kind, told in lists(file, *kinds).items()}
