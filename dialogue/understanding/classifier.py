"""A linear classifier of requests: which meaning the words and sounds of an utterance speak for, all examples together.

Ridge regression on stems and runs of phonemes, weighted by rarity, in closed form: the same every time, learned once
and kept on disk (kept.py). The nearest example (retrieval.py) knows sentences; this knows words, and what does not
belong.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accessibility.hearing import fold, sounds
from dialogue.understanding.examples import CHATTER, SMALL_WORDS, Example
from dialogue.understanding.kept import Learned, learned
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

    def __init__(
        self, examples: Sequence[Example], keywords: Mapping[str, Sequence[str]], kept_in: Path | None = None
    ) -> None:
        self._taught = [*examples, *(Example(label, word) for label, words in keywords.items() for word in words)]
        self.labels = sorted({example.label for example in self._taught})
        known = learned(kept_in, self._taught, self._learn)
        self._columns = {name: column for column, name in enumerate(known.features)}
        self._rarity, self._weights = known.rarity, known.weights
        self._rarest = math.log(1 + len(self._taught)) + 1

    def _learn(self) -> Learned:
        rows = _Rows(self._taught)
        shares = np.linalg.solve(rows.shrunk(), rows.targets(self.labels))
        weights = np.zeros((len(rows.names), len(self.labels)), np.float32)
        for (columns, values), share in zip(rows.rows, shares, strict=True):
            weights[columns] += np.outer(values, share)
        return Learned(tuple(rows.names), rows.rarity, weights)

    def scores(self, text: str) -> NDArray[np.float64]:
        """How much an utterance speaks for each of `labels`: about 1 for an example's own, about 0 for the others."""
        columns, values = self._weighed(_features(text))
        scores: NDArray[np.float64] = (values @ self._weights[columns]).astype(np.float64)
        return scores

    def left_out(self) -> Numbers:
        """The scores of each sentence taught, examples first, by what all the others teach: how it is for new ones.

        In closed form (Rifkin and Lippert, Notes on Regularized Least-Squares, 2007).
        """
        rows = _Rows(self._taught)
        inverse, targets = np.linalg.inv(rows.shrunk()), rows.targets(self.labels)
        left_out = targets - (inverse @ targets) / np.diag(inverse)[:, None]
        return left_out.astype(np.float32)

    def _weighed(self, features: Mapping[str, float]) -> tuple[list[int], Numbers]:
        """Columns and values of the known features; what no example has counts in the length alone: it is doubt."""
        columns = {name: self._columns.get(name, -1) for name in features}
        weighed = {
            name: weight * (float(self._rarity[columns[name]]) if columns[name] >= 0 else self._rarest)
            for name, weight in features.items()
        }
        length = max(math.sqrt(sum(value * value for value in weighed.values())), 1e-9)
        known = [name for name in weighed if columns[name] >= 0]
        return [columns[name] for name in known], np.array([weighed[name] / length for name in known], np.float32)


class _Rows:
    """The sentences taught as rows of weighed features, each of length 1."""

    def __init__(self, taught: Sequence[Example]) -> None:
        self._taught = taught
        features = [_features(example.text) for example in taught]
        counts = Counter(name for each in features for name in each)
        self.names = list(counts)
        self.rarity = np.array([math.log((1 + len(taught)) / (1 + counts[name])) + 1 for name in counts], np.float32)
        column = {name: place for place, name in enumerate(self.names)}
        self.rows = [self._row(each, column) for each in features]

    def _row(self, features: Mapping[str, float], column: Mapping[str, int]) -> tuple[list[int], Numbers]:
        columns = [column[name] for name in features]
        values = np.fromiter(features.values(), np.float32) * self.rarity[columns]
        return columns, values / max(float(np.linalg.norm(values)), 1e-9)

    def targets(self, labels: Sequence[str]) -> Numbers:
        """A row a sentence: 1 for its own label, 0 for the others."""
        place = {label: column for column, label in enumerate(labels)}
        targets = np.zeros((len(self._taught), len(labels)), np.float32)
        targets[np.arange(len(self._taught)), [place[example.label] for example in self._taught]] = 1.0
        return targets

    def shrunk(self) -> Numbers:
        """The scalar product of each sentence with each other, and the ridge."""
        return _products(self.rows, len(self.names)) + SHRINKAGE * np.eye(len(self.rows), dtype=np.float32)


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
