"""Hours and parts of the day as they are said: "dix heures moins le quart", "en fin de matinée"."""

import re
from datetime import datetime, timedelta
from re import Match

from dialogue.french.date_pieces import MIDNIGHT, Clock, Hours, Impossible, Instant, Piece, Rule, one_day

LASTING = 30
"""Minutes that "à dix heures" stands for."""
OFFICE_AFTERNOON = 6
"""Up to this hour, one said without "du matin" is in the afternoon: nobody asks a town hall for three at night."""

_UNIT = r"(?:heures?|h)"
_MINUTES = rf"et demie?|et (?:1 )?quart|1 quart|3 quarts|moins (?:le |1 )?quart|moins \d{{1,2}}|\d{{1,2}}(?! {_UNIT}\b)"
_TIME = rf"(?:(?:\d{{1,2}} {_UNIT}|midi|minuit)(?: (?:{_MINUTES})(?: minutes?)?)?)"
_OF_DAY = r"(?: (?P<of_day>du matin|de l apres midi|de l aprem|du soir|de la nuit))?"
_LEAD = r"(?:(?:a|vers|sur|aux? (?:environs|alentours) d[e']?|autour de|environ) (?:les )?)?"
_PARTS = {
    "matin": (6 * 60, 12 * 60),
    "apres midi": (12 * 60, 18 * 60),
    "soir": (18 * 60, MIDNIGHT),
    "nuit": (22 * 60, MIDNIGHT + 6 * 60),
}
"""From and to, in minutes from midnight."""
_ENDS = {
    ("debut", "matin"): (8 * 60, 10 * 60),
    ("milieu", "matin"): (9 * 60 + 30, 11 * 60),
    ("fin", "matin"): (10 * 60 + 30, 12 * 60),
    ("debut", "apres midi"): (12 * 60, 15 * 60),
    ("milieu", "apres midi"): (14 * 60 + 30, 16 * 60 + 30),
    ("fin", "apres midi"): (16 * 60, 18 * 60 + 30),
    ("debut", "soir"): (18 * 60, 20 * 60),
    ("fin", "soir"): (21 * 60, MIDNIGHT),
}
_SPOKEN_PART = r"(?P<part>matin|apres midi|aprem|soir|nuit)(?:ee)?s?"
_AFTERNOON = ("apres midi", "aprem", "soir")


def _time(said: str) -> tuple[int, bool] | None:
    """Minutes from midnight, and whether the hour may be twelve later; None when there is no such time."""
    words = said.split()
    vague = words[0].isdecimal() and 0 < int(words[0]) < 12
    hour = {"midi": 12, "minuit": 0}.get(words[0]) if not words[0].isdecimal() else int(words[0])
    rest = [word for word in words[1:] if word not in ("heure", "heures", "h", "minute", "minutes", "et", "le")]
    minute = _minutes(rest)
    if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute > 0):
        return None
    return hour * 60 + minute, vague


def _minutes(rest: list[str]) -> int:
    if not rest:
        return 0
    if rest[0] == "moins":
        return -_minutes(rest[1:])
    if rest[0] in ("demi", "demie"):
        return 30
    if rest[-1] in ("quart", "quarts"):
        return 45 if rest[0] == "3" else 15
    return int(rest[0])


def in_afternoon(hours: Hours, later: bool) -> Hours:
    """Vague hours made sure: twelve hours later, or as they were said."""
    if not hours.vague:
        return hours
    shift = 12 * 60 if later else 0
    return Hours(hours.start + shift, hours.end + shift)


def settled(hours: Hours) -> Hours:
    """Hours said without a part of the day: up to six they are in the afternoon."""
    return in_afternoon(hours, hours.start < (OFFICE_AFTERNOON + 1) * 60)


def _of_day(hours: Hours, said: str | None) -> Hours:
    if said is None:
        return hours
    return in_afternoon(hours, said.endswith(_AFTERNOON))


def _at(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    time = _time(found["time"])
    if time is None:
        return (Impossible(),)
    start, vague = time
    return (_of_day(Hours(start % MIDNIGHT, start % MIDNIGHT + LASTING, vague=vague), found["of_day"]),)


def _between(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    first, last = (_time(said if not said.isdecimal() else f"{said} h") for said in (found["first"], found["last"]))
    if first is None or last is None:
        return (Impossible(),)
    (start, vague), (end, end_vague) = first, last
    hours = Hours(start, end, vague=vague and end_vague)
    hours = _of_day(hours, found["of_day"]) if found["of_day"] else settled(hours)
    if hours.end <= hours.start and (end_vague or end == 0):
        hours = Hours(hours.start, hours.end + (12 * 60 if end else MIDNIGHT))
    return (hours,) if hours.start < hours.end else (Impossible(),)


def _part(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    part = "apres midi" if found["part"] == "aprem" else found["part"]
    place = (found.groupdict().get("place") or "").split(" ")[0]
    start, end = _ENDS.get((place, part), _PARTS[part])
    hours = Hours(start, end, part=True)
    if not found.groupdict().get("this"):
        return (hours,)
    last_night = clock.past and part == "nuit"
    return one_day(clock.today - timedelta(days=last_night)), hours


def _now(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    return (Instant(clock.now),)


def _in_minutes(found: Match[str], clock: Clock) -> tuple[Piece, ...]:
    minutes = _lasting(found["long"])
    sign = -1 if found["lead"].startswith("il y a") else 1
    at: datetime = clock.now + sign * timedelta(minutes=minutes)
    return (Instant(at),)


def _lasting(said: str) -> int:
    if said.endswith("quart d heure"):
        return 15
    if said.startswith("3 quarts"):
        return 45
    if "demi heure" in said:
        return 30
    count = int(said.split()[0])
    return count if "minute" in said else count * 60 + (30 if "demi" in said else 0)


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?![^ ])")


RULES: tuple[Rule, ...] = (
    (_rule(rf"{_LEAD}(?P<time>{_TIME}){_OF_DAY}(?! (?:sur|par)\b)(?! de (?!l )| d (?!apres|accord))"), _at),
    (_rule(rf"(?:entre|de|d) (?P<first>{_TIME}|\d{{1,2}}) (?:et|a|jusqu a) (?P<last>{_TIME}){_OF_DAY}"), _between),
    (_rule(rf"(?:entre|de) (?P<first>{_TIME}) (?:et|a|jusqu a) (?P<last>\d{{1,2}}){_OF_DAY}"), _between),
    (_rule(rf"(?P<this>ce|cet|cette) {_SPOKEN_PART}"), _part),
    (_rule(r"ce midi"), lambda found, clock: (one_day(clock.today), Hours(12 * 60, 14 * 60, part=True))),
    (_rule(rf"(?:(?:le|la|l|du|au|en|dans l|dans la|de l|les|plutot) )*{_SPOKEN_PART}"), _part),
    (
        _rule(
            rf"(?:(?:le|en|au|a la|vers la|vers le) )?(?P<place>debut|milieu|fin) "
            rf"(?:de l |de la |de |d |du )?(?P<this>cet |cette )?{_SPOKEN_PART}"
        ),
        _part,
    ),
    (_rule(r"maintenant|en ce moment(?: meme)?|actuellement|tout de suite|a l instant|immediatement"), _now),
    (
        _rule(
            r"(?P<lead>dans|il y a|d ici) "
            r"(?P<long>1 quart d heure|3 quarts d heure|1 demi heure|\d{1,2} heures? et demie?|"
            r"\d{1,3} (?:heures?|minutes?))"
        ),
        _in_minutes,
    ),
)
"""Patterns of hours, and what they mean."""
