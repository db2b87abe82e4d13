"""When a caller would like to come, and how a time is said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from accessibility.hearing import fold
from dialogue.flows.appointments import excluded
from dialogue.french.date_pieces import WEEKDAYS
from dialogue.french.dates import When, say_day, say_time, when, whens
from dialogue.french.words import FILLERS, folded
from kb.clock import PARIS
from kb.slots import Slot, Wish

_SOME_WEEKDAY = re.compile(r"\bun (" + "|".join(WEEKDAYS) + r")\b(?! (?:prochain|\d|de ce))")
_MIDNIGHT, _AFTER_MIDNIGHT = time(0), time(1)
"""Where hours begin that have no beginning; up to the second it is the hour that is said: "à minuit"."""
_NEAR = timedelta(days=2)
"""Up to here days have names of their own: "demain"."""
_FAR_DAYS = 10
_WEEK = timedelta(days=7)
_NOON = time(12)
_A_WEEKDAY = frozenset({*WEEKDAYS, "le", "au", "matin", "apres", "midi", "soir", "l", "plutot"})
_NAMING_A_DATE = frozenset({"prochain", "tous", "chaque", "cette", "ce", "en"})
_OTHER_WISHES: tuple[tuple[tuple[str, ...], Wish], ...] = (
    (("pas le matin", "jamais le matin"), Wish(earliest=_NOON)),
    (("pas l apres midi", "jamais l apres midi"), Wish(latest=_NOON)),
    (("fin de journee", "en sortant du travail", "apres le travail", "apres l ecole"), Wish(earliest=time(16))),
    (("debut de journee", "de bonne heure", "tot le matin"), Wish(latest=time(10))),
)
"""What is said of hours in other words than those of dates."""


def say_slot(start: datetime, now: datetime) -> str:
    """ "jeudi 26 novembre à 14 heures"; "demain, mardi 24 novembre, à 14 heures", so that it can be noted."""
    here = start.astimezone(PARIS)
    today = now.astimezone(PARIS).date()
    near = say_day(here.date(), today)
    date = write_day(here.date())
    day = date if here.date() - today > _NEAR else f"{near}, {date},"
    return f"{day} à {say_time(here.time())}"


def say_slots(slots: Sequence[Slot], now: datetime) -> list[str]:
    """Each of some times; one on the day of the one before is "le même jour à 15 heures"."""
    said: list[str] = []
    for number, slot in enumerate(slots):
        here = slot.start.astimezone(PARIS)
        same_day = number > 0 and slots[number - 1].start.astimezone(PARIS).date() == here.date()
        said.append(f"le même jour à {say_time(here.time())}" if same_day else say_slot(slot.start, now))
    return said


def say_briefly(start: datetime, now: datetime) -> str:
    """The same for what was said just before: "mardi à 15 heures 50"; farther than a week with its date."""
    here = start.astimezone(PARIS)
    if here.date() - now.astimezone(PARIS).date() >= _WEEK:
        return say_slot(start, now)
    return f"{WEEKDAYS[here.weekday()]} à {say_time(here.time())}"


def write_slot(start: datetime) -> str:
    """The same for what is read some other day: never "demain"."""
    here = start.astimezone(PARIS)
    return f"{write_day(here.date())} à {say_time(here.time())}"


def write_day(day: date) -> str:
    """ "jeudi 26 novembre", whichever day it is today."""
    return say_day(day, day - timedelta(days=_FAR_DAYS))


def wish_in(texts: Sequence[str], now: datetime) -> Wish | None:
    """When the caller would like to come, from the first reading that tells; None when none does."""
    for said in texts:
        text = excluded.read(said, now).text
        some = _SOME_WEEKDAY.search(fold(text))
        if some is not None:
            hours = when(text, now)
            weekday = WEEKDAYS.index(some[1])
            return replace(_wish(hours) if hours else Wish(), first=None, last=None, weekday=weekday)
        known = next((wish for phrases, wish in _OTHER_WISHES if says([text], phrases)), None)
        if known is not None:
            return known
        found = when(text, now)
        if found is not None:
            return _wish(found)
    return None


def _wish(said: When) -> Wish:
    earliest, latest = said.hours or (None, None)
    at_midnight = earliest == _MIDNIGHT and latest is not None and _MIDNIGHT < latest <= _AFTER_MIDNIGHT
    earliest, latest = (
        (earliest if earliest != _MIDNIGHT or at_midnight else None),
        latest if latest != _MIDNIGHT else None,
    )
    if said.weekday is not None:
        return Wish(earliest=earliest, latest=latest, weekday=said.weekday)
    first, last = (said.day, said.last_day) if said.dated else (None, None)
    return Wish(first, last, earliest, latest)


def merged(before: Wish, said: Wish) -> Wish:
    """The wish so far with what was just said: a day keeps the hours, hours keep the day.

    Days of the week that did not suit do not, unless the day is one of them.
    """
    said = replace(said, without=(before.without | said.without) - _weekdays(said))
    if said.earliest is None and said.latest is None:
        return replace(said, earliest=before.earliest, latest=before.latest)
    if said.first is None and said.weekday is None:
        return replace(before, earliest=said.earliest, latest=said.latest, without=said.without)
    return said


def _weekdays(wish: Wish) -> frozenset[int]:
    """Days of the week that are asked for."""
    days = {wish.weekday, wish.first.weekday() if wish.first is not None and wish.first == wish.last else None}
    return frozenset(day for day in days if day is not None)


def in_week_of(before: Wish, said: Wish, texts: Sequence[str], now: datetime) -> Wish:
    """A weekday said alone is of the week that was wished before: after "jeudi prochain", "le vendredi plutôt"."""
    if before.first is None or before.last is None or before.last - before.first >= _WEEK:
        return said
    monday = before.first - timedelta(days=before.first.weekday())
    named = [each for each in WEEKDAYS if says(texts[:1], (each,))]
    own = any(word in _NAMING_A_DATE or word.isdecimal() for text in texts[:1] for word in folded(text))
    found = whens(excluded.read(texts[0], now).text, now) if texts else []
    weekday = said.weekday if said.weekday is not None else said.first.weekday() if said.first else None
    if monday <= now.astimezone(PARIS).date() or weekday is None or WEEKDAYS[weekday] not in named or own:
        return said
    if len(found) != 1 or not _A_WEEKDAY.issuperset(folded(found[0].words)):
        return said
    day = monday + timedelta(days=weekday)
    return replace(said, first=day, last=day, weekday=None)


def loosened(wish: Wish) -> tuple[Wish, ...]:
    """What to look for when nothing is free as wished, the nearest to it first."""
    hours = wish.earliest is not None or wish.latest is not None
    return (
        *([replace(wish, earliest=None, latest=None)] if hours and (wish.first or wish.weekday is not None) else []),
        *([replace(wish, last=None)] if wish.last else []),
        *([Wish(first=wish.first)] if wish.first else []),
        *([Wish(without=wish.without)] if wish.without else []),
        Wish(),
    )


_AROUND_A_TIME = FILLERS | frozenset("le la l a au pour c est ce sera donc alors voila et du de d rendez vous".split())
"""Words beside a day and an hour that change nothing of them."""


def repeats(texts: Sequence[str], start: datetime, now: datetime) -> bool:
    """Whether nothing but the very day and hour of a time that was read back is said: that agrees to it."""
    wish = wish_in(texts[:1], now)
    if wish is None or not wish.fits(start) or not wish.latest:
        return False
    here = start.astimezone(PARIS)
    on_day = wish.first == wish.last == here.date() or wish.weekday == here.weekday()
    told = {word for found in whens(texts[0], now) for word in folded(found.words)}
    return on_day and wish.earliest == here.time() and told.union(_AROUND_A_TIME).issuperset(folded(texts[0]))


def says(texts: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether one of the readings has one of these (folded) phrases."""
    return any(f" {phrase} " in f" {fold(text)} " for text in texts for phrase in phrases)


