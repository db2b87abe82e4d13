"""Moments, lengths and counts as they are read on the desk's pages."""

from datetime import date, datetime, timedelta

from kb.clock import PARIS

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def long_day(day: date) -> str:
    """ "mardi 24 novembre 2026"; the first is "1er"."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """ "24/11/2026"."""
    return f"{day:%d/%m/%Y}"


def hour(at: datetime) -> str:
    """ "9 h 05", in town-hall time."""
    at = at.astimezone(PARIS)
    return f"{at.hour}\u00a0h\u00a0{at.minute:02d}"


def moment(at: datetime) -> str:
    """ "24/11/2026 à 9 h 05", in town-hall time."""
    return f"{short_day(at.astimezone(PARIS))} à {hour(at)}"


def moment_near(at: datetime, now: datetime) -> str:
    """The hour alone for today, "hier à" for yesterday, else day and hour."""
    days = (now.astimezone(PARIS).date() - at.astimezone(PARIS).date()).days
    if days == 0:
        return hour(at)
    return f"hier à {hour(at)}" if days == 1 else moment(at)


def length(seconds: float) -> str:
    """ "2 min 05 s"; "45 s" under a minute, "1 h 02 min" from an hour on."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole}\u00a0s"
    if whole < 3600:
        return f"{whole // 60}\u00a0min\u00a0{whole % 60:02d}\u00a0s"
    return f"{whole // 3600}\u00a0h\u00a0{whole % 3600 // 60:02d}\u00a0min"


def waiting(since: datetime, now: datetime) -> str:
    """How long something waits: "12 min", "3 h", "2 jours"."""
    gap = max(now - since, timedelta(0))
    if gap < timedelta(hours=1):
        return f"{gap.seconds // 60}\u00a0min"
    if gap < timedelta(days=1):
        return f"{gap.seconds // 3600}\u00a0h"
    return counted(gap.days, "jour")


def counted(number: int, word: str, plural: str = "") -> str:
    """ "1 appel", "2 appels", "0 appel"; thousands are set apart."""
    figure = f"{number:,}".replace(",", "\u202f")
    return f"{figure}\u00a0{word if number < 2 else plural or word + 's'}"
