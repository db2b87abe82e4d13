"""What is proposed when nothing is free as wished, why that is so, and how the wish is said back."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dialogue.flows.appointments.times import loosened
from dialogue.french.date_pieces import WEEKDAYS
from dialogue.french.dates import say_span, say_time
from dialogue.french.saying_dates import full_day
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.desks import Desk
from kb.slots import Slot, Wish, slots

_DAWN, _NOON, _EVENING, _LAST = time(6), time(12), time(18), time(23, 59)
_LAST_DAYS = timedelta(days=13)
"""Before the last day that can be had: what is nearest to a later one."""
_YEAR, _JUST_GONE = timedelta(days=365), timedelta(days=31)
"""How long ago a date of this year is said by mistake, and none of next year is meant."""
_HALF_HOUR = 30
"""Minutes that "à dix heures" lasts."""


def nearest(talk: Talk, desk: Desk, wish: Wish, after: datetime | None = None) -> tuple[list[Slot], Wish]:
    """The free times nearest to a wish that cannot be had, and the wish they fit; `after`: not those refused before.

    Of a day and hours, one keeps the day and one keeps the hours: the caller knows which matters.
    """
    now, offers = talk.now(), talk.store.appointments.offers
    dated = wish.first is not None or wish.weekday is not None
    if dated and (wish.earliest is not None or wish.latest is not None):
        same_day = offers(desk, now, replace(wish, earliest=None, latest=None), 1, after)
        same_hours = offers(desk, now, Wish(wish.first, None, wish.earliest, wish.latest), 1, after)
        if same_day and same_hours:
            return sorted(same_day + same_hours, key=lambda slot: slot.start), Wish(first=wish.first)
    furthest = furthest_day(desk, now)
    if is_over(wish, now):
        wish = replace(wish, first=None, last=None)
    elif wish.first is not None and wish.first > furthest:
        wish = replace(wish, first=furthest - _LAST_DAYS, last=None)
    for each in loosened(wish):
        found = offers(desk, now, each, 2, after)
        if found:
            return found, each
    return [], wish


def never_received(desk: Desk, wish: Wish, now: datetime) -> bool:
    """Whether the desk is closed every week at the weekday and hours of a wish, whatever it does on some feast."""
    weekly = desk.model_copy(update={"closures": ()})
    return wish.weekday is not None and next(slots(weekly, now, wish), None) is None


def is_exact(wish: Wish, slot: Slot) -> bool:
    """Whether a slot is at the very day and hour that was asked for: there is nothing to choose then."""
    start = slot.start.astimezone(PARIS)
    return wish.first == wish.last == start.date() and wish.earliest == start.time() and wish.latest is not None


def is_over(wish: Wish, now: datetime) -> bool:
    """Whether the days wished are gone: "hier"; or, as a date without its year is of the next one, just gone."""
    if wish.first is None or wish.last is None:
        return False
    today = now.astimezone(PARIS).date()
    return wish.last < today or timedelta(0) < today + _YEAR - wish.last <= _JUST_GONE


def furthest_day(desk: Desk, now: datetime) -> date:
    """The last day for which appointments are given today."""
    return (now + timedelta(days=desk.horizon_days)).astimezone(PARIS).date()


def half_day_end(start: datetime) -> datetime:
    """The end of the half-day in which a slot begins, in Paris time."""
    here = start.astimezone(PARIS)
    return datetime.combine(here.date(), _NOON if here.time() < _NOON else _LAST, PARIS) - timedelta(minutes=1)


def say_why(talk: Talk, desk: Desk, wish: Wish) -> None:
    """Say that nothing can be had as wished: over, too soon, too far, not received then, or all taken."""
    now = talk.now().astimezone(PARIS)
    furthest = furthest_day(desk, now)
    if is_over(wish, now):
        talk.say("rdv_over")
    elif wish.first is not None and wish.first > furthest:
        talk.say("rdv_too_far", day=full_day(furthest, now.date()))
    elif wish.last is not None and wish.last <= (now + timedelta(hours=desk.lead_hours)).date():
        talk.say("rdv_too_soon", when=say_wish(wish, now))
    elif never_received(desk, wish, now) or next(slots(desk, now, wish), None) is None:
        talk.say("rdv_not_then", when=say_wish(wish, now))
    else:
        talk.say("rdv_nothing_then", when=say_wish(wish, now))


def say_wish(wish: Wish, now: datetime) -> str:
    """A wish at the beginning of a sentence: "Jeudi 26 novembre, le matin"; "Le mardi, à partir de 16 heures"."""
    day, hours = _day(wish, now), _hours(wish)
    if wish.weekday is not None and hours in _PARTS:
        said = f"{day} {_PARTS[hours]}"
    else:
        said = ", ".join(part for part in (day, hours) if part) or "à ce moment-là"
    return said[:1].upper() + said[1:]


_PARTS = {"le matin": "matin", "l'après-midi": "après-midi", "le soir": "soir"}
"""Hours as they are said right after a weekday: "le jeudi matin"."""


def _day(wish: Wish, now: datetime) -> str:
    if wish.weekday is not None:
        return f"le {WEEKDAYS[wish.weekday]}"
    if wish.first is None:
        return ""
    return say_span(wish.first, wish.last or wish.first, now.date())


def _hours(wish: Wish) -> str:
    match wish.earliest, wish.latest:
        case None, None:
            return ""
        case None, latest if latest is not None:
            return "le matin" if latest == _NOON else f"avant {say_time(latest)}"
        case earliest, None if earliest is not None:
            return {_NOON: "l'après-midi", _EVENING: "le soir"}.get(earliest) or f"à partir de {say_time(earliest)}"
        case earliest, latest if earliest is not None and latest is not None:
            return _between(earliest, latest)
    return ""


def _between(earliest: time, latest: time) -> str:
    known = {(_DAWN, _NOON): "le matin", (_NOON, _EVENING): "l'après-midi", (_EVENING, _LAST): "le soir"}
    if (earliest, latest) in known:
        return known[earliest, latest]
    if latest == _LAST:
        return f"à partir de {say_time(earliest)}"
    about = latest.hour * 60 + latest.minute - earliest.hour * 60 - earliest.minute <= _HALF_HOUR
    return f"vers {say_time(earliest)}" if about else f"entre {say_time(earliest)} et {say_time(latest)}"
