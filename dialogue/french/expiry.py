"""The date written on a card, as people say it: "mars 2028", "le quatorze mars", "elle est périmée depuis deux ans"."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dialogue.french.dates import when
from dialogue.french.numbers import Spoken, numbers_among
from dialogue.french.words import folded

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_DAYS = {"jour": 1.0, "jours": 1.0, "semaine": 7.0, "semaines": 7.0, "mois": 30.44, "an": 365.25, "ans": 365.25}
_ROUNDING = 0.5
"""Of its unit, what a distance may be off: "depuis deux ans" is rarely said to the day."""
_AGO = ("depuis", "il y a", "y a", "ca fait")
_AHEAD = (
    "dans", "encore", "d ici", "reste", "reste encore", "valable encore", "encore valable", "encore valables",
    "encore bonne", "encore bon", "encore pour", "reste valable",
)  # fmt: skip
_YEARS = range(1990, 2100)
_NAMED_YEARS = {
    "annee derniere": -1, "an dernier": -1, "annee passee": -1, "an passe": -1, "cette annee": 0, "annee prochaine": 1,
    "an prochain": 1,
}  # fmt: skip
_LATER_WORDS = 6


@dataclass(frozen=True)
class Period:
    """From the first to the last day that may be meant."""

    first: date
    last: date


_ENDS = frozenset(
    "expire expirent expirait expiree expirees expiration perime perimee perimees perimes perimer jusqu jusque fin"
    " finit termine depassee depasse bonne valable valide validite".split()
)
"""What makes a date the end of something."""
_OVER = frozenset("perime perimee perimes perimees expiree expirees depassee depasse".split())
"""What is over already."""
_MADE = (
    " est de ", " date de ", " faite en ", " fait en ", " faite le ", " fait le ", " faite il y a ", " fait il y a ",
    " delivree ", " delivre ", " etablie ", " etabli ", " eue en ", " refaite en ", " refait en ",
)  # fmt: skip
"""What makes it the day on which something was made."""
_BORN = (" nee ", " ne en ", " ne le ", " depuis que ")
"""What makes it the beginning of something else, or somebody's birth."""
_END_DATE = re.compile(r" (?:la )?date (?:de (?:fin|validite|peremption)|d expiration|limite) ")
"""A date of something's end, whatever "date de" begins otherwise."""


def date_said(text: str, now: datetime, *, asked: bool = True, lasts: int | None = None) -> Period | None:
    """When something ends or ended; of a month or a year, all of it. None when no date is told.

    Unless it was `asked`, the words must tell that the date is an end ("elle expire en mars 2028"). Of what `lasts`
    so many years, the year in which it was made tells the end too ("elle a été faite en 2013").
    """
    spelled, today = folded(text), now.date()
    said = _END_DATE.sub(" fin ", f" {' '.join(spelled)} ")
    numbers = numbers_among(spelled)
    if any(words in said for words in _MADE):
        made = _calendar(spelled, numbers) or _distance(spelled, numbers, today) if lasts else None
        return _later(made, lasts) if made and lasts and not any(words in said for words in _BORN) else None
    if any(words in said for words in _BORN) or not (asked or _ENDS.intersection(spelled)):
        return None
    found = _calendar(spelled, numbers) or _distance(spelled, numbers, today) or _named(spelled, today)
    if found is not None:
        return found
    other = when(text, now)
    return Period(other.day, other.last_day) if other else None


def _later(period: Period, years: int) -> Period:
    """The same days so many years later; of 29 February the day before."""
    first, last = (
        date(day.year + years, day.month, min(day.day, monthrange(day.year + years, day.month)[1]))
        for day in (period.first, period.last)
    )
    return Period(first, last)


def _calendar(spelled: Sequence[str], numbers: Sequence[Spoken]) -> Period | None:
    """A year, with a month and a day if they are said; None for a day that does not exist.

    A month alone is left to `when`.
    """
    years = [each for each in numbers if each.value in _YEARS]
    if not years:
        return None
    year = years[-1]  # the last one: what is said after "non pardon"
    before = range(max(0, year.start_word - _LATER_WORDS), year.start_word)
    after = range(year.end_word, len(spelled))
    months = [place for place in before if spelled[place] in _MONTHS] or [
        place for place in after if spelled[place] in _MONTHS
    ]
    if not months:
        return Period(date(year.value, 1, 1), date(year.value, 12, 31))
    month = _MONTHS.index(spelled[months[-1]]) + 1
    longest = monthrange(year.value, month)[1]
    day = next((each.value for each in numbers if each.end_word == months[-1]), None)
    if day is not None:
        exists = 1 <= day <= longest
        return Period(date(year.value, month, day), date(year.value, month, day)) if exists else None
    return Period(date(year.value, month, 1), date(year.value, month, longest))


def _distance(spelled: Sequence[str], numbers: Sequence[Spoken], today: date) -> Period | None:
    """ "Depuis deux ans", "dans six mois"; with a month, "depuis deux ans, en mars", that month of the year meant."""
    for each in numbers:
        unit = spelled[each.end_word] if each.end_word < len(spelled) else ""
        before = f" {' '.join(spelled[: each.start_word])}"
        if unit not in _DAYS or each.value > 100:
            continue
        away, rounding = (timedelta(days=round(times * _DAYS[unit])) for times in (each.value, _ROUNDING))
        if any(before.endswith(f" {word}") for word in _AGO):
            return _month_within(spelled, Period(today - away - rounding, today - away + rounding))
        if any(before.endswith(f" {word}") for word in _AHEAD):
            if _OVER.intersection(spelled) and "encore" in before:
                return None  # "périmée, encore valable cinq ans" says two things: the date is to be asked
            return _month_within(spelled, Period(today + away - rounding, today + away + rounding))
    return None


def _month_within(spelled: Sequence[str], about: Period) -> Period:
    """The month named last, where it falls into the period; else all of the period."""
    named = [_MONTHS.index(word) + 1 for word in spelled if word in _MONTHS]
    for year in range(about.first.year, about.last.year + 1) if named else ():
        first = date(year, named[-1], 1)
        last = date(year, named[-1], monthrange(year, named[-1])[1])
        if about.first <= last and first <= about.last:
            return Period(first, last)
    return about


def _named(spelled: Sequence[str], today: date) -> Period | None:
    text = " ".join(spelled)
    years = next((years for words, years in _NAMED_YEARS.items() if words in text), None)
    if years is None:
        return None
    first, last = date(today.year + years, 1, 1), date(today.year + years, 12, 31)
    return Period(first, last)
