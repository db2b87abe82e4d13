"""When something is open: OSM opening_hours expressions, French holidays, and what overrides them.

opening-hours-py reads the expression and knows the public holidays (PH); the dates of school holidays (SH) come
from vacances_scolaires_france and are put into the expression before it is read. Everything is a pure function
of expression, closures, zone and moment. Hours are those on the wall, in Paris.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # not in its stub

from kb.calendars import school_holiday_at, without_school_holidays
from kb.clock import PARIS

LOOK_AHEAD_DAYS = 400
"""How far the next opening is looked for: a place that opens once a year is found."""
MIDNIGHT = time(0)
UNSURE = "à confirmer"
"""Note of hours that the expression itself calls unknown."""


class OpeningError(ValueError):
    """An expression cannot be used. One sentence: which, where, and an example of a right one."""


@dataclass(frozen=True)
class Interval:
    """Open from `start` to `end` on one day; an `end` of 00:00 is the midnight at which the day ends."""

    start: time
    end: time
    note: str = ""
    """The comment of the expression, such as "sur rendez-vous"."""


@dataclass(frozen=True)
class Closure:
    """From `first` to `last` (both included) other hours than usual; empty `hours`: closed."""

    first: date
    last: date
    why: str = ""
    hours: str = ""
    """An OSM expression for these days."""

    def holds(self, day: date) -> bool:
        """Whether it is about that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Opening:
    """Usual hours, exceptions to them, and the zone of school holidays ("A", "B" or "C").

    OpeningError when an expression cannot be read, or a closure ends before it begins.
    """

    expression: str
    closures: Sequence[Closure] = ()
    zone: str = "B"

    def __post_init__(self) -> None:
        check(self.expression)
        for closure in self.closures:
            if closure.last < closure.first:
                raise OpeningError(f"The closure from {closure.first} to {closure.last} ends before it begins.")
            if closure.hours:
                check(closure.hours)

    def closure(self, day: date) -> Closure | None:
        """What overrides the usual hours that day; of several the shortest, which says most about the day."""
        held = [each for each in self.closures if each.holds(day)]
        return min(held, key=lambda each: each.last - each.first, default=None)

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """When it is open that day, in order; what begins the evening before and ends that day included."""
        closure = self.closure(day)
        if closure is not None and not closure.hours:
            return ()
        return _intervals(closure.hours if closure else self.expression, day, self.zone)

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at that moment. ValueError when `at` has no time zone."""
        return self._span(at) is not None

    def closes_at(self, at: datetime) -> datetime | None:
        """When what is open at that moment closes; None when it is closed, or never closes."""
        span = self._span(at)
        if span is None:
            return None
        end = span[1]
        for begins, ends in self._spans(end.date(), LOOK_AHEAD_DAYS):
            if begins > end:
                return end.replace(tzinfo=PARIS)
            end = max(end, ends)
        return None if end - span[0] >= timedelta(days=LOOK_AHEAD_DAYS - 1) else end.replace(tzinfo=PARIS)

    def next_opening(self, at: datetime) -> datetime | None:
        """When it opens next after that moment; None when it does not within LOOK_AHEAD_DAYS.

        ValueError when `at` has no time zone.
        """
        now = _wall(at)
        before = self._span(at)
        until = before[1] if before else now
        for begins, ends in self._spans(now.date(), LOOK_AHEAD_DAYS):
            if begins > until:
                return begins.replace(tzinfo=PARIS)
            if ends > until and begins <= until and before:
                until = ends  # it stays open through midnight
        return None

    def _span(self, at: datetime) -> tuple[datetime, datetime] | None:
        now = _wall(at)
        return next((span for span in self._spans(now.date(), 1) if span[0] <= now < span[1]), None)

    def _spans(self, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
        for number in range(days):
            day = first + timedelta(days=number)
            for each in self.intervals(day):
                last = day + timedelta(days=each.end == MIDNIGHT)
                yield datetime.combine(day, each.start), datetime.combine(last, each.end)


def check(expression: str) -> None:
    """OpeningError unless the expression can be read, in school holidays and outside them."""
    _parsed(expression)  # first as it was written: that is what the message shows
    for in_holidays in (True, False):
        _parsed(without_school_holidays(expression, in_holidays))


def _wall(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(PARIS).replace(tzinfo=None)


@lru_cache(maxsize=4096)
def _intervals(expression: str, day: date, zone: str) -> tuple[Interval, ...]:
    # What began the evening before is judged by this day's calendar: it differs only in the night when school
    # holidays begin or end.
    read = _parsed(without_school_holidays(expression, bool(school_holiday_at(day, zone))))
    start = datetime.combine(day, MIDNIGHT)
    return tuple(
        Interval(begins.time(), ends.time(), note or (UNSURE if state == State.UNKNOWN else ""))
        for begins, ends, state, note in read.intervals(start, start + timedelta(days=1))
        if state != State.CLOSED
    )


@lru_cache(maxsize=1024)
def _parsed(expression: str) -> OpeningHours:
    try:
        # Without a zone the library counts in wall time, which is what the expression means.
        return OpeningHours(expression, country="FR", auto_timezone=False, auto_country=False)
    except ParserError as error:
        column = str(error).partition("--> 1:")[2].partition("\n")[0]
        where = f" at character {column}" if column.isdigit() else ""
        raise OpeningError(
            f"The opening hours {expression!r} cannot be read{where}; "
            "write them as OpenStreetMap does, such as Mo-Fr 09:00-12:00,14:00-17:30; PH off."
        ) from error
