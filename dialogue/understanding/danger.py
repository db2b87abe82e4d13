"""Danger first: gas, live wires, fire, collapse, injury, assault, heard anywhere in what is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from accessibility.hearing import sounds
from dialogue.catalogue import Catalogue, Danger
from dialogue.french.words import FILLERS, folded, words

SOUND_LIKE = 93.0
"""Likeness by sound (0 to 100) from which a long phrase was heard."""
LONG_SOUND, SHORT_SOUND = 9, 7
"""Phonemes: between the two only the very same sounds count; shorter phrases must match by letters, or everyday
words would call the fire brigade."""
SPREAD = 2
"""Words that the recognizer may have made more, or fewer, of a phrase."""
READINGS = 3
NEGATIONS = frozenset({("pas", "de"), ("pas", "d"), ("plus", "de"), ("plus", "d"), ("jamais", "de"), ("jamais", "d")})
NEGATING = frozenset({"aucun", "aucune", "sans", "ni", "pas", "jamais"})
HARMLESS = "_"
"""Stands where an expression without danger was."""
AROUND = FILLERS | frozenset("oui allo vite s il vous plait mon dieu venez y a c est ici la madame monsieur".split())
"""Words that may surround a cry for help."""


@dataclass(frozen=True)
class Spoken:
    """Words one by one: their letters to compare, and as they are written, which is how they sound."""

    letters: list[str]
    written: list[str]

    @classmethod
    def of(cls, text: str) -> "Spoken":
        """The words of a text."""
        return cls(folded(text), words(text))

    def without(self, harmless: list[str]) -> "Spoken":
        """The same with every occurrence of an expression replaced by words that mean nothing."""
        length, letters, written = len(harmless), list(self.letters), list(self.written)
        for place in range(len(letters) - length + 1):
            if letters[place : place + length] == harmless:
                letters[place : place + length] = written[place : place + length] = [HARMLESS] * length
        return Spoken(letters, written)


def danger_in(texts: Sequence[str], catalogue: Catalogue) -> str | None:
    """Code of the first danger heard in the best readings, or None."""
    for text in texts[:READINGS]:
        spoken = Spoken.of(text)
        for code, danger in catalogue.dangers.items():
            if _told(danger, spoken):
                return code
    return None


def _told(danger: Danger, spoken: Spoken) -> bool:
    for harmless in danger.not_:
        spoken = spoken.without(folded(harmless))
    cry = [word for word in spoken.letters if word not in AROUND]
    if any(cry == [word for word in folded(phrase) if word not in AROUND] for phrase in danger.alone):
        return True
    return any(_heard(phrase, spoken, danger) for phrase in danger.phrases)


def _heard(phrase: str, spoken: Spoken, danger: Danger) -> bool:
    expected, letters = folded(phrase), spoken.letters
    length = len(expected)
    for start in range(len(letters) - length + 1):
        if letters[start : start + length] == expected and not _denied(letters[:start]):
            return True
    return _heard_by_sound(phrase, spoken, danger)


def _denied(before: list[str]) -> bool:
    return tuple(before[-2:]) in NEGATIONS or before[-1:] in ([word] for word in NEGATING)


def _heard_by_sound(phrase: str, spoken: Spoken, danger: Danger) -> bool:
    """Whether some run of words sounds like the phrase, and less like an expression without danger."""
    expected, count = sounds(phrase), len(folded(phrase))
    if len(expected) < SHORT_SOUND:
        return False
    enough = SOUND_LIKE if len(expected) >= LONG_SOUND else 100.0
    for start in range(len(spoken.written)):
        for length in range(max(1, count - SPREAD), count + SPREAD + 1):
            run = spoken.written[start : start + length]
            if len(run) < length or HARMLESS in run:
                break
            heard = sounds(" ".join(run))
            likeness = fuzz.ratio(expected, heard, score_cutoff=enough)
            if likeness and not _denied(spoken.letters[:start]) and likeness > _harmless_likeness(heard, danger):
                return True
    return False


def _harmless_likeness(heard: str, danger: Danger) -> float:
    return max((fuzz.ratio(sounds(harmless), heard) for harmless in danger.not_), default=0.0)
