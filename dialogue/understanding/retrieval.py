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
FIRST_KEYWORD, LATER_KEYWORD = 0.2, 0.12
"""What a keyword adds. The first one heard tells more: "un rat près de la grille" is about the rat."""
KEYWORD_FLOOR = 0.55
"""A meaning whose keyword was heard scores so much at least: enough to be asked about, too little to be acted upon."""
SMALL_WORD = 0.4
"""Weight of a small word beside one that says something."""
SMALL_WORDS = frozenset(
    "le la les l un une des d de du au aux a en y il elle on ca c ce cet cette ces est et sont qui que qu je j me m mon"
    " ma mes vous notre nos votre chez moi dans sur pour par avec ne n pas plus ni se s ete etre ai ont tout toute tous"
    " tres bien ici".split()
)
CHATTER = frozenset(
    "bonjour bonsoir madame monsieur allo oui euh heu ben bah alors donc voila merci appelle appelez svp plait voudrais"
    " voulais voulait aimerais parce sujet concernant signaler".split()
)
"""Words of every call: what was said is not less clear for them."""
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


@dataclass(frozen=True, order=True)
class Keyword:
    """Words that nearly always mean this label."""

    label: str
    letters: str
    sounds: str

    def inside(self, other: "Keyword") -> bool:
        """Whether this is only a part of a longer keyword of another label: "égout" in "bouche d'égout"."""
        longer = len(other.letters) > len(self.letters)
        return longer and self.label != other.label and f" {self.letters} " in f" {other.letters} "


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
        rarity = np.array([_rarity(token, counts[token], len(tokens)) for token in self._vocabulary])
        self._idf = rarity
        self._weights = np.zeros((len(tokens), len(self._vocabulary)))
        for row, sentence in enumerate(tokens):
            for token in sentence:
                self._weights[row, index[token]] = rarity[index[token]]
        self._totals = self._weights.sum(axis=1)
        self._keywords = [
            Keyword(label, fold(keyword), sounds(keyword)) for label, words in keywords.items() for keyword in words
        ]

    def rank(self, texts: Sequence[str]) -> list[Ranked]:
        """Meanings from the best fit to the worst, each with its best example over all readings."""
        best: dict[str, Ranked] = {}
        for rank, text in enumerate(texts):
            if not fold(text):
                continue
            scores = self._scores(text) * RANK_DISCOUNT**rank
            keyed = self._keyed(text)
            for example, score in zip(self._examples, scores, strict=True):
                total = min(1.0, float(score))
                if example.label in keyed:
                    total = max(min(1.0, total + keyed[example.label]), KEYWORD_FLOOR)
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
        spoken = list(dict.fromkeys(fold(text).split()))
        tokens = [token for token in spoken if token not in CHATTER] or spoken
        by_letters = process.cdist(tokens, self._vocabulary, scorer=fuzz.ratio) / 100
        by_sound = process.cdist([sounds(token) for token in tokens], self._vocabulary_sounds, scorer=fuzz.ratio) / 100
        likeness = np.maximum(by_letters, 0.95 * by_sound)
        likeness[likeness < WORD_LIKENESS] = 0.0
        heard = likeness.max(axis=0)
        nearest = likeness.argmax(axis=1)
        known = likeness.max(axis=1) > 0
        unknown = np.array([SMALL_WORD if token in SMALL_WORDS else 1.0 for token in tokens]) * self._idf.mean()
        rarity = np.where(known, self._idf[nearest], unknown)
        share = rarity / rarity.sum()
        explained = np.zeros(len(self._vocabulary))
        for token_share, word, is_known in zip(share, nearest, known, strict=True):
            if is_known:
                explained[word] += token_share
        return heard, explained

    def _keyed(self, text: str) -> dict[str, float]:
        """Meanings whose keyword was heard, by letters or by sound, and what that adds to their score."""
        letters, spoken = f" {fold(text)} ", sounds(text)
        found = [(place, each) for each in self._keywords if (place := _place(each, letters, spoken)) is not None]
        first: dict[str, float] = {}
        for place, each in sorted(found):
            if not any(each.inside(other) for _, other in found):
                first.setdefault(each.label, place)
        earliest = min(first.values(), default=0.0)
        return {label: FIRST_KEYWORD if place == earliest else LATER_KEYWORD for label, place in first.items()}


def _place(keyword: Keyword, letters: str, spoken: str) -> float | None:
    """Where a keyword begins, as a share of what was said; None when it was not heard."""
    at = letters.find(f" {keyword.letters} ")
    if at >= 0:
        return at / len(letters)
    at = spoken.find(keyword.sounds) if len(keyword.sounds) >= SHORTEST_SOUND else -1
    return at / len(spoken) if at >= 0 else None


def _rarity(token: str, count: int, sentences: int) -> float:
    return math.log(1 + sentences / count) * (SMALL_WORD if token in SMALL_WORDS else 1.0)
