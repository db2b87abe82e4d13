"""A second look for danger: what sounds like one, though no rule knows it, is asked about, never alarmed at.

The linear classifier of requests (classifier.py), taught with dangers against everything that callers ask otherwise.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from accessibility.hearing import fold
from dialogue.catalogue import Catalogue
from dialogue.understanding.classifier import Classifier
from dialogue.understanding.danger import asked_always_in, doubts_in, figures_in, over_in
from dialogue.understanding.examples import CHATTER, SMALL_WORDS, Example

HARMLESS = ""
"""Label of all that is no danger."""
EVERY = 4
"""One in so many of the sentences of each kind and intent: enough to know what is ordinary, few enough that danger
weighs. Counted in each by itself, so that a sentence added to one changes nothing of what is taken of the others."""
NEAR = frozenset({"danger_public", "armoire_electrique", "plaque_egout", "numeros_urgence"})
"""Meanings that people in danger have too: their sentences are no example of the ordinary."""
ASK = 0.52
"""From here on it is asked whether there is a danger: with the two below, one ordinary request in 150 comes so far."""
SUSPICION = 0.2
"""Added where a rule under `ask` in danger.toml was met too."""
CLEAR, ASK_THOUGH_CLEAR = 0.5, 0.9
"""A request that is understood so surely is served, unless it is nearly a danger taught."""
FEWEST = 3
"""Telling words below which nothing is asked: too little was said."""


class DangerDoubt:
    """Taught once, shared by all calls, read-only."""

    def __init__(self, catalogue: Catalogue, kept_in: Path | None = None) -> None:
        self._catalogue = catalogue
        self._classifier = Classifier([*_dangerous(catalogue), *_ordinary(catalogue)], {}, kept_in)
        self._codes = [label for label in self._classifier.labels if label != HARMLESS]

    def code(self, texts: Sequence[str], understood: Callable[[], float]) -> str:
        """The danger to ask about in the best reading; empty for none.

        One that is said to be over always is, and one of a rule under `ask_always`.

        `understood`: how surely the words are an ordinary request (0 to 1); worked out only where it matters.
        """
        always = over_in(texts, self._catalogue) or asked_always_in(texts, self._catalogue)
        if always:
            return always[0]
        if not texts or _telling(texts[0]) < FEWEST:
            return ""
        scores = dict(zip(self._classifier.labels, self._classifier.scores(texts[0]), strict=True))
        suspected = doubts_in(texts, self._catalogue)
        figures = figures_in(texts, self._catalogue)
        likely = sum(scores[code] for code in self._codes if code not in figures)
        if likely + (SUSPICION if suspected else 0.0) < ASK or (likely < ASK_THOUGH_CLEAR and understood() >= CLEAR):
            return ""
        return max(suspected or self._codes, key=lambda code: scores[code])

    def likelihood(self, text: str) -> float:
        """How much a text speaks for a danger of any kind: about 1 for one that was taught."""
        scores = zip(self._classifier.labels, self._classifier.scores(text), strict=True)
        return float(sum(score for label, score in scores if label != HARMLESS))


def _telling(text: str) -> int:
    return sum(word not in SMALL_WORDS and word not in CHATTER for word in fold(text).split())


def _dangerous(catalogue: Catalogue) -> list[Example]:
    taught = catalogue.danger_examples
    return [Example(code, text) for code in catalogue.dangers for text in taught.get(code, ())] + [
        Example(code, text) for code, danger in catalogue.dangers.items() for text in danger.phrases
    ]


def _ordinary(catalogue: Catalogue) -> list[Example]:
    kinds = [(code, kind.examples) for code, kind in catalogue.kinds.items()]
    intents = [(code, intent.examples) for code, intent in catalogue.intents.items()]
    sentences = [told for code, told in (*kinds, *intents, *catalogue.heard.items()) if code not in NEAR]
    texts = [text for told in sentences for text in told[EVERY - 1 :: EVERY]]
    return [
        Example(HARMLESS, text) for text in (*texts, *catalogue.nothing, *catalogue.danger_examples.get("none", ()))
    ]
