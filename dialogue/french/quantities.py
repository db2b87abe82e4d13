"""Quantities that decide a case: square metres added or there already, days or months since something happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialogue.french.months_past import months_since
from dialogue.french.numbers import Spoken, numbers_among
from dialogue.french.words import folded

Quantity = Literal["surface", "total_surface", "days_ago", "months_ago"]
"""What a question counts: square metres of a work, those of the house afterwards, whole days since, months since."""
Role = Literal["added", "standing", "total"]

_METRES = frozenset({"metre", "metres", "m", "m2"})
_TIMES = frozenset({"sur", "par", "fois"})
_LENGTHS = frozenset(
    "haut hauteur haute long longueur longue large largeur profond profondeur profonde limite distance".split()
)
"""What makes metres no surface."""
_ADDING = ("agrandi", "agrandir", "agrandis", "agrandissement", "extension", "ajouter", "ajoute", "rajouter", "rajoute")
_STANDING = ("deja", "fait", "actuellement", "existante", "existant", "maison de", "maison actuelle de")
_TOTAL = ("en tout", "au total", "total", "apres travaux", "apres les travaux")
_MORE = ("plus de", "au dessus de", "depasse", "depassera", "depasser")
_WITHIN = 5
"""Words around a number that tell what it is of."""
_AGO = ("il y a", "y a", "ca fait", "depuis", "bebe a", "il a", "elle a", "bebe de")


@dataclass(frozen=True)
class _Surface:
    value: int
    role: Role


def quantity_in(what: Quantity, texts: Sequence[str], today: date, *, asked: bool = False) -> int | None:
    """The quantity that utterances tell together, the latest first where they differ; None when they do not.

    `asked`: the last of them answers a question about it, so that a bare number is one.
    """
    if what == "months_ago":
        since = (months_since(text, today) for text in reversed(texts))
        return next((months for months in since if months is not None), None)
    if what == "days_ago":
        return next((days for text in reversed(texts) for days in _days(text)), None)
    last = len(texts) - 1
    surfaces = [each for place, text in enumerate(texts) for each in _surfaces(text, asked and place == last)]
    told = {each.role: each.value for each in surfaces}
    if what == "surface":
        return told.get("added")
    if "total" in told:
        return told["total"]
    if asked and surfaces and texts and surfaces[-1].role == "added" and not _among(folded(texts[-1]), _ADDING):
        return surfaces[-1].value if _surfaces(texts[-1], bare=True) else None
    if "added" in told and "standing" in told:
        return told["added"] + told["standing"]
    return told.get("standing") if told.get("standing", 0) > told.get("added", 0) and "added" in told else None


def _days(text: str) -> Iterator[int]:
    spelled = folded(text)
    for number in numbers_among(spelled):
        unit = spelled[number.end_word] if number.end_word < len(spelled) else ""
        before = " ".join(spelled[: number.start_word])
        if unit in ("jour", "jours") and any(f" {before}".endswith(f" {word}") for word in _AGO):
            yield number.value


def _surfaces(text: str, bare: bool) -> list[_Surface]:
    spelled = folded(text)
    numbers = [each for each in numbers_among(spelled) if each.value > 1]
    found, skip = list[_Surface](), -1
    for place, number in enumerate(numbers):
        if place == skip:
            continue
        product = _product(spelled, number, numbers[place + 1]) if place + 1 < len(numbers) else None
        if product is not None:
            skip = place + 1
            found.append(_Surface(product, _role(spelled, number, numbers[place + 1].end_word)))
        elif _is_surface(spelled, number, bare):
            more = any(_ends(spelled[: number.start_word], word) for word in _MORE)
            found.append(_Surface(number.value + more, _role(spelled, number, number.end_word)))
    return found


def _product(spelled: Sequence[str], one: Spoken, other: Spoken) -> int | None:
    """ "Cinq mètres sur six": the surface, not one of its sides."""
    between = [word for word in spelled[one.end_word : other.start_word] if word not in _METRES]
    return one.value * other.value if len(between) == 1 and between[0] in _TIMES else None


def _is_surface(spelled: Sequence[str], number: Spoken, bare: bool) -> bool:
    before = spelled[max(0, number.start_word - _WITHIN) : number.start_word]
    after = spelled[number.end_word : number.end_word + 4]
    if after and after[0] in _METRES:
        square = after[0] == "m2" or (len(after) > 1 and after[1].startswith("carre"))
        return square or not (_LENGTHS.intersection(after) or _LENGTHS.intersection(before) or before[-1:] == ["a"])
    if after and after[0] in ("ans", "an", "euros", "jours", "mois", "personnes", "pieces", "chambres"):
        return False
    return bare or _among(before, _ADDING) or any(_ends(before, word) for word in ("fait", "fait deja", "deja"))


def _role(spelled: Sequence[str], number: Spoken, end: int) -> Role:
    before, after = spelled[max(0, number.start_word - _WITHIN) : number.start_word], spelled[end : end + 4]
    if any(f" {word} " in f" {' '.join(after)} " for word in _TOTAL) or any(
        f" {word} " in f" {' '.join(before)} " for word in _TOTAL
    ):
        return "total"
    if _among(before, _ADDING):
        return "added"
    said = f" {' '.join(before)} "
    return "standing" if any(f" {word} " in said for word in _STANDING) else "added"


def _among(words: Sequence[str], some: Sequence[str]) -> bool:
    return any(word in some for word in words)


def _ends(before: Sequence[str], phrase: str) -> bool:
    return f" {' '.join(before)}".endswith(f" {phrase}")
