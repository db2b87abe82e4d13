"""Days counted from one spoken of before: "le samedi d'avant", "le lendemain", "le vingt-cinq" after the 24th.

What is counted from today ("lundi en huit", "samedi prochain", "demain") stays so, whatever was spoken of.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from accessibility.hearing import fold
from dialogue.french.date_pieces import FRANCE, WEEKDAYS
from dialogue.french.dates import When, span, when

_UNITS = "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix sept|dix huit"
_BARE_DAY = re.compile(
    rf"^(?:le )?(?:(?:{'|'.join(WEEKDAYS)}) )?(?:le )?"
    rf"(?:\d+|premier|vingt|trente|(?:(?:vingt|trente) )?(?:et )?(?:{_UNITS}|dix neuf))$"
)
"""A day of the month alone: "le vingt-cinq"; "lundi en quinze" is none."""
_WEEKDAY = re.compile(rf"^(?:le )?({'|'.join(WEEKDAYS)})(?: (?:matin|midi|apres midi|soir))?$")
"""A weekday alone, said after a day of a later week: "et mardi ?" after Monday the 30th is the day after that."""
_FROM_THERE = re.compile(r"\b(?:suivante?s?|d apres|d avant|precedente?s?)$")
"""Ends the words of a day that is reckoned from the one spoken of."""
_NEXT_DAY = re.compile(r"\b(?:le )?(?:lendemain|jour (?:d apres|suivant))\b")
_DAY_BEFORE = re.compile(r"\b(?:la veille|(?:le )?jour (?:d avant|precedent))\b")


def counted_from(text: str, day: date | None, now: datetime, zone: str = "", *, past: bool = False) -> When | None:
    """What a text says of days, reckoned from `day` where its words do so. None when it says nothing of days.

    `day`: the day spoken of before; None: there is none, and the day of `now` stands for it. `past`: see `when`.
    """
    found = span(text, now, zone=zone, past=past)
    there = datetime.combine(day or now.astimezone(FRANCE).date(), time(0), FRANCE)
    if found is None or not found.dated:
        beside = _beside(fold(text), there)
        if beside is not None:
            return beside
    if found is None or day is None:
        return found
    if not found.dated:  # "après quatorze heures" is on the day spoken of
        return when(text, there, zone=zone) or found
    words = fold(found.words)
    if _BARE_DAY.search(words):
        return when(text, there.replace(day=1), zone=zone) or found
    weekday = _WEEKDAY.search(words)
    if weekday:
        return _in_week_of(found, WEEKDAYS.index(weekday[1]), day)
    if _FROM_THERE.search(words):
        return span(text, there, zone=zone) or found
    return found


def _in_week_of(found: When, weekday: int, day: date) -> When:
    """The same weekday in the week of `day`, where that is after it and `found` is before."""
    later = day + timedelta(days=weekday - day.weekday())
    if not found.day < day < later:
        return found
    return replace(found, start=found.start + (later - found.day), end=found.end + (later - found.day))


def _beside(said: str, there: datetime) -> When | None:
    """ "Le lendemain", "la veille" without a feast: the day beside."""
    for pattern, days in ((_NEXT_DAY, 1), (_DAY_BEFORE, -1)):
        words = pattern.search(said)
        if words is not None:
            start = there + timedelta(days=days)
            return When(start, start + timedelta(days=1), "day", words[0])
    return None
