"""Abbreviations: those of the lexicon, and those that only their neighbours explain."""

import re
from functools import lru_cache

from voice.speaking.lexicon import lexicon

_NAME = r"[A-ZÀ-ÖØ-Þ]"
_IN_CONTEXT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bav\. ?J\.-C\."), "avant Jésus-Christ"),
    (re.compile(r"\bapr?\. ?J\.-C\."), "après Jésus-Christ"),
    (re.compile(r"\b[Pp](?:ar|\.) ex\."), "par exemple"),
    (re.compile(rf"\bMM\. ?(?={_NAME})"), "messieurs "),
    (re.compile(rf"\bM\. ?(?={_NAME})"), "monsieur "),
    (re.compile(r"\bM\.(?=/| et | ou )"), "monsieur"),
    (re.compile(r"\bMmes\b\.?"), "mesdames"),
    (re.compile(r"\bMme\b\.?"), "madame"),
    (re.compile(r"\bMlle\b\.?"), "mademoiselle"),
    (re.compile(rf"\bMe\.? (?={_NAME})"), "maître "),
    (re.compile(rf"\bDr\b\.?(?= ?{_NAME})"), "docteur"),
    (re.compile(rf"\bPr\b\.?(?= ?{_NAME})"), "professeur"),
    (re.compile(rf"\b(?:Gal|Gén)\b\.?(?= ?{_NAME}| de )"), "général"),
    (re.compile(rf"\b(?:Mal|Mar)\b\.?(?= ?{_NAME})"), "maréchal"),
    (re.compile(rf"\b(?:Cdt|Cmdt)\b\.?(?= ?{_NAME})"), "commandant"),
    (re.compile(rf"\bCol\.(?= ?{_NAME})"), "colonel"),
    (re.compile(rf"\bS[Tt]\.(?={_NAME})"), "Saint "),
    (re.compile(rf"\bS[Tt]\.?([ -])(?={_NAME})"), r"Saint\1"),
    (re.compile(rf"\bS[Tt][Ee]\.(?={_NAME})"), "Sainte "),
    (re.compile(rf"\bS[Tt][Ee]\.?([ -])(?={_NAME})"), r"Sainte\1"),
    (re.compile(rf"\bN\.?-?D\.(?=[ -]?{_NAME})"), "Notre-Dame"),
    (re.compile(r"\b[Nn](?:°s|os\b) ?(?=\d)"), "numéros "),
    (re.compile(r"\b[Nn](?:°|º|o\.?) ?(?=\d)"), "numéro "),
    (re.compile(r"№ ?"), "numéro "),
    (re.compile(r"\b[Nn][°º] ?"), "numéro "),
    (re.compile(r"(?<=\d)(,? (?:bis |ter |quater |[A-D] )?)[rR]\. (?=\w)"), r"\1rue "),
    (re.compile(rf"\b[Aa]v (?={_NAME}|de |du |des )"), "avenue "),
    (re.compile(rf"\b[Pp]l (?={_NAME}|de |du |des )"), "place "),
)


@lru_cache(maxsize=1)
def _written() -> re.Pattern[str]:
    keys = sorted(lexicon().abbreviations, key=len, reverse=True)
    # A point that also ends the text is the sentence's: it stays.
    choices = "|".join(re.escape(key) if not key.endswith(".") else rf"{re.escape(key[:-1])}\." for key in keys)
    return re.compile(rf"(?<![\w-])(?P<short>{choices})(?![\w'’-])(?P<end>(?= *$))?" if keys else r"(?!)", re.I)


def read_abbreviations(text: str) -> str:
    """Abbreviations of a text in full words."""
    for pattern, words in _IN_CONTEXT:
        text = pattern.sub(words, text)
    return _written().sub(_full, text)


def _full(found: re.Match[str]) -> str:
    short = found["short"]
    words = lexicon().abbreviations[_key(short)]
    ends_text = short.endswith(".") and found["end"] is not None
    return f"{words}." if ends_text else words


def _key(short: str) -> str:
    for key in lexicon().abbreviations:
        if key.lower() == short.lower():
            return key
    raise KeyError(short)


@lru_cache(maxsize=1)
def pointed() -> frozenset[str]:
    """Abbreviations that carry a point, in small letters, without it: after them a point ends no sentence."""
    keys = {key[:-1].lower() for key in lexicon().abbreviations if key.endswith(".")}
    return frozenset(keys | {"m", "mm", "mme", "mlle", "dr", "pr", "st", "ste", "me", "col", "gal", "gén", "r", "n"})
