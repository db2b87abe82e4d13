"""Ranking: all meanings, from the surest to the least sure, by the nearest example and by the classifier together.

The score of a meaning is how often one that looks like this is right: a logistic function of its likeness and of its
distance to the best other meaning, fitted on the labelled requests (`run_ivr.py bench understanding --fit`).
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accessibility.hearing import fold
from dialogue.understanding.classifier import Classifier
from dialogue.understanding.examples import CHATTER, SMALL_WORDS, Example, Ranked
from dialogue.understanding.keywords import Keywords
from dialogue.understanding.retrieval import Nearest

RANK_DISCOUNT = 0.97
"""Each further reading of the n-best counts a little less."""
KEYWORD_FLOOR = 0.55
"""A meaning whose keyword was heard is at least so likely: enough to be asked about, too little to be acted upon."""
BY_CLASSIFIER = 2.0
"""Weight of the classifier beside the nearest example."""
WORD_FOR_WORD = 1.0
"""Added to the meaning of an example that was said as it stands: nothing more is needed."""
LONE_WORD = 0.8
"""The surest that one telling word can make: worth asking about, not acting upon."""
NOBODY: Mapping[str, float] = {}
Coefficients = tuple[float, float, float]
FITTED: Coefficients = (-2.7, 1.8, 3.9)
"""Constant, per likeness, per distance to the best other meaning."""


FARTHEST = 0.7
"""Distance beyond which a meaning is no clearer: a lone keyword is far from everything, and still only a word."""


class Ranker:
    """Prepared once, shared by all calls, read-only."""

    def __init__(
        self, examples: Sequence[Example], keywords: Mapping[str, Sequence[str]], kept_in: Path | None = None
    ) -> None:
        self.examples = sorted(examples, key=lambda example: example.label)
        self._word_for_word = {fold(example.text): example.label for example in self.examples}
        self._nearest = Nearest(self.examples)
        self._classifier = Classifier(self.examples, keywords, kept_in)
        self._keywords = Keywords(keywords)
        labels = [example.label for example in self.examples]
        self.labels = self._classifier.labels
        self._starts = np.array([labels.index(label) for label in self.labels])
        self._places = {label: place for place, label in enumerate(self.labels)}

    def rank(
        self,
        texts: Sequence[str],
        ahead: Mapping[str, float] = NOBODY,
        among: str = "",
        without: Collection[str] = (),
    ) -> list[Ranked]:
        """Meanings from the surest on, over all readings (the best first).

        Some may be `ahead` of the others; `among`: only labels that begin so are considered, and none of `without`.
        """
        said = [text for text in texts if fold(text)]
        if not said:
            return []
        nearest = [self._nearest.scores(text) for text in said]
        likeness = np.max(
            [RANK_DISCOUNT**rank * self._likeness(*each) for rank, each in enumerate(zip(said, nearest, strict=True))],
            axis=0,
        )
        for label, lead in ahead.items():
            likeness[self._places[label]] += lead
        considered = np.array(
            [place for place, label in enumerate(self.labels) if label.startswith(among) and label not in without]
        )
        scores = np.zeros(len(likeness))
        scores[considered] = np.minimum(confidence(likeness[considered]), self._most(said[0]))
        order = considered[np.argsort(-likeness[considered], kind="stable")]
        return [
            Ranked(self.labels[place], round(float(scores[place]), 3), self._example(place, nearest[0]))
            for place in order
        ]

    def _most(self, text: str) -> float:
        """How sure one can be of an utterance at most: a lone word that is no keyword may be about anything."""
        telling = [word for word in fold(text).split() if word not in SMALL_WORDS and word not in CHATTER]
        known = len(telling) > 1 or fold(text) in self._word_for_word or self._keywords.heard(text)
        return 1.0 if known else LONE_WORD

    def likeness(self, text: str) -> NDArray[np.float64]:
        """How much one reading speaks for each of `labels`; about 3 when everything agrees."""
        return self._likeness(text, self._nearest.scores(text))

    def left_out(self) -> NDArray[np.float64]:
        """The likeness of each of `examples` to each meaning by all the others, as if it were new: to fit upon."""
        classified = self._classifier.left_out()
        return np.array([self._left_out(number, classified[number]) for number in range(len(self.examples))])

    def _left_out(self, number: int, classified: NDArray[np.float32]) -> NDArray[np.float64]:
        text = self.examples[number].text
        nearest = self._nearest.scores(text)
        nearest[number] = 0.0
        return self._together(text, nearest, classified.astype(np.float64))

    def _likeness(self, text: str, nearest: NDArray[np.float32]) -> NDArray[np.float64]:
        likeness = self._together(text, nearest, self._classifier.scores(text))
        if (label := self._word_for_word.get(fold(text))) is not None:
            likeness[self._places[label]] += WORD_FOR_WORD
        return likeness

    def _together(
        self, text: str, nearest: NDArray[np.float32], classified: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        by_label = np.maximum.reduceat(nearest, self._starts).astype(np.float64)
        for label, bonus in self._keywords.heard(text).items():
            place = self._places[label]
            by_label[place] = max(by_label[place] + bonus, KEYWORD_FLOOR)
        return np.minimum(1.0, by_label) + BY_CLASSIFIER * classified

    def _example(self, place: int, nearest: NDArray[np.float32]) -> str:
        start = int(self._starts[place])
        end = int(self._starts[place + 1]) if place + 1 < len(self._starts) else len(self.examples)
        return self.examples[start + int(nearest[start:end].argmax())].text


def confidence(likeness: NDArray[np.float64], coefficients: Coefficients = FITTED) -> NDArray[np.float64]:
    """Of each meaning, the share of cases like it that are right, from 0 to 1."""
    constant, per_likeness, per_distance = coefficients
    best, second = np.sort(likeness)[::-1][:2] if len(likeness) > 1 else (likeness[0], 0.0)
    others = np.where(likeness == best, second, best)
    distance = np.clip(likeness - others, -FARTHEST, FARTHEST)
    scores: NDArray[np.float64] = 1 / (1 + np.exp(-(constant + per_likeness * likeness + per_distance * distance)))
    return scores
