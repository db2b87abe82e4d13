"""What is wrong with an event of a calendar, told before its times are counted."""

from datetime import date, datetime
from typing import Any

from kb.clock import PARIS
from kb.importers.event_records import at_midnight
from kb.importers.reading import RowRefusedError

_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_ONCE = (
    *("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS"),
    *("URL", "X-GUICHET-TARIF", "X-GUICHET-INSCRIPTION", "X-GUICHET-PLACES", "X-GUICHET-JUSQUAU"),
)
"""What an event has at most once (RFC 5545, 3.6.1), of what is read here."""


def check_event(component: Any) -> None:
    """RowRefusedError for a VEVENT that cannot be, or whose recurrence would be counted for minutes."""
    wrong = [
        (name, reason) for name, reason in component.errors if name in (None, "DTSTART", "DTEND", "RRULE", "EXDATE")
    ]
    if wrong:
        name, reason = wrong[0]
        raise RowRefusedError(f"{name or 'a line'} is wrong: {short(reason)}")
    for name in _ONCE:
        if isinstance(component.get(name), list):
            raise RowRefusedError(f"{name} is there twice")
    _check_times(component)
    rules = component.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        _check_rule(rule)


def _check_times(component: Any) -> None:
    for name in ("DTSTART", "DTEND"):
        if name in component and not isinstance(component[name].dt, date):
            raise RowRefusedError(f"{name} is no day and no moment")
    if "DTSTART" not in component:
        raise RowRefusedError("DTSTART is missing")
    if not 2000 <= component["DTSTART"].dt.year <= 2100:
        raise RowRefusedError(f"the year {component['DTSTART'].dt.year} is no year of an event")
    if "DTEND" in component and moment(component["DTEND"].dt) < moment(component["DTSTART"].dt):
        raise RowRefusedError("it ends before it begins")


def _check_rule(rule: Any) -> None:
    if _TOO_OFTEN & set(rule.get("FREQ", [])) or any(len(rule.get(name, [])) > 1 for name in _WITHIN_A_DAY):
        raise RowRefusedError("it recurs more than once a day")
    if any(number < 1 for number in rule.get("INTERVAL", [])):
        raise RowRefusedError("INTERVAL is less than 1")


def short(reason: object) -> str:
    """What a library says of an error, on one line."""
    return " ".join(str(reason).split())[:120]


def moment(at: date | datetime) -> datetime:
    """A time, or the beginning of a day, in France; a time without a zone is meant so."""
    if not isinstance(at, datetime):
        return at_midnight(at)
    return at.replace(tzinfo=PARIS) if at.tzinfo is None else at.astimezone(PARIS)
