"""Retrieval: which example sentences are like what was said, by words and by sound.

An utterance is compared with every example twice. By words: the share of the example's words, weighted by
rarity, that were heard, each word compared on letters and on phonemes. By sound: the best alignment of the
example's phonemes inside the utterance's. Both survive recognition errors differently, so both count.
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from accessibility.hearing import fold, sounds
from dialogue.understanding.examples import CHATTER, SMALL_WORDS, Example

WORD_LIKENESS = 0.8
"""Words less alike than this (0 to 1) are different words."""
BY_WORDS, BY_SOUND = 0.7, 0.3
RECALL, PRECISION = 0.75, 0.25
SMALL_WORD = 0.4
"""Weight of a small word beside one that says something."""
SHORTEST_SOUND = 6
"""Phonemes: shorter examples align with anything."""

ALIGNED = 120
"""Examples, the likeliest by their words, whose sounds are compared too: it is the dear part."""

Numbers = NDArray[np.float32]


class Nearest:
    """Example sentences, prepared once and shared by all calls (read-only)."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._sounds = [sounds(example.text) for example in examples]
        self._lengths = np.array([len(each) for each in self._sounds])
        tokens = [set(fold(example.text).split()) for example in examples]
        counts = Counter(token for sentence in tokens for token in sentence)
        self._vocabulary = sorted(counts)
        self._vocabulary_sounds = [sounds(token) for token in self._vocabulary]
        index = {token: number for number, token in enumerate(self._vocabulary)}
        self._rarity = np.array([_rarity(token, counts[token], len(tokens)) for token in self._vocabulary], np.float32)
        self._weights = np.zeros((len(self._vocabulary), len(tokens)), np.float32)
        for column, sentence in enumerate(tokens):
            for token in sentence:
                self._weights[index[token], column] = self._rarity[index[token]]
        self._totals = self._weights.sum(axis=0)

    def scores(self, text: str) -> Numbers:
        """How like each example an utterance is, 0 to 1."""
        places, heard, explained = self._words_heard(text)
        weights = self._weights[places]
        recall = (heard @ weights) / self._totals
        matched = explained @ (weights > 0)
        words = RECALL * recall + PRECISION * np.minimum(1.0, matched)
        likeliest = np.argpartition(-words, ALIGNED)[:ALIGNED] if len(words) > ALIGNED else np.arange(len(words))
        alignment = self._alignment(sounds(text), likeliest)
        scores: Numbers = BY_WORDS * words + BY_SOUND * alignment * np.minimum(1.0, alignment / 0.75)
        return scores

    def _alignment(self, spoken: str, among: NDArray[np.intp]) -> Numbers:
        """How well examples' phonemes fit somewhere into what was said; short ones must be all of it."""
        inside = (self._lengths[among] >= SHORTEST_SOUND) & (self._lengths[among] <= len(spoken))
        alignment = np.zeros(len(self._sounds), np.float32)
        for places, scorer in ((among[inside], fuzz.partial_ratio), (among[~inside], fuzz.ratio)):
            examples = [self._sounds[place] for place in places]
            if examples:
                alignment[places] = process.cdist([spoken], examples, scorer=scorer, dtype=np.float32)[0] / 100
        return alignment

    def _words_heard(self, text: str) -> tuple[NDArray[np.intp], Numbers, Numbers]:
        """The vocabulary words heard: which, how surely, and their share of what was said, by rarity."""
        spoken = list(dict.fromkeys(fold(text).split()))
        tokens = [token for token in spoken if token not in CHATTER] or spoken
        likeness = self._likeness(tokens)
        nearest, known = likeness.argmax(axis=1), likeness.max(axis=1) > 0
        unknown = np.array([SMALL_WORD if token in SMALL_WORDS else 1.0 for token in tokens]) * self._rarity.mean()
        rarity = np.where(known, self._rarity[nearest], unknown)
        explained = np.zeros(len(self._vocabulary), np.float32)
        np.add.at(explained, nearest[known], (rarity / rarity.sum())[known])
        heard = likeness.max(axis=0)
        places = np.flatnonzero(heard)
        return places, heard[places], explained[places]

    def _likeness(self, tokens: Sequence[str]) -> Numbers:
        """Of each word said to each word known, by letters or by sound; 0 for different words."""
        enough = 100 * WORD_LIKENESS
        spelled = [sounds(token) for token in tokens]
        letters = process.cdist(tokens, self._vocabulary, scorer=fuzz.ratio, score_cutoff=enough, dtype=np.float32)
        sound = process.cdist(
            spelled, self._vocabulary_sounds, scorer=fuzz.ratio, score_cutoff=enough, dtype=np.float32
        )
        likeness: Numbers = np.maximum(letters, 0.95 * sound) / 100
        likeness[likeness < WORD_LIKENESS] = 0.0
        return likeness


def _rarity(token: str, count: int, sentences: int) -> float:
    return math.log(1 + sentences / count) * (SMALL_WORD if token in SMALL_WORDS else 1.0)
