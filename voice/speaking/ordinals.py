"""Ordinals and Roman numerals: "1er" → "premier", "XXe siècle" → "vingtième siècle", "Louis XIV"."""

import re

from num2words import num2words

from voice.speaking.numbers import cardinal

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_MASCULINE_FIRST = "er|ers"
_FEMININE_FIRST = "re|ère|ere|res|ères|eres"
_OTHER = "e|ème|eme|ième|ieme|è|es|èmes|emes|ièmes|iemes"
_SECOND = "nd|nde|d|nds|ndes"
_ENDING = f"{_FEMININE_FIRST}|{_MASCULINE_FIRST}|{_SECOND}|{_OTHER}"
_DIGITS = re.compile(rf"(?<![\w.,])(?P<value>\d{{1,6}})(?P<ending>{_ENDING})\b")
_ROMAN_ORDINAL = re.compile(rf"(?<![\w'])(?P<value>{_ROMAN})(?P<ending>{_ENDING})\b")
_ROMAN_CARDINAL = re.compile(rf"(?<![\w'’-])(?=[IVX]{{2}}){_ROMAN}(?![\w'’-])")
_KINGS = "Charles|Henri|Georges?|Louis|Philippe|Paul|Léon|Albert|Élisabeth|Napoléon|Jean|Pie|Urbain|Guillaume"
_REIGN = re.compile(rf"\b({_KINGS}) ([IVX])(?![\w.'’-])")


def ordinal(value: int, *, feminine: bool = False) -> str:
    """An ordinal in words: 1 → "premier", feminine "première"; 80 → "quatre-vingtième"."""
    if value == 1:
        return "première" if feminine else "premier"
    words = str(num2words(value, lang="fr", to="ordinal"))
    return re.sub(r"(vingt|cent|million)sième$", r"\1ième", words)  # num2words keeps the plural's s


def roman(numeral: str) -> int:
    """The value of a Roman numeral in capitals, well formed."""
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(
        -value if any(later > value for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )


def read_ordinals(text: str) -> str:
    """Ordinals and Roman numerals of a text."""
    text = _DIGITS.sub(lambda found: _ordinal(int(found["value"]), found["ending"]), text)
    text = _ROMAN_ORDINAL.sub(lambda found: _ordinal(roman(found["value"]), found["ending"]), text)
    text = _REIGN.sub(lambda found: f"{found[1]} {cardinal(roman(found[2]))}", text)
    return _ROMAN_CARDINAL.sub(lambda found: cardinal(roman(found.group())), text)


def _ordinal(value: int, ending: str) -> str:
    plural = "s" if ending.endswith("s") else ""
    if value == 2 and ending in _SECOND.split("|"):
        return ("seconde" if "de" in ending else "second") + plural
    return ordinal(value, feminine=ending in _FEMININE_FIRST.split("|")) + plural
