"""Public holidays, and school holidays by zone: what days they are, and what they are called."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

import holidays
from vacances_scolaires_france import SchoolHolidayDates

Zone = Literal["A", "B", "C"]
ZONES: tuple[str, ...] = get_args(Zone)


def public_holiday_at(day: date) -> str:
    """The French name of a public holiday ("Noël"); empty on any other day."""
    return _public(day.year).get(day, "")


def school_holiday_at(day: date, zone: str) -> str:
    """The French name of the school holidays of a zone ("Vacances de Noël"); empty outside them.

    Empty too for years whose calendar is not published (`knows_school_holidays`).
    """
    return _school(zone).get(day, "")


def knows_school_holidays(day: date) -> bool:
    """Whether the school calendar of that day is known: the ministry publishes a few years ahead."""
    days = _school("A")
    return bool(days) and min(days) <= day <= max(days)


def school_holidays_from(day: date, zone: str) -> tuple[str, date, date] | None:
    """Name, first and last day of the holidays that hold `day`, or else of the next ones; None when unknown."""
    days = _school(zone)
    first = next((each for each in sorted(days) if each >= day), None)
    if first is None:
        return None
    name = days[first]
    while days.get(first - timedelta(days=1)) == name:
        first -= timedelta(days=1)
    last = first
    while days.get(last + timedelta(days=1)) == name:
        last += timedelta(days=1)
    return name, first, last


@lru_cache(maxsize=16)
def _public(year: int) -> dict[date, str]:
    return {day: str(name) for day, name in holidays.country_holidays("FR", years=year, language="fr").items()}


@lru_cache(maxsize=3)
def _school(zone: str) -> dict[date, str]:
    known = SchoolHolidayDates()
    key = known.zone_key(zone)
    return {day: str(row["nom_vacances"]) for day, row in known.data.items() if row[key]}


_QUOTED = re.compile(r'("[^"]*")')
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?(?:\[[^\]]*\])?|PH|SH"
_DAYS = re.compile(rf"\b(?:{_DAY})(?:\s*,\s*(?:{_DAY}))*(?![\w\[])")
_RULE = re.compile(r"(;|\|\|)")
_NEVER = "1900 "
"""A year before any question: the rule is there, and never holds."""


def without_school_holidays(expression: str, in_holidays: bool) -> str:
    """The expression as it holds on a day in (or outside) school holidays, without SH.

    In holidays "SH,Su" is every day and "SH Mo-Fr" is Monday to Friday; outside them "SH,Su" is Sunday, and a
    rule for SH alone never holds.
    """
    parts = _QUOTED.split(expression)
    return "".join(part if part.startswith('"') else _plain(part, in_holidays) for part in parts)


def _plain(part: str, in_holidays: bool) -> str:
    return "".join(_rule(rule, in_holidays) if "SH" in rule else rule for rule in _RULE.split(part))


def _rule(rule: str, in_holidays: bool) -> str:
    found = next((each for each in _DAYS.finditer(rule) if "SH" in each[0]), None)
    if found is None:
        return rule
    before, days, after = rule[: found.start()], [day.strip() for day in found[0].split(",")], rule[found.end() :]
    others = ",".join(day for day in days if day != "SH")
    if in_holidays:
        weekdays = _DAYS.match(after.lstrip())
        return f"{before}{'' if weekdays else 'Mo-Su'}{after}"
    if others:
        return f"{before}{others}{after}"
    space = rule[: len(rule) - len(rule.lstrip())]
    return f"{space}{_NEVER}{before.lstrip()}{after.lstrip()}"
