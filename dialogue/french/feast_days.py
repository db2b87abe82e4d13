"""Public holidays, feasts and school holidays by the names people give them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

from dialogue.french.date_pieces import Days, one_day

_PUBLIC = {
    "jour de l an": "Jour de l'an",
    "nouvel an": "Jour de l'an",
    "1 de l an": "Jour de l'an",
    "lundi de paques": "Lundi de Pâques",
    "fete du travail": "Fête du Travail",
    "fete de la victoire": "Fête de la Victoire",
    "ascension": "Ascension",
    "lundi de pentecote": "Lundi de Pentecôte",
    "fete nationale": "Fête nationale",
    "assomption": "Assomption",
    "toussaint": "Toussaint",
    "armistice": "Armistice",
    "noel": "Noël",
}
"""Spoken name, and that of the package `holidays`."""
_FROM_PUBLIC = {
    "paques": ("Lundi de Pâques", -1),
    "dimanche de paques": ("Lundi de Pâques", -1),
    "rameaux": ("Lundi de Pâques", -8),
    "vendredi saint": ("Lundi de Pâques", -3),
    "samedi saint": ("Lundi de Pâques", -2),
    "mardi gras": ("Lundi de Pâques", -48),
    "pentecote": ("Lundi de Pentecôte", -1),
    "jeudi de l ascension": ("Ascension", 0),
}
"""Spoken name: days from a public holiday. Mardi gras is 47 days before Easter."""
_FIXED = {
    "epiphanie": (1, 6),
    "chandeleur": (2, 2),
    "saint valentin": (2, 14),
    "fete de la musique": (6, 21),
    "saint jean": (6, 24),
    "halloween": (10, 31),
    "saint nicolas": (12, 6),
    "reveillon de noel": (12, 24),
    "reveillon": (12, 31),
    "saint sylvestre": (12, 31),
    "reveillon du jour de l an": (12, 31),
    "reveillon du nouvel an": (12, 31),
}
NAMES = tuple(sorted({*_PUBLIC, *_FROM_PUBLIC, *_FIXED, "fete des meres"}, key=len, reverse=True))
"""Folded names of feasts, the longest first."""

_SCHOOL = {
    "toussaint": "Vacances de la Toussaint",
    "automne": "Vacances de la Toussaint",
    "noel": "Vacances de Noël",
    "fin d annee": "Vacances de Noël",
    "hiver": "Vacances d'hiver",
    "fevrier": "Vacances d'hiver",
    "ski": "Vacances d'hiver",
    "printemps": "Vacances de printemps",
    "paques": "Vacances de printemps",
    "avril": "Vacances de printemps",
    "ete": "Vacances d'été",
}
SCHOOL_NAMES = tuple(sorted(_SCHOOL, key=len, reverse=True))
"""What school holidays are called after "vacances de"."""
_ZONES = ("A", "B", "C")


def feast(name: str, year: int) -> date | None:
    """The day of a feast, by its folded name, in a year."""
    if name in _PUBLIC:
        return _public(year).get(_PUBLIC[name])
    if name in _FROM_PUBLIC:
        base, days = _FROM_PUBLIC[name]
        day = _public(year).get(base)
        return day + timedelta(days=days) if day else None
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return _mothers_day(year)


def next_feast(name: str, today: date, past: bool = False) -> date | None:
    """The feast from today on, or the last one until today."""
    days = [day for year in range(today.year - 1, today.year + 3) if (day := feast(name, year))]
    if past:
        return max((day for day in days if day <= today), default=None)
    return min((day for day in days if day >= today), default=None)


def next_public_holiday(after: date) -> date:
    """The first public holiday after a day."""
    days = sorted([*_public(after.year).values(), *_public(after.year + 1).values()])
    return next(day for day in days if day > after)


@lru_cache(maxsize=16)
def _public(year: int) -> dict[str, date]:
    known = holidays.country_holidays("FR", years=year, language="fr")
    return {name: day for day, names in known.items() for name in names.split("; ")}


def _mothers_day(year: int) -> date:
    """The last Sunday of May, or the first of June when that is Whitsun (code de l'action sociale, D215-1)."""
    last = date(year, 5, 31)
    sunday = last - timedelta(days=(last.weekday() - 6) % 7)
    return sunday + timedelta(days=7) if sunday == feast("pentecote", year) else sunday


def school_holidays(name: str, today: date, zone: str = "") -> Days | None:
    """The school holidays going on or coming, by what follows "vacances de"; any when `name` is empty.

    `zone` is A, B or C; without it the days of all three zones are taken together. None beyond the published
    calendar.
    """
    wanted = _SCHOOL.get(name)
    spans = (span for known, span in _calendar(zone, today.year) if wanted in (None, known) and span.last >= today)
    return min(spans, key=lambda span: span.first, default=None)


@lru_cache(maxsize=32)
def _calendar(zone: str, year: int) -> tuple[tuple[str, Days], ...]:
    """Name and days of the school holidays from the year before to the year after next."""
    found: list[tuple[str, Days]] = []
    for name in dict.fromkeys(_SCHOOL.values()):
        days = sorted({day for around in range(year - 1, year + 3) for day in _days(name, around, zone)})
        found.extend((name, span) for span in _spans(days))
    return tuple(found)


def _days(name: str, year: int, zone: str) -> list[date]:
    zones = (zone,) if zone in _ZONES else _ZONES
    return [
        day
        for day, facts in _year(year).items()
        if facts["nom_vacances"] == name and any(facts[f"vacances_zone_{letter.lower()}"] for letter in zones)
    ]


@lru_cache(maxsize=1)
def _published() -> SchoolHolidayDates:
    return SchoolHolidayDates()


@lru_cache(maxsize=8)
def _year(year: int) -> Mapping[date, Mapping[str, Any]]:
    try:
        known: Mapping[date, Mapping[str, Any]] = _published().holidays_for_year(year)
    except UnsupportedYearException:
        return {}
    return known


def _spans(days: Iterable[date]) -> list[Days]:
    spans: list[Days] = []
    for day in days:
        if spans and day - spans[-1].last == timedelta(days=1):
            spans[-1] = Days(spans[-1].first, day, "range")
        else:
            spans.append(Days(day, day, "range"))
    return spans


def feast_days(name: str, today: date, past: bool = False) -> Days | None:
    """The feast from today on as a span of one day."""
    day = next_feast(name, today, past)
    return one_day(day) if day else None
