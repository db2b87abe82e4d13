"""The expressions of service_words.toml: what one does at a place, and how its hours, price and such are asked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.french import phrase_files
from kb.phrase_files import tables

FILE = Path(__file__).parents[2] / "service_words.toml"
_PURSUITS = "activites"
_LISTS = {
    "hours": "horaires.tournures",
    "wishes": "horaires.envies",
    "present": "horaires.present",
    "town_hall": "horaires.mairie",
    "when": "horaires.quand",
    "not_hours": "horaires.jamais",
    "address": "adresse.questions",
    "email": "courriel.questions",
    "phone": "telephone.questions",
    "person": "personne.questions",
    "price": "prix.questions",
    "not_price": "prix.jamais",
}
_NO_OBJECT, _NO_MATTER = "prix.sans_objet", "horaires.sans_objet"
NEXT = 6
"""Words after a question for a price within which the name of its object ends: "l'entrée de la salle des fêtes"."""


@dataclass(frozen=True)
class Words:
    """Patterns over folded words."""

    pursuits: Mapping[str, re.Pattern[str]]
    """What one does at each kind of service."""
    hours: re.Pattern[str]
    wishes: re.Pattern[str]
    present: re.Pattern[str]
    town_hall: re.Pattern[str]
    when: re.Pattern[str]
    not_hours: re.Pattern[str]
    address: re.Pattern[str]
    email: re.Pattern[str]
    phone: re.Pattern[str]
    person: re.Pattern[str]
    price: re.Pattern[str]
    not_price: re.Pattern[str]
    no_object: frozenset[str]
    """Folded words of a question about a price that do not tell of what."""
    no_matter: frozenset[str]
    """Folded words that may stand beside a question for opening hours."""


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    kinds = tuple(tables(file).get(_PURSUITS, {}))
    pursued = (f"{_PURSUITS}.{kind}" for kind in kinds)
    told = phrase_files.lists(file, *_LISTS.values(), _NO_OBJECT, _NO_MATTER, *pursued)
    pursuits = {kind: phrase_files.pattern_of(told[f"{_PURSUITS}.{kind}"]) for kind in kinds}
    patterns = {name: phrase_files.pattern_of(told[key]) for name, key in _LISTS.items()}
    no_object, no_matter = (frozenset(" ".join(map(fold, told[key])).split()) for key in (_NO_OBJECT, _NO_MATTER))
    return Words(pursuits, **patterns, no_object=no_object, no_matter=no_matter)


def kind_by_pursuit(texts: Sequence[str]) -> str:
    """The kind of service at which one does what the best reading tells: "nager" is "piscine"; empty for none."""
    said = fold(texts[0]) if texts else ""
    return next((kind for kind, does in load().pursuits.items() if does.search(said)), "")


def without_pursuits(said: str) -> str:
    """Folded words without what one does at services: "pour nager mercredi" is "pour mercredi"."""
    for does in load().pursuits.values():
        said = does.sub(" ", said)
    return said


def asks_price(texts: Sequence[str]) -> bool:
    """Whether the best reading asks for a price."""
    return bool(texts) and load().price.search(fold(texts[0])) is not None


def price_of_one(texts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether one of the folded names follows the question for a price at once: what else is said is beside it."""
    said = fold(texts[0]) if texts else ""
    rest = [said[found.end() :].split()[:NEXT] for found in load().price.finditer(said)]
    return any(says_one(names, " ".join(words)) for words in rest)


def says_one(names: Sequence[str], said: str) -> bool:
    """Whether one of the folded names stands among folded words."""
    return any(f" {name} " in f" {said} " for name in names)
