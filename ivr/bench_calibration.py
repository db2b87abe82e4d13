"""Whether a confidence means what it says: of the words that are given 0.7, are seven of ten right?"""

from collections.abc import Iterable
from dataclasses import dataclass

from ivr.simulation.shares import Share

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Words whose confidence lies from `low` to `high`: their mean confidence, and how many of them are right."""

    low: float
    high: float
    confidence: float
    right: Share


@dataclass(frozen=True)
class Calibration:
    """The reliability of confidences."""

    bins: tuple[Bin, ...]
    """Those that hold any word."""
    error: float
    """Expected calibration error (Naeini and others 2015): the mean distance of confidence and share of right words."""


def calibration(judged: Iterable[Iterable[tuple[float, bool]]]) -> Calibration:
    """Of words, by utterance: confidence from 0 to 1, and whether the word is right."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for utterance in judged:
        for confidence, right in utterance:
            held.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    bins = tuple(_bin(place, held[place]) for place in sorted(held))
    total = sum(each.right.of for each in bins)
    error = sum(each.right.of * abs(each.confidence - each.right.value) for each in bins) / total if total else 0.0
    return Calibration(bins, error)


def _bin(place: int, words: list[tuple[float, bool]]) -> Bin:
    mean = sum(confidence for confidence, _ in words) / len(words)
    return Bin(place / BINS, (place + 1) / BINS, mean, Share(sum(right for _, right in words), len(words)))
