"""Telephone numbers in pairs, as the French say them."""

import re

from voice.speaking.numbers import cardinal, digits_in_words

_SEPARATOR = r"[ .\-/]?"
_FRENCH = re.compile(
    rf"(?<![\w+])(?:(?:\+|00) ?33{_SEPARATOR}(?:\(0\){_SEPARATOR})?|0){_SEPARATOR}"
    rf"(?P<rest>[1-9](?:{_SEPARATOR}\d){{8}})(?!\w|[.,]\d)"
)
_FOREIGN = re.compile(rf"\+(?P<digits>[1-9](?:{_SEPARATOR}\d){{7,14}})(?!\w)")
_SERVICE = re.compile(r"(?<![\w+.])0 ?8(?P<series>\d\d) (?P<middle>\d{3}) (?P<end>\d{3})(?!\w|[.,]\d)")
# 3939, 3646…: four digits said as two pairs, told from a quantity by the article before them.
_SHORT = re.compile(
    r"\b(?P<article>[Ll]e|[Aa]u|[Dd]u|[Aa]ppele[rz]|[Cc]ompose[rz]|[Ff]aites|[Nn]uméro|[Tt]éléphone)"
    r"(?P<gap> (?:numéro |: )?)(?P<digits>3\d{3}|3\d \d\d)(?!\w|[.,]\d)"
)


def pair(digits: str) -> str:
    """Two digits in words: "06" → "zéro six", "00" → "zéro zéro", "12" → "douze"."""
    return digits_in_words(digits)


def read_phones(text: str) -> str:
    """Telephone numbers of a text: "06 12 34 56 78" → "zéro six, douze, trente-quatre, cinquante-six, …".

    A French number in international form is said as it is dialled in France.
    """
    text = _SERVICE.sub(_service, text)
    text = _FRENCH.sub(lambda found: _pairs("0" + _digits(found["rest"])), text)
    text = _FOREIGN.sub(lambda found: "plus " + _pairs(_digits(found["digits"])), text)
    return _SHORT.sub(_short, text)


def _short(found: re.Match[str]) -> str:
    return f"{found['article']}{found['gap']}{_pairs(_digits(found['digits'])).replace(',', '')}"


def _service(found: re.Match[str]) -> str:
    series = f"zéro {cardinal(int('8' + found['series']))}"
    return f"{series}, {digits_in_words(found['middle'])}, {digits_in_words(found['end'])}"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _pairs(digits: str) -> str:
    return ", ".join(pair(digits[start : start + 2]) for start in range(0, len(digits), 2))
