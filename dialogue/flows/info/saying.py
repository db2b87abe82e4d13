"""Opening hours in words, in short sentences that agree with the service."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from dialogue.french.dates import say_day, say_time
from kb.opening import MIDNIGHT, Interval
from kb.services import Service

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NOON, AFTER_LUNCH = time(12), time(13)
WHOLE_DAY = (Interval(MIDNIGHT, MIDNIGHT),)


def is_open(service: Service, *, past: bool = False) -> str:
    """ "est ouverte", "sont ouverts"; "était ouverte" of a day that is over."""
    return _agreed(service, "ouvert", past=past)


def is_closed(service: Service, *, always: bool = False, past: bool = False) -> str:
    """ "est fermée", "sont fermés", "est toujours fermée", "était fermée"."""
    return _agreed(service, "toujours fermé" if always else "fermé", past=past)


def _agreed(service: Service, participle: str, *, past: bool) -> str:
    present = "sont" if service.plural else "est"
    verb = present if not past else "étaient" if service.plural else "était"
    return f"{verb} {participle}{'e' if service.feminine else ''}{'s' if service.plural else ''}"


def opens(service: Service) -> str:
    """ "elle ouvre", "ils ouvrent"."""
    return f"{pronoun(service)} {'ouvrent' if service.plural else 'ouvre'}"


def closes(service: Service) -> str:
    """ "elle ferme", "ils ferment"."""
    return f"{pronoun(service)} {'ferment' if service.plural else 'ferme'}"


def closing(service: Service, end: time) -> str:
    """ "ferme à 17 heures 30", "ferment à midi"."""
    return f"{'ferment' if service.plural else 'ferme'} à {say_time(end)}"


def pronoun(service: Service) -> str:
    """ "elle", "ils"."""
    return ("elle" if service.feminine else "il") + ("s" if service.plural else "")


def hours_of_part(intervals: Sequence[Interval], start: time, end: time) -> str:
    """The hours as far as they concern a part of the day: "jusqu'à 19 heures" of an afternoon after a whole morning."""
    if len(intervals) == 1 and intervals[0] not in WHOLE_DAY and not intervals[0].note:
        first, last = intervals[0].start, intervals[0].end
        if first < min(start, NOON):
            return f"jusqu'à {say_time(last)}"
        if first >= start and late(last) > AFTER_LUNCH and end == NOON:
            return f"à partir de {say_time(first)}"
    return hours_of(intervals)


def hours_of(intervals: Sequence[Interval]) -> str:
    """ "de 8 heures 30 à midi, et de 13 heures 30 à 17 heures 30"; notes follow their hours."""
    if tuple(intervals) == WHOLE_DAY:
        return "toute la journée"
    said = [_span(each) for each in intervals]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + f", et {said[-1]}"


def _span(interval: Interval) -> str:
    note = f", {interval.note}" if interval.note else ""
    return f"de {say_time(interval.start)} à {say_time(interval.end)}{note}"


def day_and_hour(at: datetime, today: date) -> str:
    """ "demain à 8 heures 30", "à 14 heures" when it is today."""
    day = "" if at.date() == today else f"{say_day(at.date(), today)} "
    return f"{day}à {say_time(at.time())}"


def within(intervals: Iterable[Interval], start: time, end: time) -> list[Interval]:
    """Those intervals that have some time from `start` until `end` (00:00: midnight)."""
    return [each for each in intervals if each.start < late(end) and late(each.end) > start]


def late(end: time) -> time:
    """An end for comparing: midnight comes last."""
    return time.max if end == MIDNIGHT else end


def list_of(parts: Sequence[str]) -> str:
    """ "lundi, mardi et jeudi"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" et {parts[-1]}"


def week(usual: Mapping[int, tuple[Interval, ...]]) -> list[tuple[str, tuple[Interval, ...]]]:
    """Weekdays (0 to 6) with the same hours put together: ("le lundi et le mardi", their hours)."""
    groups: dict[tuple[Interval, ...], list[int]] = defaultdict(list)
    for weekday in sorted(usual):
        if usual[weekday]:
            groups[usual[weekday]].append(weekday)
    return [(days_of(days), intervals) for intervals, days in groups.items()]


def days_of(weekdays: Sequence[int]) -> str:
    """ "du lundi au vendredi", "le mercredi et le samedi", "tous les jours"."""
    if len(weekdays) == len(WEEKDAYS):
        return "tous les jours"
    run = len(weekdays) >= 3 and list(weekdays) == list(range(weekdays[0], weekdays[0] + len(weekdays)))
    if run:
        return f"du {WEEKDAYS[weekdays[0]]} au {WEEKDAYS[weekdays[-1]]}"
    return list_of([f"le {WEEKDAYS[each]}" for each in weekdays])
