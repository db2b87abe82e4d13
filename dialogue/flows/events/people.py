"""How many people take part, as callers say it. Pure functions."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.french.numbers import Spoken, numbers_in, parse_number
from dialogue.french.phones import phone_in
from dialogue.french.spoken_days import MONTH_NUMBERS
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


_CORRECTED = re.compile(r"\b(?:non|pardon|plutot|enfin|attendez|je me trompe|finalement|ou bien|en fait)\b")

_DATED = frozenset(MONTH_NUMBERS) | {
    "heure",
    "heures",
    "h",
    "ans",
    "an",
    "mois",
    "jours",
    "euro",
    "euros",
    "minutes",
    "etage",
}
_ADDRESSED = frozenset("rue avenue boulevard chemin impasse allee route quai bis ter".split())
_OF_SOMETHING_ELSE = frozenset("le du au numero telephone rue appartement".split())
"""Before a number these make it a day, a telephone or an address: "le quatre", "au douze"."""
_REFUSED = "pas"
_COMING = frozenset("sera serons serez est sommes vient viendra viendrons venons viendront pour a".split())
"""Right before a number these make it one of people: "on sera quatre", "c'est quatre", "pour quatre"."""
_SMALL = FILLERS | frozenset("que plutot finalement en fait seulement juste bien plus donc".split())
"""Words between these and the number."""
_AFTER = _SMALL | frozenset("s en a et avec mais pardon maintenant merci au".split())
_AROUND = _SMALL | _COMING | frozenset("non nan pas oui ouais pardon mais c nous on plus s il vous plait merci".split())
"""With nothing but these a number says how many: "non pardon, quatre"."""


def people_in(texts: Sequence[str], *, asked: bool = True) -> int | None:
    """How many people are meant: "deux", "deux adultes et un enfant", "mon mari et moi", "toute seule".

    `asked`: it answers the question how many, so that a lone number says it.
    """
    for text in map(_before_part, texts):
        told = _told(text)
        if told:
            return told
        if asked and (free := _free(text)):
            if len(free) == 1:
                return free[0].value
            if _CORRECTED.search(fold(text)):  # "quatre, non, attendez, cinq"
                return free[-1].value
        if asked and any(phrase in fold(text) for phrase in _ALONE):
            return 1
    return None


def corrected_people(texts: Sequence[str]) -> int | None:
    """How many people "non, nous serons quatre" makes it; None for "non, le 4 décembre" or a telephone number."""
    for text in map(_before_part, texts):
        told = _told(text)
        if told:
            return told
        spelled, free = folded(text), _free(text)
        coming = [each for each in free if _COMING.intersection(_before(spelled, each)) and _at_end(spelled, each)]
        if len(coming) == 1:
            return coming[0].value
        counts = numbers_in(text)
        others = [word for place, word in enumerate(spelled) if not any(_covers(each, place) for each in counts)]
        if len(free) == 1 and _AROUND.issuperset(others):
            return free[0].value
    return None


def _before_part(text: str) -> str:
    """ "Quatre, dont deux enfants" is four."""
    return text.partition(" dont ")[0]


def _told(text: str) -> int | None:
    """How many, said with a word for people."""
    said = fold(text)
    if any(phrase in said for phrase in _TWO):
        return 2
    spelled = folded(text)
    counted = [number.value for number in numbers_in(text) if _PEOPLE.intersection(spelled[number.end_word :][:1])]
    if counted:
        return sum(counted) + any(phrase in f" {said} " for phrase in _AND_ME)
    return 2 if _WITH_ONE.search(said) else None


def _free(text: str) -> list[Spoken]:
    """The numbers that may count people: no day, no hour, no age, no address, no part of a telephone number."""
    spelled = folded(text)
    if phone_in([text]):
        return []
    return [number for number in numbers_in(text) if not _of_something_else(spelled, number)]


def _of_something_else(spelled: Sequence[str], number: Spoken) -> bool:
    after = set(spelled[number.end_word :][:1])
    before = set(spelled[max(number.start_word - 1, 0) : number.start_word])
    marked = bool((_DATED | _ADDRESSED) & after) or bool((_OF_SOMETHING_ELSE | {_REFUSED}) & before)
    return marked or spelled[number.start_word].startswith("0")


def _before(spelled: Sequence[str], number: Spoken) -> Sequence[str]:
    """The word before a number, small words left out."""
    return [word for word in spelled[: number.start_word] if word not in _SMALL][-1:]


def _at_end(spelled: Sequence[str], number: Spoken) -> bool:
    """Whether nothing is counted by a number: "on sera un", but not "c'est une erreur"."""
    return _AFTER.issuperset(spelled[number.end_word :][:1])


def _covers(number: Spoken, place: int) -> bool:
    return number.start_word <= place < number.end_word


def lone_number(text: str) -> int | None:
    """What "euh, trois" says; None when there is anything else."""
    return parse_number(" ".join(word for word in folded(text) if word not in FILLERS))
