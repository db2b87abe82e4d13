"""The day a page was last brought up to date, as town sites write it."""

import re
from datetime import date

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_MONTH = "|".join((*_MONTHS, "fevrier", "aout", "decembre"))
_DAY = rf"(?P<day>\d{{1,2}})(?:er)?(?:\s*[/.-]\s*|\s+)(?P<month>\d{{1,2}}|{_MONTH})(?:\s*[/.-]\s*|\s+)(?P<year>\d{{4}})"
_LEADS = r"\s{0,3}:?\s{0,3}(?:le\s+)?(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?"
_UPDATED = re.compile(rf"\b(?:mise?s?\s+à\s+jour|modifi(?:ée?s?|cation)|actualisée?s?|vérifiée?s?){_LEADS}{_DAY}", re.I)
_PUBLISHED = re.compile(rf"\b(?:publiée?s?|publication|mise?s?\s+en\s+ligne|posté){_LEADS}{_DAY}", re.I)
_FOLDED = {"fevrier": "février", "aout": "août", "decembre": "décembre"}
EARLIEST = date(1995, 1, 1)
LONGEST_DATE_LINE = 9
"""Words of "Dernière mise à jour : le 3 novembre 2026"."""
MOST_TEXT = 300_000
"""Characters of a page that are looked through."""


def date_in(text: str, today: date) -> date | None:
    """The last "mis à jour le …"; else the only "publié le …" (a list of news has several). None: not told."""
    text = text[:MOST_TEXT]
    updated = _days(_UPDATED, text, today)
    if updated:
        return max(updated)
    published = _days(_PUBLISHED, text, today)
    return published.pop() if len(published) == 1 else None


def is_date_line(line: str) -> bool:
    """Whether a line tells nothing but when the page was brought up to date."""
    return len(line.split()) <= LONGEST_DATE_LINE and bool(_UPDATED.search(line) or _PUBLISHED.search(line))


def plausible(day: date | None, today: date) -> date | None:
    """A day that a page can bear: not to come, not before there were sites."""
    return day if day and EARLIEST <= day <= today else None


def _days(found_by: re.Pattern[str], text: str, today: date) -> set[date]:
    days = (plausible(_day(found), today) for found in found_by.finditer(text))
    return {day for day in days if day}


def _day(found: re.Match[str]) -> date | None:
    month = found["month"].lower()
    number = int(month) if month.isdecimal() else _MONTHS.index(_FOLDED.get(month, month)) + 1
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None
