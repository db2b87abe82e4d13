"""Dates: "03/11/2026" → "trois novembre deux mille vingt-six"."""

import re
from datetime import date

from voice.speaking.numbers import cardinal

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_SHORT_MONTHS = {
    "janv": 1,
    "févr": 2,
    "fév": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "déc": 12,
}
_SHORT_DAYS = {"lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi"} | {
    "sam": "samedi",
    "dim": "dimanche",
}
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![/-]?\d)")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_DAY_MONTH = re.compile(r"(?<=\b[Ll]e |\b[Dd]u |\b[Aa]u )(\d{1,2})/(\d{1,2})(?![\d/])")
# Without an article only with both zeros: "10/12 ans" and "1/2" are none, "10/10" may be a mark.
_PADDED = re.compile(
    r"(?<![\d/.,-])(?!10/10)(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])"
    r"(?![\d/]| ?(?:€|%|(?:ans|mois|h|euros|places|personnes|enfants)\b))"
)
_ABBREVIATED = re.compile(rf"\b(\d{{1,2}}(?:er)?|[Ee]n|[Dd]e) ({'|'.join(_SHORT_MONTHS)})\.(?= ?\S| *$)")
_WEEKDAY = re.compile(
    rf"\b({'|'.join(_SHORT_DAYS)})\.(?P<joint> ?[-–—] ?)?(?=(?:{'|'.join(_SHORT_DAYS)})\.|\s*(?:\d|de \d))",
    re.I,
)
_LAST_WEEKDAY = re.compile(rf"(?<= au )({'|'.join(_SHORT_DAYS)})\.", re.I)
_FIRST = re.compile(rf"(?<![\d.,])0?1(?= (?:{'|'.join(MONTHS)})\b)")
_LEADING_ZERO = re.compile(rf"(?<![\d.,])0(?=[1-9] (?:{'|'.join(MONTHS)})\b)")


def day_in_words(day: int, month: int, year: int | None = None) -> str:
    """A date without article: "premier mai", "trois novembre deux mille vingt-six"."""
    words = f"{'premier' if day == 1 else cardinal(day)} {MONTHS[month - 1]}"
    return f"{words} {cardinal(year)}" if year is not None else words


def read_dates(text: str) -> str:
    """Dates of a text; a date that does not exist is left as it is."""
    text = _ISO.sub(lambda found: _date(found, found[3], found[2], found[1]), text)
    text = _NUMERIC.sub(lambda found: _date(found, found[1], found[3], found[4]), text)
    text = _DAY_MONTH.sub(lambda found: _date(found, found[1], found[2], None), text)
    text = _PADDED.sub(lambda found: _date(found, found[1], found[2], None), text)
    text = _ABBREVIATED.sub(lambda found: f"{found[1]} {MONTHS[_SHORT_MONTHS[found[2]] - 1]}", text)
    text = _WEEKDAY.sub(_weekday, text)
    text = _LAST_WEEKDAY.sub(lambda found: _SHORT_DAYS[found[1].lower()], text)
    return _LEADING_ZERO.sub("", _FIRST.sub("premier", text))


def _date(found: re.Match[str], day: str, month: str, year: str | None) -> str:
    written_year = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    try:
        date(written_year or 2000, int(month), int(day))  # 29/02 without a year exists
    except ValueError:
        return found.group()
    return day_in_words(int(day), int(month), written_year)


def _weekday(found: re.Match[str]) -> str:
    return _SHORT_DAYS[found[1].lower()] + (" au " if found["joint"] else "")
