"""Dates and hours written so that the voice says them as people do."""

from datetime import date, time, timedelta

from dialogue.french.date_pieces import MONTHS, WEEKDAYS

_NEAR = {-2: "avant-hier", -1: "hier", 0: "aujourd'hui", 1: "demain", 2: "après-demain"}


def say_day(day: date, today: date) -> str:
    """A day as it is said today: "demain", "jeudi 26 novembre", "mardi 1er juin 2027" (its year when another)."""
    return _NEAR.get((day - today).days) or full_day(day, today)


def full_day(day: date, today: date) -> str:
    """A day by name and number even when it is near: "mardi 24 novembre"."""
    return f"{WEEKDAYS[day.weekday()]} {say_date(day, today)}"


def say_date(day: date, today: date) -> str:
    """A day without its name: "24 novembre", "1er juin 2027"."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{_number(day)} {MONTHS[day.month - 1]}{year}"


def say_time(at: time) -> str:
    """An hour as it is said: "14 heures 30", "1 heure", "midi", "minuit"; seconds are left out."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midi" if at.hour else "minuit"
    hour = f"{at.hour} {'heure' if at.hour < 2 else 'heures'}"
    return f"{hour} {at.minute:02d}" if at.minute else hour


def say_span(start: date, end: date, today: date) -> str:
    """From one day to another, both included: "du 12 au 14 décembre", "du 28 décembre au 3 janvier 2027".

    One day alone is said as `say_day` says it.
    """
    if start == end:
        return say_day(start, today)
    if end - start == timedelta(days=1):
        return f"{full_day(start, today)} et {full_day(end, today)}"
    same_month = (start.year, start.month) == (end.year, end.month)
    first = _number(start) if same_month else f"{_number(start)} {MONTHS[start.month - 1]}"
    if start.year != end.year and start.year != today.year:
        first += f" {start.year}"
    return f"du {first} au {say_date(end, today)}"


def say_hours(start: time, end: time) -> str:
    """From one time to another: "de 10 heures à midi"."""
    return f"de {say_time(start)} à {say_time(end)}"


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
