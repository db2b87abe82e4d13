"""What a caller wants: the ranking of meanings, and the decision to act, confirm, choose or ask again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dialogue.catalogue import Catalogue
from dialogue.french.street_names import end_of_name, find_street
from dialogue.french.words import folded
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


def decide(ranking: Sequence[Ranked], refused: Collection[str] = ()) -> Decision:
    """Act, confirm, choose or ask again, from scores and their distance alone.

    Meanings `refused` before are not offered a second time; they must be clear to be acted upon.
    """
    ranking = [each for each in ranking if each.label not in refused or each.score >= ACT]
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
        of_kinds = {INCIDENT + code: kind.keywords for code, kind in catalogue.kinds.items()}
        of_intents = {INTENT + code: intent.keywords for code, intent in catalogue.intents.items()}
        self._all = Retriever([*kinds, *intents], {**of_kinds, **of_intents})
        self._kinds = Retriever(kinds, {**of_kinds})
        self._small_talk = {INTENT + code for code, intent in catalogue.intents.items() if intent.flow == "chat"}

    def request(self, texts: Sequence[str]) -> list[Ranked]:
        """Everything a caller may want, best first; small talk only when it is clear, for nobody is asked about it."""
        ranking = self._all.rank(_with_and_without_place(texts))
        return [each for each in ranking if each.score >= ACT or each.label not in self._small_talk]

    def kind(self, texts: Sequence[str]) -> list[Ranked]:
        """Incident kinds only, best first."""
        return self._kinds.rank(_with_and_without_place(texts))


def _with_and_without_place(texts: Sequence[str]) -> list[str]:
    """Each reading, and the best also without its street: "des tags rue Gambetta" is no less about tags."""
    if not texts:
        return []
    spelled = folded(texts[0])
    start = find_street(spelled)
    if not start:
        return list(texts)
    rest = [*spelled[:start], *spelled[end_of_name(spelled, start) :]]
    return [texts[0], " ".join(rest), *texts[1:]]
