"""What a caller wants: the ranking of meanings, and the decision to act, confirm, choose or ask again."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.catalogue import Catalogue
from dialogue.understanding.retrieval import Example, Ranked, Retriever

INCIDENT = "incident:"
INTENT = "intent:"

ACT = 0.72
"""From here on the best meaning is acted upon, if it is clear of the runner-up."""
CONFIRM = 0.52
"""From here on it is worth asking "Voulez-vous ... ?"."""
CLEAR = 0.07
"""Distance to the runner-up below which both are offered."""


@dataclass(frozen=True)
class Act:
    """Sure enough to go on."""

    meaning: str
    score: float


@dataclass(frozen=True)
class Confirm:
    """Likely: ask yes or no."""

    meaning: str
    score: float


@dataclass(frozen=True)
class Choose:
    """Two meanings are about as likely: offer both."""

    first: str
    second: str
    score: float


@dataclass(frozen=True)
class AskAgain:
    """Nothing fits."""

    score: float


Decision = Act | Confirm | Choose | AskAgain


def decide(ranking: Sequence[Ranked]) -> Decision:
    """Act, confirm, choose or ask again, from scores and their distance alone."""
    if not ranking or ranking[0].score < CONFIRM:
        return AskAgain(ranking[0].score if ranking else 0.0)
    best = ranking[0]
    runner_up = ranking[1] if len(ranking) > 1 else None
    if runner_up is not None and best.score - runner_up.score < CLEAR and runner_up.score >= CONFIRM:
        return Choose(best.label, runner_up.label, best.score)
    return Act(best.label, best.score) if best.score >= ACT else Confirm(best.label, best.score)


class RequestUnderstanding:
    """Understands what callers ask, over the catalogue's examples. Shared by all calls, read-only."""

    def __init__(self, catalogue: Catalogue) -> None:
        kinds = [Example(INCIDENT + code, text) for code, kind in catalogue.kinds.items() for text in kind.examples]
        intents = [
            Example(INTENT + code, text) for code, intent in catalogue.intents.items() for text in intent.examples
        ]
        keywords = {INCIDENT + code: kind.keywords for code, kind in catalogue.kinds.items()}
        self._all = Retriever([*kinds, *intents], dict(keywords))
        self._kinds = Retriever(kinds, dict(keywords))

    def request(self, texts: Sequence[str]) -> list[Ranked]:
        """Everything a caller may want, best first."""
        return self._all.rank(texts)

    def kind(self, texts: Sequence[str]) -> list[Ranked]:
        """Incident kinds only, best first."""
        return self._kinds.rank(texts)
