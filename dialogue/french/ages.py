"""Ages as people say them: "ma fille de douze ans", "il va avoir seize ans", "elle a huit mois", "né en 2010"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dialogue.french.numbers import Spoken, numbers_among
from dialogue.french.spoken_days import MONTH_NUMBERS
from dialogue.french.words import folded

OLDEST = 120
_MONTHS_OLD = frozenset({"mois", "semaine", "semaines", "jour", "jours"})
_NO_AGE_BEFORE = (
    "depuis", "il y a", "y a", "dans", "pendant", "valable", "valables", "pour", "encore", "tous les", "plus de",
    "moins de", "toutes les", "fait", "apres", "avant", "d ici", "sous", "marie depuis", "duree de", "validite de",
    "carte de", "passeport de", "reste", "valable encore", "encore bonne", "encore bon",
    "prolonge", "prolonge de", "prolongee", "prolongee de", "prolonges", "prolonges de", "prolongees de",
    "prolongation de",
)  # fmt: skip
"""What makes years a stretch of time: "périmée depuis trois ans"."""
_AFTER_BARE = ("", "et", "passes", "passe", "non", "pardon", "merci", "bientot")
"""What follows a number that is an age by itself, when the age was asked."""
_SOON = ("va avoir", "vais avoir", "vont avoir", "aura", "aurai", "auront", "va feter", "bientot")
"""Not yet so old."""
_DAY_BEFORE = ("en", "le", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
"""What makes a bare number a day: "mercredi en huit", "le douze"."""
_BORN = ("ne en", "nee en", "nes en", "nees en", "naissance en", "annee de naissance", "nee", "ne")

_WHEN_BORN = frozenset({"ne", "nee", "nes", "nees", "naissance", "naquit"})
_LONGEST_MONTH = 31


@dataclass(frozen=True)
class Age:
    """Completed years, from the least to the most that was meant."""

    least: int
    most: int


def age_in(text: str, today: date, *, asked: bool = False) -> Age | None:
    """The age a text tells, the last one when it corrects itself; None when it tells none.

    `asked`: it answers "Quel âge ?", so that a bare number is one.
    """
    spelled = folded(text)
    ages = list(_ages(spelled, today, asked))
    return ages[-1] if ages else None


def _ages(spelled: Sequence[str], today: date, asked: bool) -> Iterator[Age]:
    for number in numbers_among(spelled):
        before = " ".join(spelled[max(0, number.start_word - 4) : number.start_word])
        unit = spelled[number.end_word] if number.end_word < len(spelled) else ""
        age = _age(number, unit, before, asked)
        born = _born(number, spelled[: number.start_word], today)
        if age is not None:
            yield age
        elif born is not None:
            yield born
        elif _ends(before, _BORN) and today.year - OLDEST <= number.value <= today.year:
            years = today.year - number.value
            yield Age(max(0, years - 1), years)


def _age(number: Spoken, unit: str, before: str, asked: bool) -> Age | None:
    if _ends(before, _NO_AGE_BEFORE):
        return None
    if unit in _MONTHS_OLD and (asked or _ends(before, ("a", "de", "ai", "age de", "agee de"))):
        months = number.value if unit == "mois" else 0
        return Age(months // 12, months // 12)
    bare = asked and unit in _AFTER_BARE and not _ends(before, _DAY_BEFORE)
    if unit not in ("an", "ans") and not bare:
        return None
    if number.value > OLDEST:
        return None
    years = number.value - 1 if number.value and any(f" {word} " in f" {before} " for word in _SOON) else number.value
    return Age(years, years)


def _born(year: Spoken, before: Sequence[str], today: date) -> Age | None:
    """The age of who is "né en juin 2010" or "né le douze juin 2010"."""
    month = MONTH_NUMBERS.get(before[-1]) if before else None
    if month is None or not _WHEN_BORN.intersection(before) or not today.year - OLDEST <= year.value <= today.year:
        return None
    days = [each.value for each in numbers_among(before) if each.end_word == len(before) - 1]
    years = today.year - year.value
    first = (today.month, today.day) < (month, days[-1] if days else 1)
    last = (today.month, today.day) < (month, days[-1] if days else _LONGEST_MONTH)
    return Age(max(0, years - last), max(0, years - first))


def _ends(before: str, phrases: Sequence[str]) -> bool:
    return any(f" {before}".endswith(f" {phrase}") for phrase in phrases)
