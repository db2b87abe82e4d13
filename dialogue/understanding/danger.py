"""Danger first: gas, live wires, fire, collapse, injury, assault, heard anywhere in what is said."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from accessibility.hearing import fold, sounds
from dialogue.catalogue import Catalogue

SOUND_LIKE = 93.0
"""Likeness by sound (0 to 100) from which a long phrase was heard."""
LONG_SOUND = 9
"""Phonemes: shorter phrases must match by letters, or everyday words would call the fire brigade."""
NEGATIONS = ("pas de", "pas d", "aucun", "aucune", "sans", "ni", "plus de", "plus d")
READINGS = 3


def danger_in(texts: Sequence[str], catalogue: Catalogue) -> str | None:
    """Code of the first danger heard in the best readings, or None."""
    for text in texts[:READINGS]:
        letters, spoken = f" {fold(text)} ", sounds(text)
        for code, danger in catalogue.dangers.items():
            if any(f" {fold(phrase)} " in letters for phrase in danger.not_):
                continue
            if any(_heard(phrase, letters, spoken) for phrase in danger.phrases):
                return code
    return None


def _heard(phrase: str, letters: str, spoken: str) -> bool:
    folded = f" {fold(phrase)} "
    at = letters.find(folded)
    if at >= 0:
        before = letters[: at + 1].rstrip()
        return not before.endswith(NEGATIONS)
    phrase_sounds = sounds(phrase)
    if len(phrase_sounds) < LONG_SOUND or len(spoken) < len(phrase_sounds):
        return False
    return fuzz.partial_ratio(phrase_sounds, spoken) >= SOUND_LIKE
