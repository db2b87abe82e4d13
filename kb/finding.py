"""Which of a few dozen named things was said: by letters, else by sound, the longest name first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from accessibility.hearing import fold, sounds

ALIKE = 84
"""Likeness of sounds (0 to 100) from which a name counts as said: "piste cine" is the piscine."""
SHORTEST = 6
"""Phonemes: what is shorter is inside many words."""
BY_SOUND = 0.9
PER_RANK = 0.03
_ARTICLES = ("le ", "la ", "les ", "l'")


@dataclass(frozen=True)
class Named:
    """Something with names: its key, and every way to say it."""

    key: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What was found: its key, how surely (0 to 1), and how much of the name was heard (letters)."""

    key: str
    score: float
    length: int


def without_article(name: str) -> str:
    """The name without le, la, les or l'."""
    return next((name[len(article) :] for article in _ARTICLES if name.startswith(article)), name)


def find(texts: Sequence[str], among: Iterable[Named]) -> list[Said]:
    """Those named in what was heard (readings, best first), the best first.

    Letters go before sounds, and a longer name before a shorter one that it contains: "l'école Jules Ferry" is
    that school only, "l'école" is all of them.
    """
    things = list(among)
    for search in (_by_letters, _by_sounds):
        for rank, text in enumerate(texts):
            found = [said for thing in things if (said := search(text, thing, rank)) is not None]
            if found:
                longest = max(each.length for each in found) if search is _by_letters else 0
                return sorted((each for each in found if each.length >= longest), key=lambda each: -each.score)
    return []


def _by_letters(text: str, thing: Named, rank: int) -> Said | None:
    heard = f" {fold(text)} "
    lengths = [len(phrase) for name in thing.phrases if (phrase := fold(name)) and f" {phrase} " in heard]
    return Said(thing.key, 1 - PER_RANK * rank, max(lengths)) if lengths else None


def _by_sounds(text: str, thing: Named, rank: int) -> Said | None:
    heard = sounds(text)
    best, length = 0.0, 0
    for name in thing.phrases:
        spoken = sounds(name)
        if SHORTEST <= len(spoken) <= len(heard) + 1:
            likeness = fuzz.partial_ratio(spoken, heard)
            if likeness >= ALIKE and (likeness, len(spoken)) > (best, length):
                best, length = likeness, len(spoken)
    return Said(thing.key, best / 100 * BY_SOUND - PER_RANK * rank, length) if best else None
