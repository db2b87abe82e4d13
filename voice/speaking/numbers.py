"""Numbers in words."""

import re

from num2words import num2words

from voice.speaking.lexicon import lexicon

LONGEST = 15
"""Digits; a longer number is read digit by digit, since nobody counts in quadrillions."""

_NUMBER = re.compile(r"(?P<sign>(?<![\w)\]])[-−])?(?P<whole>\d+)(?:[.,](?P<part>\d+))?")
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:(?: \d{3})+|(?:\.\d{3})+)(?![\d.]\d|\d)")
_VERSION = re.compile(r"\d+(?:\.\d+){2,}")
_RANGE = re.compile(r"(?<![\d-])(\d+) ?[-–—] ?(\d+)(?![\d-])")
_FRACTION = re.compile(r"(?<![\d/])(\d+) ?[/⁄] ?(\d+)(?![\d/])")
_PARTS = {2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")}
_ATTACHED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
# "1 rue de la Mairie" is the first house, "1 rue barrée" one street; "21 rue" can only be a house.
_HOUSE = re.compile(
    r" (?:allée|avenue|cité|impasse|place|route|rue|ruelle|sente|venelle|voie) "
    r"(?:de l[a']|du |des |(?:de |d')?[A-ZÀ-ÖØ-Þ])"
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_STREETS = frozenset(("allée", "avenue", "impasse", "route", "rue"))  # one of them after a number is in an address


def cardinal(value: int, *, feminine: bool = False) -> str:
    """A whole number in words: 21 → "vingt et un", feminine "vingt et une"."""
    words = str(num2words(value, lang="fr"))
    return f"{words}e" if feminine and re.search(r"\bun$", words) else words


def digits_in_words(digits: str) -> str:
    """A number as written, leading zeros said: "007" → "zéro zéro sept", "01000" → "zéro un mille"."""
    zeros = len(digits) - len(digits.lstrip("0"))
    if zeros == len(digits) or len(digits) > LONGEST:
        return " ".join(cardinal(int(digit)) for digit in digits)
    words = ["zéro"] * zeros
    if zeros and digits[zeros:] == "1000":
        words.append("un")  # the postcode 01000 is said "zéro un mille"
    return " ".join((*words, cardinal(int(digits))))


def read_numbers(text: str) -> str:
    """Every number that no other rule has read."""
    text = _THOUSANDS.sub(lambda found: re.sub(r"[ .]", "", found.group()), text)
    text = _VERSION.sub(lambda found: found.group().replace(".", " point "), text)
    text = _RANGE.sub(_range, text)
    text = _FRACTION.sub(_fraction, text)
    return _NUMBER.sub(_number, _ATTACHED.sub(" ", text))


def _number(found: re.Match[str]) -> str:
    sign = "moins " if found["sign"] else ""
    if found["part"]:
        return f"{sign}{digits_in_words(found['whole'])} virgule {digits_in_words(found['part'])}"
    words = digits_in_words(found["whole"])
    following = _NEXT_WORD.match(found.string, found.end())
    house = _HOUSE.match(found.string, found.end()) or (
        following and int(found["whole"]) > 1 and following[1] in _STREETS
    )
    if following and not house and following[1].lower() in lexicon().feminine and re.search(r"\bun$", words):
        words += "e"
    return sign + words


def _range(found: re.Match[str]) -> str:
    return f"{found[1]} à {found[2]}" if int(found[1]) < int(found[2]) else f"{found[1]} {found[2]}"


def _fraction(found: re.Match[str]) -> str:
    above, below = int(found[1]), int(found[2])
    if below in _PARTS and 0 < above < below:
        return f"{above} {_PARTS[below][above > 1]}"
    return f"{found[1]} sur {found[2]}"