def without(text: str, phrases: Sequence[str]) -> str:
    """A text, folded, without these (folded) phrases."""
    left = f" {fold(text)} "
    for phrase in phrases:
        left = left.replace(f" {phrase} ", " ")
    return left.strip()


NO_MATTER = (
    "peu importe", "n importe", "comme vous voulez", "ca m est egal", "les deux", "l un ou l autre",
    "quand vous voulez", "le plus tot", "des que possible", "au plus vite", "n importe quand",
)  # fmt: skip
NEITHER = (
    "aucun", "aucune", "ni l un ni l autre", "ni l un", "autre chose", "une autre date", "un autre jour", "autre date",
    "autre jour", "je ne peux pas", "je peux pas", "ca ne va pas", "ca va pas", "pas possible", "ca ne m arrange pas",
    "plus tard", "pas libre", "pas le lundi", "pas le mardi", "pas le mercredi", "pas le jeudi", "pas le vendredi",
)  # fmt: skip
OTHER_DATES = (
    "depuis", "perime", "perimee", "expire", "expiree", "valable", "delivre", "delivree", "fin de validite", "est ne",
    "est nee", "j attends", "une heure que", "heures que", "jours que", "mois que", "deja appele", "je pars",
    "on part", "nous partons", "je m en vais", "je voyage",
)  # fmt: skip
"""With these words the date in a request is not that of the appointment."""
SOONER = ("plus tot", "avant ca", "plus rapidement", "plus vite", "urgent", "presse", "pressee", "tout de suite")
NO_HURRY = ("pas urgent", "pas presse", "pas pressee", "pas presses", "pas pressees", "rien ne presse", "pas si vite")
"""Beside an option these refuse nothing: "la deuxième, je ne suis pas pressé"."""
TOO_SOON = ("trop tot", "pas encore", "pas tout de suite", "pas si tot", "pas maintenant", *NO_HURRY)
"""Later is meant, whatever of SOONER is among the words."""
