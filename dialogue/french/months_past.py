"""How many months ago something was: "en juin", "il y a cinq mois", "la semaine dernière", "né en juin 2010"."""

import re
from datetime import date, timedelta

from dialogue.french.numbers import Spoken, numbers_among
from dialogue.french.spoken_days import MONTH_NUMBERS
from dialogue.french.words import folded

_AGO = ("il y a", "y a", "ca fait", "depuis", "voila", "passe de", "passes de")
_A_UNIT = {"mois": 30, "semaine": 7, "semaines": 7, "jour": 1, "jours": 1}
"""Days in a unit; months are counted as such."""
_A_YEAR = 12
_NAMED = re.compile(rf"\b(?:{'|'.join(MONTH_NUMBERS)})\b")
_SAID = (
    (re.compile(r"\b(?:hier|avant hier|aujourd hui|ce matin|cette semaine|ce mois ci|ce mois)\b"), 0),
    (re.compile(r"\bans et demie?\b"), 6),  # right where the months since a birthday are asked, as for a census; of
    # another deed ("mon fils a seize ans et demi, on a déménagé") nothing here can tell: ask for it before
    (re.compile(r"\b(?:le mois dernier|le mois passe)\b"), 1),
    (re.compile(r"\b(?:l an dernier|l an passe|l annee derniere|l annee passee)\b"), _A_YEAR),
)
_LAST_WEEK = re.compile(r"\b(?:la semaine derniere|la semaine passee|samedi dernier|dimanche dernier)\b")
_TENSES = re.compile(
    r"\b(?P<to_come>(?:aura|auront|aurai|prochain|prochaine)\b"
    r"|(?:va|vont|vais|allons)(?: (?:bientot|les|l|se|s|en|y|nous|m|me))* \w+(?:er|ir|oir|re)\b|va sur ses\b)"
    r"|\b(?:eu|eus|ai|fete|fetes|etait|etaient|ne|nee|nes|est|sont|avait)\b"
)
"""What is to come ("va avoir", and not "va au lycée"), or else was."""
_NEXT = re.compile(r" (?:prochain|qui vient)\b")


def months_since(text: str, today: date) -> int | None:
    """Months of the calendar since what a text tells: 0 in this month, 5 in November for June; None when it is to
    come, or not told. Of a date of birth it is the months since the last birthday.
    """
    spelled = folded(text)
    said = " ".join(spelled)
    counted = [months for number in numbers_among(spelled) if (months := _ago(spelled, number, today)) is not None]
    if counted:
        return counted[-1]
    named = list(_NAMED.finditer(said))
    if named:
        return None if _to_come(said, named[-1]) else (today.month - MONTH_NUMBERS[named[-1][0]]) % _A_YEAR
    if _LAST_WEEK.search(said):
        return _between(today - timedelta(days=7), today)
    return next((months for pattern, months in _SAID if pattern.search(said)), None)


def _to_come(said: str, month: re.Match[str]) -> bool:
    """Whether a month that is named is to come: as the verb before it tells, else the first after it."""
    if _NEXT.match(said, month.end()):
        return True
    before = list(_TENSES.finditer(said, 0, month.start()))
    tense = before[-1] if before else _TENSES.search(said, month.end())
    return tense is not None and tense["to_come"] is not None


def _ago(spelled: list[str], number: Spoken, today: date) -> int | None:
    """ "Il y a cinq mois", "depuis six semaines"."""
    unit = spelled[number.end_word] if number.end_word < len(spelled) else ""
    before = f" {' '.join(spelled[: number.start_word])}"
    if unit not in _A_UNIT or not any(before.endswith(f" {phrase}") for phrase in _AGO):
        return None
    return number.value if unit == "mois" else _between(today - timedelta(days=number.value * _A_UNIT[unit]), today)


def _between(first: date, last: date) -> int:
    return (last.year - first.year) * _A_YEAR + last.month - first.month
