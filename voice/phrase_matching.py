"""The phrases of a closed question found in what was heard freely, for models that take no grammar while they run."""

from collections.abc import Sequence

from rapidfuzz import process

from accessibility.hearing import alike, fold
from voice.recognition import Hypothesis

LIKENESS = 0.82
"""From here on what was heard is taken for the phrase (by letters and by ear, as everywhere)."""
MARGIN = 0.06
"""A second phrase that is nearly as like leaves the answer open."""
BEST = 2
"""Readings that are looked at: the live one and the second look's best. Worse ones would find a phrase in anything."""


def matched(readings: Sequence[Hypothesis], phrases: Sequence[str]) -> list[Hypothesis]:
    """The readings, best first, with the phrase that was said put before them where one is close enough.

    Words of a phrase itself win, in the order of the readings; then the phrase most like one. A phrase said twice
    ("oui oui") is that phrase. What was heard beyond a phrase is not thrown away: such a reading stays open.
    """
    spelled = {fold(phrase): phrase for phrase in phrases if fold(phrase)}
    best = readings[:BEST]
    for reading in best:
        phrase = spelled.get(_once(fold(reading.text)))
        if phrase is not None:
            return _first(Hypothesis(phrase, reading.confidence), readings)
    found = [match for reading in best if (match := _closest(reading, list(spelled.values())))]
    return _first(max(found, key=lambda match: match.confidence), readings) if found else list(readings)


def _once(text: str) -> str:
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if words and words[:half] * 2 == words else text


def _closest(reading: Hypothesis, phrases: Sequence[str]) -> Hypothesis | None:
    if not fold(reading.text):
        return None
    ranked = process.extract(reading.text, phrases, scorer=_alike, limit=2)
    if not ranked or ranked[0][1] < LIKENESS:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return None
    return Hypothesis(ranked[0][0], round(reading.confidence * ranked[0][1], 3))


def _alike(heard: str, expected: str, **_: object) -> float:
    return alike(heard, expected)


def _first(phrase: Hypothesis, readings: Sequence[Hypothesis]) -> list[Hypothesis]:
    return [phrase, *(reading for reading in readings if fold(reading.text) != fold(phrase.text))]
