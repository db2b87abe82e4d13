"""Dates and hours as people say them, and how they are said to people."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dialogue.french.date_groups import Group, date_of, grouped
from dialogue.french.date_pieces import FRANCE, MIDNIGHT, Clock, Hours, Impossible, Weekday
from dialogue.french.date_words import pieces_among, spoken_words
from dialogue.french.saying_dates import say_day, say_span, say_time
from dialogue.french.spoken_hours import LASTING, in_afternoon, settled

__all__ = ["When", "impossible_in", "say_day", "say_span", "say_time", "span", "when", "whens"]

NOON = 12 * 60
"""In minutes from midnight."""

Grain = Literal["moment", "part", "day", "range"]


@dataclass(frozen=True)
class When:
    """A moment or a span that was said: from `start` until just before `end`."""

    start: datetime
    end: datetime
    grain: Grain
    """"moment": an hour was said ("à dix heures" lasts half an hour, "après seize heures" till midnight);
    "part": morning, afternoon, evening, night; "day"; "range": several days."""
    words: str
    """What was said, numbers as they were heard."""
    weekday: int | None = None
    """0 (Monday) to 6, when every week is meant: "le mardi", "tous les mardis". `start` is the next one."""
    dated: bool = True
    """Whether a day was said: "plutôt le matin" and "à dix heures" are put on the next day that has it."""
    hours: tuple[time, time] | None = None
    """The hours said, also those of each day of a range: "la semaine prochaine, après seize heures"."""

    @property
    def day(self) -> date:
        """The (first) day."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day, `end` not included."""
        return (self.end - timedelta(minutes=1)).date()


def when(text: str, now: datetime, *, zone: str = "", past: bool = False) -> When | None:
    """The first moment or span that a text says; None when it says none, or one that does not exist.

    A self-correction counts ("le douze, non pardon, le quatorze"). `zone`: school-holiday zone A, B or C.
    `past`: the text tells what has been, so that "lundi" is last Monday. Days without year or month are the
    next ones; hours up to six without "du matin" are in the afternoon. Times are those of `now`'s zone when it
    is a named one, else those of France. ValueError when `now` has no zone.
    """
    clock, groups = _read(text, now, zone, past)
    first = groups[0] if groups else None
    return _when(*first, clock) if first else None


def whens(text: str, now: datetime, *, zone: str = "", past: bool = False) -> list[When]:
    """Every moment or span of a text, in order ("jeudi ou vendredi matin" gives two); see `when`."""
    clock, groups = _read(text, now, zone, past)
    found = (_when(group, words, clock) for group, words in groups)
    return [when for when in found if when]


def span(text: str, now: datetime, *, zone: str = "", past: bool = False) -> When | None:
    """As `when`, but days in a row that are named together are one span: "samedi et dimanche".

    Of "c'est fermé jusqu'à demain, et cet après-midi ?" it is what comes after the end that was told.
    """
    first = when(text, now, zone=zone, past=past)
    if first is None:
        return None
    found = whens(text, now, zone=zone, past=past)
    if first.words.startswith("jusqu") and len(found) > 1 and not found[-1].words.startswith("jusqu"):
        return found[-1]
    last = first
    for each in found[1:]:
        if first.grain != "day" or each.grain != "day" or each.day != last.last_day + timedelta(days=1):
            break
        last = each
    return first if last is first else replace(first, end=last.end, grain="range", words=f"{first.words} {last.words}")


def impossible_in(text: str, now: datetime) -> str:
    """What `when` refuses since it does not exist: "le trente et un février"; empty when there is no such thing."""
    _, groups = _read(text, now, "", False)
    return groups[0][1] if groups and isinstance(groups[0][0].day, Impossible) else ""


def _read(text: str, now: datetime, zone: str, past: bool) -> tuple[Clock, list[tuple[Group, str]]]:
    """The clock, and each group with its words."""
    if now.tzinfo is None:
        raise ValueError(f"{now} has no time zone")
    named = isinstance(now.tzinfo, ZoneInfo) and now.tzinfo.key != "UTC"
    clock = Clock(now if named else now.astimezone(FRANCE), zone, past)
    spoken = spoken_words(text)
    groups = grouped(spoken, pieces_among(spoken, clock), clock)
    heard = (" ".join(word.heard for word in spoken[group.start : group.end]) for group in groups)
    return clock, [(group, words.replace("' ", "'")) for group, words in zip(groups, heard, strict=True)]


def _when(group: Group, words: str, clock: Clock) -> When | None:
    if isinstance(group.day, Impossible):
        return None
    if group.instant:
        at = group.instant.at
        return When(at, at + timedelta(minutes=LASTING), "moment", words)
    hours = _hours(group)
    weekday = group.day if isinstance(group.day, Weekday) else group.weekday
    days = date_of(group.day, clock) if isinstance(group.day, Weekday) else group.day
    known = When(
        start=clock.now,
        end=clock.now,
        grain="moment" if group.hours else "part",
        words=words,
        weekday=weekday.number if weekday and weekday.weekly else None,
        dated=days is not None,
        hours=(_clock_time(hours.start), _clock_time(hours.end)) if hours else None,
    )
    if days is None:
        return _placed(known, hours, clock) if hours else None
    if days.grain == "range" or hours is None:
        grain: Grain = days.grain
        after = days.last + timedelta(days=1)
        return replace(known, start=_at(clock, days.first, 0), end=_at(clock, after, 0), grain=grain)
    return replace(known, start=_at(clock, days.first, hours.start), end=_at(clock, days.first, hours.end))


def _placed(known: When, hours: Hours, clock: Clock) -> When:
    """Hours without a day: today's, else those of the next day; of the last one in the past."""
    step = -1 if clock.past else 1
    days = [clock.today, clock.today + timedelta(days=step)]
    spans = [(_at(clock, day, hours.start), _at(clock, day, hours.end)) for day in days]
    point = hours.end - hours.start == LASTING and not hours.part
    fits = spans[0][0] <= clock.now if clock.past else spans[0][0 if point else 1] > clock.now
    start, end = spans[0] if fits else spans[1]
    return replace(known, start=start, end=end)


def _hours(group: Group) -> Hours | None:
    """The hours said, "à deux heures" in the afternoon when the afternoon is named."""
    if group.hours is None or group.part is None:
        return settled(group.hours) if group.hours else group.part
    hours = in_afternoon(group.hours, group.part.start >= NOON)
    last = group.part.end if hours.end == MIDNIGHT else hours.end  # "un matin après dix heures" ends at noon
    first = group.part.start if hours.start == 0 else hours.start
    return Hours(first, last) if first < last else hours


def _at(clock: Clock, day: date, minutes: int) -> datetime:
    later, minute = divmod(minutes, MIDNIGHT)
    return datetime.combine(day + timedelta(days=later), time(*divmod(minute, 60)), clock.now.tzinfo)


def _clock_time(minutes: int) -> time:
    """A time of day; midnight at the end of a day is its last minute."""
    return time(23, 59) if minutes == MIDNIGHT else time(*divmod(minutes % MIDNIGHT, 60))
