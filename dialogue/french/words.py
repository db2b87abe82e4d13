"""The words of what was heard or typed."""

import re

from accessibility.hearing import fold

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})
_WORD = re.compile(r"\+|\d+|[^\W\d_]+(?:' ?)?")
FILLERS = frozenset(
    {"euh", "heu", "hum", "hm", "mh", "ben", "bah", "beh", "bon", "hein", "alors", "donc", "voila", "quoi"}
)
"""Folded words that carry nothing."""


def words(text: str) -> list[str]:
    """The words of a text in small letters: digits apart from letters, "l'" its own word, hyphens undone.

    "L'école, 12bis" → ["l'", "école", "12", "bis"]. A plus sign is a word: telephone numbers begin with it.
    """
    return [found.strip() for found in _WORD.findall(text.translate(_APOSTROPHES).lower())]


def folded(text: str) -> list[str]:
    """The words without accents, one for one with `words`: "l'" is "l"."""
    return [fold(word) or word for word in words(text)]


def is_filler(word: str) -> bool:
    """Whether a word (folded) is only a hesitation."""
    return word in FILLERS
