"""Expressions as agents write them in the data files: "…" lets other words pass, "*" ends the word."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold

_NEVER = r"(?!)"
"""The pattern of an empty list: without it, it would be found everywhere."""


def pattern_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all of them, over folded words: "quelle heure … ferm*" finds "quelle heure elle fermait"."""
    return re.compile("|".join(rf"\b{_one(phrase)}(?!\w)" for phrase in phrases) or _NEVER)


def _one(phrase: str) -> str:
    parts = (r"\w*".join(fold(piece) for piece in part.split("*")) for part in phrase.split("…"))
    return r"\b.*\b".join(part.strip() for part in parts)
