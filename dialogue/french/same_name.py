"""Whether two names are the same person's: order, titles, accents and spelling aside, for both were only heard.

The family name has to be said: half the town is called Jean, and Martine is not Monsieur Martin.
"""

from collections.abc import Sequence

from accessibility.hearing import alike, sounds
from dialogue.french import names
from dialogue.french.words import folded

ALIKE = 0.82
"""From here on two words are one: "Dupond" and "Dupont" are, "Fabre" and "Favre" are not."""
_SHORTEST = 3
"""Letters of a word that tells anything by itself: not "le" of "Le Goff"."""
SAME_FAMILY = 0.899
"""From here on two words that sound differently are one family name: "Lefèvre" and "Lefebvre" are, "Garnier" and
"Grenier" are not."""
_PARTICLES = frozenset("le la les de du des d l da di van von el ben saint sainte".split())
_LONGEST_RUN = 4
"""Words that may have been heard for one: "le goff" for "Legoff"."""


def same_name(said: str, known: str) -> bool:
    """Whether every word of the shorter name is one of the other, the family name among them.

    "Monsieur Dupond" is "Jean Dupont"; "Jean" is not. `known`: its family name is the last word.
    """
    spoken, booked = _words(said), _words(known)
    shorter, longer = sorted((spoken, booked), key=len)
    left = list(longer)
    for word in shorter:
        likest = max(left, key=lambda each: alike(word, each), default="")
        if not likest or alike(word, likest) < ALIKE:
            return False
        left.remove(likest)
    return _says_family(spoken, booked)


def _says_family(spoken: Sequence[str], booked: Sequence[str]) -> bool:
    """Whether the family name of who is booked is said, by itself or with its "de la"."""
    last = next((place for place in reversed(range(len(booked))) if len(booked[place]) >= _SHORTEST), None)
    if last is None:
        return False
    start = last
    while start and booked[start - 1] in _PARTICLES:
        start -= 1
    family = {booked[last], "".join(booked[start : last + 1])}
    ends = range(1, _LONGEST_RUN + 1)
    runs = ("".join(spoken[place : place + size]) for place in range(len(spoken)) for size in ends)
    return any(_same_family(run, each) for run in runs for each in family)


def _same_family(one: str, other: str) -> bool:
    """Whether two family names are one: they sound the same, or all but; a last "e" that is heard makes another."""
    if sounds(one) == sounds(other):
        return alike(one, other) >= ALIKE
    shorter, longer = sorted((one, other), key=len)
    return longer != shorter + "e" and alike(one, other) >= SAME_FAMILY


def _words(name: str) -> list[str]:
    titles = names.load().titles
    return [word for word in folded(name) if (word,) not in titles]
