"""What is made of Vosk's results: words, readings, and readings put together."""

import math
from collections import deque
from collections.abc import Mapping
from typing import Any

from voice.recognition import Hypothesis, Word

ALTERNATIVES = 5
"""Readings of an utterance that are asked for."""


def words_of(result: Mapping[str, Any], origin_s: float = 0.0) -> list[Word]:
    """Vosk's words, their times counted from the beginning of the utterance, `origin_s` in Vosk's count."""

    def since(moment: Any) -> float:
        return round(max(0.0, float(moment) - origin_s), 3)

    return [
        Word(str(word["word"]), float(word["conf"]), since(word["start"]), since(word["end"]))
        for word in result.get("result", [])
    ]


def reading_of(words: list[Word]) -> Hypothesis | None:
    """The live reading: mean of the word confidences, each weighted by its length in letters."""
    if not words:
        return None
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / letters
    return Hypothesis(" ".join(word.text for word in words), round(confidence, 3))


def n_best(result: Mapping[str, Any]) -> list[Hypothesis]:
    """Vosk's alternatives, their likelihood scores turned into shares that sum to 1."""
    entries = [entry for entry in result.get("alternatives", []) if entry["text"]]
    if not entries:
        return []
    best = max(float(entry["confidence"]) for entry in entries)
    weights = [math.exp(float(entry["confidence"]) - best) for entry in entries]
    total = sum(weights)
    return [
        Hypothesis(str(entry["text"]), round(weight / total, 3)) for entry, weight in zip(entries, weights, strict=True)
    ]


def joined(segments: deque[list[Hypothesis]]) -> list[Hypothesis]:
    """Readings of consecutive segments put together: all the best, then all the second best, and so on."""
    spoken = [segment for segment in segments if segment]
    ranked = []
    for rank in range(max((len(segment) for segment in spoken), default=0)):
        parts = [segment[min(rank, len(segment) - 1)] for segment in spoken]
        confidence = math.prod(part.confidence for part in parts)
        ranked.append(Hypothesis(" ".join(part.text for part in parts), round(confidence, 3)))
    return ranked


def merged(first: Hypothesis | None, others: list[Hypothesis]) -> list[Hypothesis]:
    """The live reading first, then what the second look adds, without repeats."""
    kept = [first] if first else []
    seen = {first.text} if first else set()
    for other in others:
        if other.text and other.text not in seen:
            seen.add(other.text)
            kept.append(other)
    return kept[: ALTERNATIVES + 1]
