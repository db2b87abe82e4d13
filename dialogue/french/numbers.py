"""French whole numbers as people say them and as the recognizer spells them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from text_to_num import text2num

from dialogue.french.words import folded

LONGEST = 12
"""Words of the longest number looked for: "quatre vingt dix sept mille quatre cent quatre vingt dix sept"."""

# Folded spelling → text2num's. The recognizer also writes a plural or the old "mil" where there is none.
_SPELLINGS = {
    "zero": "zéro",
    "une": "un",
    "vingts": "vingt",
    "cents": "cent",
    "mil": "mille",
    "milles": "mille",
    "octante": "huitante",
}
_UNITS = """
    zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
    cent mille million millions et
"""
_TENS_WORDS = "vingt trente quarante cinquante soixante septante huitante nonante"
_TENS = frozenset(_TENS_WORDS.split())
_TEXT2NUM_WORDS = _TENS.union(_UNITS.split())
NUMBER_WORDS = (_TEXT2NUM_WORDS | _SPELLINGS.keys()) - {"et"}
"""Folded words that can be part of a number."""


class Spoken(NamedTuple):
    """A number among the words of a text: `words(text)[start_word:end_word]`."""

    value: int
    start_word: int
    end_word: int


def parse_number(text: str) -> int | None:
    """The whole number a text says and nothing else, else None: "quatre-vingt-dix-sept", "nonante", "12".

    A zero before another number is no number but two ("zéro six" → None).
    """
    return number_of(tuple(folded(text)))


@lru_cache(maxsize=65_536)
def number_of(spelled: tuple[str, ...]) -> int | None:
    """The number that folded words say, all of them, else None."""
    if not spelled or len(spelled) > LONGEST:
        return None
    if len(spelled) == 1 and spelled[0].isdecimal():
        return int(spelled[0])
    known = [_SPELLINGS.get(word, word) for word in spelled]
    if not _TEXT2NUM_WORDS.issuperset(known) or not _well_joined(known):
        return None
    try:
        return int(text2num(" ".join(_with_et(known)), "fr"))
    except ValueError:
        return None


def _well_joined(known: Sequence[str]) -> bool:
    # text2num takes "zéro six" for 6 and "quatorze et mille" for 14000: two numbers each.
    if known[0] == "zéro":
        return len(known) == 1
    places = [place for place, word in enumerate(known) if word == "et"]
    return all(
        0 < place < len(known) - 1 and known[place - 1] in _TENS and known[place + 1] in ("un", "onze")
        for place in places
    )


def _with_et(known: Sequence[str]) -> list[str]:
    """The "et" that quick speech swallows: "vingt un" → "vingt et un"; never after quatre-vingt."""
    joined: list[str] = []
    for place, word in enumerate(known):
        before = known[place - 1] if place else ""
        eighty = before == "vingt" and place > 1 and known[place - 2] == "quatre"
        if word == "un" and before in _TENS and not eighty:
            joined.append("et")
        joined.append(word)
    return joined


def numbers_in(text: str) -> list[Spoken]:
    """The numbers of a text from left to right, each as long as it can be.

    An article is a number too ("un trou" gives 1): the caller knows which places can hold one.
    """
    return numbers_among(folded(text))


def numbers_among(spelled: Sequence[str]) -> list[Spoken]:
    """The numbers among folded words, as `numbers_in` gives them."""
    found = []
    start = 0
    while start < len(spelled):
        number = _longest(spelled, start)
        if number is not None:
            found.append(number)
        start = number.end_word if number else start + 1
    return found


def _longest(spelled: Sequence[str], start: int) -> Spoken | None:
    for end in range(min(len(spelled), start + LONGEST), start, -1):
        value = number_of(tuple(spelled[start:end]))
        if value is not None:
            return Spoken(value, start, end)
    return None
