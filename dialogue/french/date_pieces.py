"""What the words about a date can mean, piece by piece, before the pieces are put together."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from re import Match, Pattern
from typing import Literal
from zoneinfo import ZoneInfo

FRANCE = ZoneInfo("Europe/Paris")
MIDNIGHT = 24 * 60
"""Minutes of a day."""

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

MarkKind = Literal["repair", "rather", "not", "or", "before", "until", "within", "after", "from", "since", "week of"]
DayGrain = Literal["day", "range"]


@dataclass(frozen=True)
class Clock:
    """What a date is reckoned from."""

    now: datetime
    school_zone: str = ""
    past: bool = False
    """Whether the text tells what has been: "lundi" is the last one then."""

    @property
    def today(self) -> date:
        """The day of the call."""
        return self.now.date()


@dataclass(frozen=True)
class Days:
    """Whole days, the last one included."""

    first: date
    last: date
    grain: DayGrain = "day"

    def contains(self, other: "Days") -> bool:
        """Whether all days of another span are among these."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True)
class Weekday:
    """A day of the week whose date the other words or the calendar give. 0 is Monday."""

    number: int
    turn: Literal["next", "this", "last"] = "next"
    weeks: int = 0
    """Weeks later: 1 for "en huit"."""
    weekly: bool = False


@dataclass(frozen=True)
class Hours:
    """Hours of any day, in minutes from midnight; `end` may lie in the next day. `vague`: 3 may be 15."""

    start: int
    end: int
    part: bool = False
    vague: bool = False


@dataclass(frozen=True)
class Instant:
    """A moment counted from now: "dans une heure"."""

    at: datetime


@dataclass(frozen=True)
class Mark:
    """A word that says how the next piece is meant."""

    kind: MarkKind


@dataclass(frozen=True)
class Impossible:
    """A date or an hour that does not exist: "le 31 février", "le trente-deux"."""


Piece = Days | Weekday | Hours | Instant | Mark | Impossible
Rule = tuple[Pattern[str], Callable[[Match[str], Clock], tuple[Piece, ...]]]
"""A pattern over the folded words, numbers in digits, and what a match means; nothing when it means no date."""


def one_day(day: date) -> Days:
    """A span of one day."""
    return Days(day, day)


def week_of(day: date, later: int = 0) -> Days:
    """The week of a day, from Monday to Sunday, or one some weeks later."""
    monday = day - timedelta(days=day.weekday() - 7 * later)
    return Days(monday, monday + timedelta(days=6), "range")


def month_of(day: date, later: int = 0) -> Days:
    """The calendar month of a day, or one some months later."""
    number = day.year * 12 + day.month - 1 + later
    year, month = divmod(number, 12)
    return Days(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]), "range")


def date_or_none(year: int, month: int, day: int) -> date | None:
    """A date of the calendar, None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
