"""How many people take part, as callers say it. Pure functions."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.french.numbers import numbers_in, parse_number
from dialogue.french.words import FILLERS, folded

_ALONE = ("seul", "seule", "juste moi", "moi tout", "que moi", "pour moi", "moi meme")
_TWO = ("mon mari et moi", "ma femme et moi", "mon epouse et moi", "moi et mon mari", "moi et ma femme", "nous deux")
_PEOPLE = frozenset(
    "personnes personne adultes adulte enfants enfant places place petits petites amis amies voisins voisines copines"
    " copains autres".split()
)
_AND_ME = (" moi et ", " et moi ", " avec mes ", " avec ses ")
_WITH_ONE = re.compile(
    r"\bavec (?:ma|mon|une?) (?:mari|femme|epouse|voisine?|amie?|copine|copain|soeur|frere|fils|fille|petite? f\w+)\b"
)


def people_in(texts: Sequence[str], *, asked: bool = True) -> int | None:
    """How many people are meant: "deux", "deux adultes et un enfant", "mon mari et moi", "toute seule".

    `asked`: it answers the question how many, so that a lone number says it.
    """
    for text in texts:
        said = fold(text)
        if any(phrase in said for phrase in _TWO):
            return 2
        numbers = numbers_in(text)
        spelled = folded(text)
        counted = [number.value for number in numbers if _PEOPLE.intersection(spelled[number.end_word :][:1])]
        if counted:
            return sum(counted) + any(phrase in f" {said} " for phrase in _AND_ME)
        if _WITH_ONE.search(said):
            return 2
        if asked and len(numbers) == 1:
            return numbers[0].value
        if asked and any(phrase in said for phrase in _ALONE):
            return 1
    return None


def lone_number(text: str) -> int | None:
    """What "euh, trois" says; None when there is anything else."""
    return parse_number(" ".join(word for word in folded(text) if word not in FILLERS))
