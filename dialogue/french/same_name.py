"""Whether two names are the same person's: order, titles, accents and spelling aside, for both were only heard."""

from functools import lru_cache
from pathlib import Path

from accessibility.hearing import alike
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase
from dialogue.french.words import folded

FILE = Path(__file__).with_name("names.toml")
ALIKE = 0.82
"""From here on two words are one: "Dupond" and "Dupont" are, "Fabre" and "Favre" are not."""
_SHORTEST = 3
"""Letters of a word that tells anything by itself: not "le" of "Le Goff"."""


def same_name(said: str, known: str) -> bool:
    """Whether every word of the shorter name is one of the other: "monsieur Dupond" is "Jean Dupont"."""
    shorter, longer = sorted((_words(said), _words(known)), key=len)
    left = list(longer)
    for word in shorter:
        likest = max(left, key=lambda each: alike(word, each), default="")
        if not likest or alike(word, likest) < ALIKE:
            return False
        left.remove(likest)
    return any(len(word) >= _SHORTEST for word in shorter)


def _words(name: str) -> list[str]:
    return [word for word in folded(name) if (word,) not in _titles()]


@lru_cache(maxsize=1)
def _titles() -> frozenset[Phrase]:
    return phrase_files.phrases(phrase_files.tables(FILE), FILE, "titles")
