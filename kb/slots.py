"""Slots of a desk, and which of them to offer. Pure: hours, bookings and the clock are given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kb.clock import PARIS
from kb.desks import Desk

NOON = time(12, 0)


@dataclass(frozen=True)
class Slot:
    """A time at a desk, in Paris time."""

    desk: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Wish:
    """When a caller would like to come; None: no matter."""

    first: date | None = None
    last: date | None = None
    earliest: time | None = None
    """No slot begins before this hour."""
    latest: time | None = None
    """No slot begins at this hour or later."""
    weekday: int | None = None
    """0 (Monday) to 6: only on this day of the week."""

    without: frozenset[int] = frozenset()
    """Days of the week that never suit."""

    def fits(self, start: datetime) -> bool:
        """Whether a slot that begins then is as wished."""
        day, hour = start.date(), start.time()
        return (
            (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
            and (self.earliest is None or hour >= self.earliest)
            and (self.latest is None or hour < self.latest)
            and (self.weekday is None or day.weekday() == self.weekday)
            and day.weekday() not in self.without
        )


ANY = Wish()


def slots(desk: Desk, now: datetime, wish: Wish = ANY) -> Iterator[Slot]:
    """Every slot that can be asked for and is as wished, free or not, in order.

    From the lead time on and up to the horizon. ValueError when `now` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError(f"{now} has no time zone")
    soonest = (now + timedelta(hours=desk.lead_hours)).astimezone(PARIS)
    last = (now + timedelta(days=desk.horizon_days)).astimezone(PARIS).date()
    day = max(soonest.date(), wish.first or soonest.date())
    last = min(last, wish.last or last)
    opening = desk.opening
    while day <= last:
        for interval in opening.intervals(day):
            yield from (
                slot
                for slot in _cut(desk, day, interval.start, interval.end)
                if slot.start >= soonest and wish.fits(slot.start)
            )
        day += timedelta(days=1)


def _cut(desk: Desk, day: date, start: time, end: time) -> Iterator[Slot]:
    """An opening of a day cut into slots; a rest shorter than a slot is left out."""
    length = timedelta(minutes=desk.slot_minutes)
    begins = datetime.combine(day, start, PARIS)
    over = datetime.combine(day, end, PARIS) if end > start else datetime.combine(day + timedelta(days=1), end, PARIS)
    while begins + length <= over:
        yield Slot(desk.code, begins, begins + length)
        begins += length


Taken = Mapping[date, Sequence[tuple[datetime, datetime, int]]]
"""For each day the times booked on it: from, to, and how many people."""


def free(desk: Desk, slot: Slot, taken: Taken) -> bool:
    """Whether somebody more can come."""
    busy = sum(
        people for start, end, people in taken.get(slot.start.date(), ()) if start < slot.end and slot.start < end
    )
    return busy < desk.capacity


def apart(candidates: Iterator[Slot], limit: int) -> list[Slot]:
    """The first slots, each on a half-day of its own where there are so many: two choices, not twice the same."""
    kept: list[Slot] = []
    others: list[Slot] = []
    for slot in candidates:
        if any(_half_day(slot) == _half_day(each) for each in kept):
            others.append(slot)
            continue
        kept.append(slot)
        if len(kept) == limit:
            break
    kept += _spread(others, limit - len(kept))
    return sorted(kept, key=lambda slot: slot.start)


def _half_day(slot: Slot) -> tuple[date, bool]:
    return slot.start.date(), slot.start.time() < NOON


def _spread(slots_left: list[Slot], count: int) -> list[Slot]:
    return slots_left[-1:] if count == 1 and slots_left else slots_left[: max(count, 0)]
