"""Which word follows which: interpolated Kneser-Ney trigrams (Chen and Goodman 1999), several sources mixed into one.

Each source (callers' stories, answers, everyday French) gives its own model; the mixture's weights are those that suit
held-out sentences best. The mixture is pruned and written as one back-off model, which is what a graph can hold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

BEGIN, END = "<s>", "</s>"
ORDER = 3
History = tuple[str, ...]
Sentence = Sequence[str]
ROUNDS = 12
"""Steps of expectation-maximisation for the weights; they no longer move after ten."""


class KneserNey:
    """P(word | up to two words before), from sentences; words outside `base` count for nothing."""

    def __init__(self, sentences: Iterable[Sentence], base: Mapping[str, float]) -> None:
        self._base = base
        grams: list[Counter[History]] = [Counter() for _ in range(ORDER + 1)]
        for sentence in sentences:
            padded = [BEGIN, *sentence, END]
            for size in range(2, ORDER + 1):
                for start in range(len(padded) - size + 1):
                    gram = tuple(padded[start : start + size])
                    if all(word in base or word == BEGIN for word in gram):
                        grams[size][gram] += 1
        self.seen = grams
        # Lower orders count in how many contexts a word was seen; after BEGIN there is only one, so it keeps its count.
        continued = Counter({gram: count for gram, count in grams[2].items() if gram[0] == BEGIN})
        continued.update(gram[1:] for gram in grams[3] if gram[1] != BEGIN)
        self._levels = [
            self._level(Counter(gram[1:] for gram in grams[2])),
            self._level(continued),
            self._level(grams[3]),
        ]

    @staticmethod
    def _level(grams: Counter[History]) -> tuple[dict[History, float], dict[History, float]]:
        """Discounted shares of the grams, and what each history leaves to the shorter one."""
        once = sum(1 for count in grams.values() if count == 1)
        twice = sum(1 for count in grams.values() if count == 2)
        discount = once / (once + 2 * twice) if once and twice else 0.5
        total: dict[History, float] = defaultdict(float)
        kinds: Counter[History] = Counter()
        for gram, count in grams.items():
            total[gram[:-1]] += count
            kinds[gram[:-1]] += 1
        shares = {gram: (count - discount) / total[gram[:-1]] for gram, count in grams.items()}
        return shares, {history: discount * kinds[history] / total[history] for history in total}

    def __call__(self, word: str, history: History) -> float:
        """The probability of a word after others (the last two count)."""
        history = history[-(ORDER - 1) :]
        shares, left = self._levels[len(history)]
        gram = (*history, word)
        if not history:
            return shares.get(gram, 0.0) + left.get((), 1.0) * self._base.get(word, 0.0)
        if history not in left:
            return self(word, history[1:])
        return shares.get(gram, 0.0) + left[history] * self(word, history[1:])


@dataclass(frozen=True)
class BackOff:
    """A model as a graph holds it: `probabilities[history][word]`, and each history's weight for backing off."""

    probabilities: dict[History, dict[str, float]]
    weights: dict[History, float]

    def __call__(self, word: str, history: History) -> float:
        """The probability of a word after others."""
        following = self.probabilities.get(history, {})
        if word in following or not history:
            return following.get(word, 0.0)
        return self.weights.get(history, 1.0) * self(word, history[1:])


class Mixture:
    """P = sum of weight x model."""

    def __init__(self, models: Sequence[KneserNey], weights: Sequence[float]) -> None:
        self.models, self.weights = models, weights

    def __call__(self, word: str, history: History) -> float:
        """The probability of a word after others."""
        return sum(weight * model(word, history) for model, weight in zip(self.models, self.weights, strict=True))


def suited(models: Sequence[KneserNey], held_out: Iterable[Sentence], base: Mapping[str, float]) -> Mixture:
    """The mixture that gives held-out sentences the most probability."""
    chances = [
        [model(word, tuple(padded[max(0, place - 2) : place])) for model in models]
        for padded in ([BEGIN, *sentence, END] for sentence in held_out)
        for place, word in enumerate(padded)
        if place and word in base
    ]
    weights = [1 / len(models)] * len(models)
    for _ in range(ROUNDS if chances else 0):
        shares = [0.0] * len(models)
        for chance in chances:
            total = sum(weight * each for weight, each in zip(weights, chance, strict=True)) or 1e-12
            for number, each in enumerate(chance):
                shares[number] += weights[number] * each / total
        weights = [share / len(chances) for share in shares]
    return Mixture(models, weights)


def backed_off(mixture: Mixture, base: Mapping[str, float], gain: float) -> BackOff:
    """The mixture with the grams that are worth their place.

    A gram stays when leaving it out would cost more than `gain` (probability of the gram times the logarithm of what it
    says more than the shorter one: Seymore and Rosenfeld 1996, with a gram's count for its probability).
    """
    model = BackOff({(): {word: mixture(word, ()) for word in base}}, {})
    for size in range(2, ORDER + 1):
        worth = _worth(mixture, size)
        followers: dict[History, list[str]] = defaultdict(list)
        for gram in worth:
            followers[gram[:-1]].append(gram[-1])
        for history, following in followers.items():
            shorter = {word: model(word, history[1:]) for word in following}
            longer = {word: mixture(word, history) for word in following}
            kept = {
                word: longer[word]
                for word in following
                if worth[(*history, word)] * abs(_log_ratio(longer[word], shorter[word])) > gain
            }
            if kept:
                model.probabilities[history] = kept
                left, rest = 1 - sum(kept.values()), 1 - sum(shorter[word] for word in kept)
                model.weights[history] = max(1e-4, left) / max(1e-4, rest)
    return model


def _worth(mixture: Mixture, size: int) -> dict[History, float]:
    """Each gram's share of its source's words, weighted as the source is."""
    worth: dict[History, float] = defaultdict(float)
    for source, weight in zip(mixture.models, mixture.weights, strict=True):
        total = max(1, source.seen[2].total())
        for gram, count in source.seen[size].items():
            worth[gram] += weight * count / total
    return worth


def _log_ratio(one: float, other: float) -> float:
    return log(max(one, 1e-12) / max(other, 1e-12))
