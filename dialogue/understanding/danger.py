"""Danger first: gas, live wires, fire, collapse, injury, assault, heard anywhere in what is said."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from accessibility.hearing import fold, sounds
from dialogue.catalogue import Catalogue, Danger
from dialogue.french.words import FILLERS

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

Words = list[str]


def danger_in(texts: Sequence[str], catalogue: Catalogue) -> str | None:
    """Code of the first danger heard in the best readings, or None."""
    for text in texts[:READINGS]:
        spoken = fold(text).split()
        for code, danger in catalogue.dangers.items():
            if _told(danger, spoken):
                return code
    return None


def _told(danger: Danger, spoken: Words) -> bool:
    words = spoken
    for harmless in danger.not_:
        words = _without(words, fold(harmless).split())
    cry = [word for word in words if word not in AROUND]
    if any(cry == [word for word in fold(phrase).split() if word not in AROUND] for phrase in danger.alone):
        return True
    return any(_heard(fold(phrase).split(), words, danger) for phrase in danger.phrases)


def _without(words: Words, harmless: Words) -> Words:
    """The words with every occurrence of an expression replaced by one that means nothing."""
    length, rest, place = len(harmless), [], 0
    while place < len(words):
        if words[place : place + length] == harmless:
            rest.append(HARMLESS)
            place += length
        else:
            rest.append(words[place])
            place += 1
    return rest


def _heard(phrase: Words, words: Words, danger: Danger) -> bool:
    length = len(phrase)
    starts = range(len(words) - length + 1)
    if any(words[start : start + length] == phrase and not _denied(words[:start]) for start in starts):
        return True
    return _heard_by_sound(phrase, words, danger)


def _denied(before: Words) -> bool:
    return tuple(before[-2:]) in NEGATIONS or before[-1:] in ([word] for word in NEGATING)


def _heard_by_sound(phrase: Words, words: Words, danger: Danger) -> bool:
    """Whether some run of words sounds like the phrase, and less like an expression without danger."""
    expected = sounds(" ".join(phrase))
    if len(expected) < SHORT_SOUND:
        return False
    enough = SOUND_LIKE if len(expected) >= LONG_SOUND else 100.0
    for start in range(len(words)):
        for length in range(max(1, len(phrase) - SPREAD), len(phrase) + SPREAD + 1):
            run = words[start : start + length]
            if len(run) < length or HARMLESS in run:
                break
            heard = sounds(" ".join(run))
            likeness = fuzz.ratio(expected, heard, score_cutoff=enough)
            if likeness and not _denied(words[:start]) and likeness > _harmless_likeness(heard, danger):
                return True
    return False


def _harmless_likeness(heard: str, danger: Danger) -> float:
    return max((fuzz.ratio(sounds(harmless), heard) for harmless in danger.not_), default=0.0)
