"""Fits what turns likeness into confidence: each known sentence is understood by all the others.

`run_ivr.py bench understanding --fit` prints the coefficients that `dialogue/understanding/ranking.py` holds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dialogue.catalogue import Catalogue
from dialogue.understanding.ranking import FARTHEST, Coefficients
from dialogue.understanding.request import INCIDENT, INTENT, NOTHING, RequestUnderstanding

CONSIDERED = 3
"""Meanings of each sentence that are fitted on: those further down are never right."""
ROUNDS = 50
STIFFNESS = 1e-3

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """The outcome: coefficients, sentences used, and how often the likeliest meaning was right."""

    coefficients: Coefficients
    sentences: int
    first: float


def fit(catalogue: Catalogue) -> Fit:
    """Fit on the sentences that were written without a look at the examples (examples.toml), each left out."""
    ranker = RequestUnderstanding(catalogue).ranker
    known = {
        (INCIDENT if code in catalogue.kinds else INTENT) + code: set(texts) for code, texts in catalogue.heard.items()
    }
    known[NOTHING] = set(catalogue.nothing)
    left_out = ranker.left_out()
    rows, right, first = [], [], []
    for number, example in enumerate(ranker.examples):
        if example.text not in known.get(example.label, ()):
            continue
        likeness = left_out[number]
        order = np.argsort(-likeness)[:CONSIDERED]
        first.append(ranker.labels[order[0]] == example.label)
        for place in order:
            other = likeness[order[1] if place == order[0] else order[0]]
            distance = np.clip(likeness[place] - other, -FARTHEST, FARTHEST)
            rows.append((1.0, likeness[place], distance))
            right.append(ranker.labels[place] == example.label)
    fitted = _logistic(np.array(rows), np.array(right, float))
    return Fit((float(fitted[0]), float(fitted[1]), float(fitted[2])), len(first), float(np.mean(first)))


def _logistic(inputs: Numbers, right: Numbers) -> Numbers:
    """Logistic regression by Newton's method."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(ROUNDS):
        guessed = 1 / (1 + np.exp(-inputs @ weights))
        curvature = (inputs.T * (guessed * (1 - guessed))) @ inputs + STIFFNESS * np.eye(len(weights))
        weights += np.linalg.solve(curvature, inputs.T @ (right - guessed) - STIFFNESS * weights)
    return weights
