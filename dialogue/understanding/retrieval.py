"""Retrieval: which example sentences are like what was said, by words and by sound.

An utterance is compared with every example twice. By words: the share of the example's words, weighted by
rarity, that were heard, each word compared on letters and on phonemes. By sound: the best alignment of the
example's phonemes inside the utterance's. Both survive recognition errors differently, so both count.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from accessibility.hearing import fold, sounds

WORD_LIKENESS = 0.8
"""Words less alike than this (0 to 1) are different words."""
BY_WORDS, BY_SOUND = 0.7, 0.3
RECALL, PRECISION = 0.75, 0.25
KEYWORD_BONUS = 0.18
RANK_DISCOUNT = 0.97
"""Each further reading of the n-best counts a little less."""
SHORTEST_SOUND = 6
"""Phonemes: shorter examples align with anything."""


@dataclass(frozen=True)
class Example:
    """A sentence and what it means."""

    label: str
    text: str


@dataclass(frozen=True)
class Ranked:
    """A meaning, how well it fits (0 to 1), and the example that says so."""

    label: str
    score: float
    example: str


class Retriever:
    """Example sentences, prepared once and shared by all calls (read-only)."""

    def __init__(self, examples: Iterable[Example], keywords: dict[str, Sequence[str]]) -> None:
        self._examples = list(examples)
        self._sounds = [sounds(example.text) for example in self._examples]
        tokens = [set(fold(example.text).split()) for example in self._examples]
        counts = Counter(token for sentence in tokens for token in sentence)
        self._vocabulary = sorted(counts)
        self._vocabulary_sounds = [sounds(token) for token in self._vocabulary]
        index = {token: number for number, token in enumerate(self._vocabulary)}
        rarity = np.array([math.log(1 + len(tokens) / counts[token]) for token in self._vocabulary])
        self._idf = rarity
        self._weights = np.zeros((len(tokens), len(self._vocabulary)))
        for row, sentence in enumerate(tokens):
            for token in sentence:
                self._weights[row, index[token]] = rarity[index[token]]
        self._totals = self._weights.sum(axis=1)
        self._keywords = [
            (label, fold(keyword), sounds(keyword)) for label, words in keywords.items() for keyword in words
        ]

    def rank(self, texts: Sequence[str]) -> list[Ranked]:
        """Meanings from the best fit to the worst, each with its best example over all readings."""
        best: dict[str, Ranked] = {}
        for rank, text in enumerate(texts):
            if not fold(text):
                continue
            scores = self._scores(text) * RANK_DISCOUNT**rank
            bonus = self._bonus(text)
            for example, score in zip(self._examples, scores, strict=True):
                total = min(1.0, float(score) + bonus.get(example.label, 0.0))
                if example.label not in best or total > best[example.label].score:
                    best[example.label] = Ranked(example.label, round(total, 3), example.text)
        return sorted(best.values(), key=lambda ranked: -ranked.score)

    def _scores(self, text: str) -> NDArray[np.float64]:
        heard, explained = self._words_heard(text)
        recall = (self._weights @ heard) / self._totals
        matched = (self._weights > 0).astype(float) @ (explained.T) if explained.size else np.zeros(len(self._totals))
        words = RECALL * recall + PRECISION * np.minimum(1.0, matched)
        spoken = sounds(text)
        alignment = np.array(
            [
                fuzz.partial_ratio(example, spoken) / 100
                if len(spoken) >= len(example) >= SHORTEST_SOUND
                else fuzz.ratio(example, spoken) / 100
                for example in self._sounds
            ]
        )
        scores: NDArray[np.float64] = BY_WORDS * words + BY_SOUND * alignment * np.minimum(1.0, alignment / 0.75)
        return scores

    def _words_heard(self, text: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each vocabulary word, how surely it was heard; and its share of what was said, by rarity."""
        tokens = list(dict.fromkeys(fold(text).split()))
        by_letters = process.cdist(tokens, self._vocabulary, scorer=fuzz.ratio) / 100
        by_sound = process.cdist([sounds(token) for token in tokens], self._vocabulary_sounds, scorer=fuzz.ratio) / 100
        likeness = np.maximum(by_letters, 0.95 * by_sound)
        likeness[likeness < WORD_LIKENESS] = 0.0
        heard = likeness.max(axis=0)
        nearest = likeness.argmax(axis=1)
        known = likeness.max(axis=1) > 0
        rarity = np.where(known, self._idf[nearest], self._idf.mean())
        share = rarity / rarity.sum()
        explained = np.zeros(len(self._vocabulary))
        for token_share, word, is_known in zip(share, nearest, known, strict=True):
            if is_known:
                explained[word] += token_share
        return heard, explained

    def _bonus(self, text: str) -> dict[str, float]:
        """Meanings whose keyword was heard."""
        letters, spoken = f" {fold(text)} ", sounds(text)
        bonus: dict[str, float] = {}
        for label, keyword, keyword_sounds in self._keywords:
            said = f" {keyword} " in letters or (len(keyword_sounds) >= SHORTEST_SOUND and keyword_sounds in spoken)
            if said:
                bonus[label] = KEYWORD_BONUS
        return bonus
