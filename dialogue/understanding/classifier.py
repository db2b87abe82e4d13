"""A linear classifier of requests: which meaning the words and sounds of an utterance speak for, all examples together.

Ridge regression on stems and runs of phonemes, weighted by rarity, in closed form: trained in a second at start, the
same every time. The nearest example (retrieval.py) knows sentences; this knows words, and what does not belong.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from accessibility.hearing import fold, sounds
from dialogue.understanding.examples import CHATTER, SMALL_WORDS, Example
from kb.french_stems import stem

Numbers = NDArray[np.float32]

RUN = 4
"""Phonemes of a run: recognition errors break few of them."""
WORD = 2.0
"""Weight of a stem beside a run of phonemes."""
SHRINKAGE = 0.5
"""Of the ridge: found by leaving examples out, flat between 0.3 and 1."""


class Classifier:
    """Trained once, shared by all calls, read-only."""

    def __init__(self, examples: Sequence[Example], keywords: Mapping[str, Sequence[str]]) -> None:
        taught = [*examples, *(Example(label, word) for label, words in keywords.items() for word in words)]
        self.labels = sorted({example.label for example in taught})
        features = [_features(example.text) for example in taught]
        counts = Counter(name for each in features for name in each)
        self._columns = {name: column for column, name in enumerate(counts)}
        self._rarity = {name: math.log((1 + len(taught)) / (1 + count)) + 1 for name, count in counts.items()}
        self._rarest = math.log(1 + len(taught)) + 1
        rows = self._rows = [self._weighed(each) for each in features]
        place = {label: column for column, label in enumerate(self.labels)}
        targets = np.zeros((len(taught), len(self.labels)), np.float32)
        targets[np.arange(len(taught)), [place[example.label] for example in taught]] = 1.0
        self._targets = targets
        shares = np.linalg.solve(self._shrunk(), targets)
        self._weights = np.zeros((len(self._columns), len(self.labels)), np.float32)
        for (columns, values), share in zip(rows, shares, strict=True):
            self._weights[columns] += np.outer(values, share)

    def scores(self, text: str) -> NDArray[np.float64]:
        """How much an utterance speaks for each of `labels`: about 1 for an example's own, about 0 for the others."""
        columns, values = self._weighed(_features(text))
        scores: NDArray[np.float64] = (values @ self._weights[columns]).astype(np.float64)
        return scores

    def left_out(self) -> Numbers:
        """The scores of each sentence taught, examples first, by what all the others teach: how it is for new ones.

        In closed form (Rifkin and Lippert, Notes on Regularized Least-Squares, 2007).
        """
        inverse = np.linalg.inv(self._shrunk())
        left_out = self._targets - (inverse @ self._targets) / np.diag(inverse)[:, None]
        return left_out.astype(np.float32)

    def _shrunk(self) -> Numbers:
        return _products(self._rows, len(self._columns)) + SHRINKAGE * np.eye(len(self._rows), dtype=np.float32)

    def _weighed(self, features: Mapping[str, float]) -> tuple[list[int], Numbers]:
        """Columns and values of the known features; what no example has counts in the length alone: it is doubt."""
        weighed = {name: weight * self._rarity.get(name, self._rarest) for name, weight in features.items()}
        length = max(math.sqrt(sum(value * value for value in weighed.values())), 1e-9)
        known = [name for name in weighed if name in self._columns]
        return [self._columns[name] for name in known], np.array([weighed[name] / length for name in known], np.float32)


def _products(rows: Sequence[tuple[list[int], Numbers]], width: int) -> Numbers:
    """The scalar product of each row with each other; rows are mostly empty, so feature by feature is fast."""
    holders: list[list[int]] = [[] for _ in range(width)]
    values: list[list[float]] = [[] for _ in range(width)]
    for number, (columns, weights) in enumerate(rows):
        for column, weight in zip(columns, weights, strict=True):
            holders[column].append(number)
            values[column].append(float(weight))
    products = np.zeros((len(rows), len(rows)), np.float32)
    for having, weight in zip(holders, values, strict=True):
        products[np.ix_(having, having)] += np.outer(weight, weight)
    return products


def _features(text: str) -> dict[str, float]:
    words = [word for word in fold(text).split() if word not in CHATTER]
    spoken = sounds(" ".join(words)).replace(" ", "")
    stems = {f"word {stem(word)}": WORD for word in words if word not in SMALL_WORDS}
    return stems | {f"run {spoken[at : at + RUN]}": 1.0 for at in range(len(spoken) - RUN + 1)}
