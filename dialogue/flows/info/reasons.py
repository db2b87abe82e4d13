"""Why something is closed on a day or in a part of it: every week, or for the school holidays. Pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from dialogue.flows.info import saying
from kb.calendars import public_holiday_at, school_holiday_at
from kb.opening import MIDNIGHT, Opening

A_YEAR = 52
"""Weeks looked at: what opens in summer only is not always closed."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Part:
    """A part of a day; an end of 00:00 is midnight. `name`: "matin"; empty for the whole day, None for a moment."""

    start: time = MIDNIGHT
    end: time = MIDNIGHT
    name: str | None = ""

    def closed(self, opening: Opening, day: date) -> bool:
        """Whether it is closed in all of this part of a day."""
        return not saying.within(opening.intervals(day), self.start, self.end)


ALL_DAY = Part()


def every_week(opening: Opening, day: date, part: Part = ALL_DAY) -> bool:
    """Whether it is closed then on that weekday all the year, exceptions and public holidays aside."""
    usual = Opening(opening.expression, zone=opening.zone)
    return all(part.closed(usual, each) for each in _such_days(day))


def usually_open(opening: Opening, day: date, part: Part = ALL_DAY) -> bool:
    """Whether it would be open then, but for an exception."""
    return not part.closed(Opening(opening.expression, zone=opening.zone), day)


def for_school_holidays(opening: Opening, day: date, part: Part = ALL_DAY) -> bool:
    """Whether it is closed then because of the school holidays: on such a day outside them it is open."""
    if "SH" not in opening.expression or not school_holiday_at(day, opening.zone) or public_holiday_at(day):
        return False
    usual = Opening(opening.expression, zone=opening.zone)
    outside = (each for each in _such_days(day) if not school_holiday_at(each, opening.zone))
    return part.closed(usual, day) and any(not part.closed(usual, each) for each in outside)


def named(day: date, part: Part = ALL_DAY) -> str:
    """ "le jeudi", "le jeudi matin"."""
    return f"le {saying.WEEKDAYS[day.weekday()]} {part.name or ''}".strip()


def _such_days(day: date) -> Iterator[date]:
    """The same weekday for a year, public holidays left out."""
    days = (day + number * _WEEK for number in range(A_YEAR))
    return (each for each in days if not public_holiday_at(each))
