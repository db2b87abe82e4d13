"""Keywords: words that nearly always mean the same thing, heard by letters or by sound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accessibility.hearing import fold, sounds

FIRST_KEYWORD, LATER_KEYWORD = 0.3, 0.05
"""What a keyword adds. The first one heard tells more: "un rat près de la grille" is about the rat."""
SHORTEST_SOUND = 6
"""Phonemes: shorter ones are found inside anything."""


_ARTICLES = frozenset({"le", "la", "l", "les", "un", "une", "des", "du"})


@dataclass(frozen=True, order=True)
class Keyword:
    """Words that nearly always mean this label."""

    label: str
    letters: str
    sounds: str

    def inside(self, other: "Keyword") -> bool:
        """Whether this is only a part of a longer keyword of another label: "le marché" of "marché de Noël"."""
        first, _, rest = self.letters.partition(" ")
        letters = rest if first in _ARTICLES and rest else self.letters
        longer = len(other.letters) > len(letters)
        return longer and self.label != other.label and f" {letters} " in f" {other.letters} "

    def place(self, letters: str, spoken: str) -> float | None:
        """Where it begins, as a share of what was said; None when it was not heard."""
        at = letters.find(f" {self.letters} ")
        if at >= 0:
            return at / len(letters)
        at = spoken.find(self.sounds) if len(self.sounds) >= SHORTEST_SOUND else -1
        return at / len(spoken) if at >= 0 else None


class Keywords:
    """All keywords, prepared once, read-only."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._all = [Keyword(label, fold(word), sounds(word)) for label, each in words.items() for word in each]

    def heard(self, text: str) -> dict[str, float]:
        """Meanings whose keyword was heard, and what that adds to their score."""
        letters, spoken = f" {fold(text)} ", sounds(text)
        found = [(place, each) for each in self._all if (place := each.place(letters, spoken)) is not None]
        first: dict[str, float] = {}
        for place, each in sorted(found):
            if not any(each.inside(other) for _, other in found):
                first.setdefault(each.label, place)
        earliest = min(first.values(), default=0.0)
        return {label: FIRST_KEYWORD if place == earliest else LATER_KEYWORD for label, place in first.items()}
