"""What a conversation hears."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Hypothesis:
    """One reading of what was said; confidence 0 to 1."""

    text: str
    confidence: float = 1.0


@dataclass(frozen=True)
class Utterance:
    """Words, with their other possible readings, the best first. Never empty."""

    hypotheses: tuple[Hypothesis, ...]

    @classmethod
    def typed(cls, text: str) -> "Utterance":
        """What a keyboard gives: one certain reading."""
        return cls((Hypothesis(text),))

    @property
    def text(self) -> str:
        """The best reading."""
        return self.hypotheses[0].text

    @property
    def texts(self) -> tuple[str, ...]:
        """All readings, the best first."""
        return tuple(hypothesis.text for hypothesis in self.hypotheses)

    @property
    def confidence(self) -> float:
        """Confidence of the best reading."""
        return self.hypotheses[0].confidence


@dataclass(frozen=True)
class Keys:
    """Keys pressed for one answer: digits, or a lone * or 0. The # that ends a number is not part of it."""

    digits: str


@dataclass(frozen=True)
class Silence:
    """Nothing was said in time."""


@dataclass(frozen=True)
class Inaudible:
    """Something sounded, but no word could be made out, and why."""

    cause: Literal["noise", "quiet"]


@dataclass(frozen=True)
class TransferFailed:
    """The agent's telephone did not take the call."""


@dataclass(frozen=True)
class HungUp:
    """The caller is gone."""

    reason: str = ""
    """Why, as the line tells; TRANSFERRED: a person took the call."""


TRANSFERRED = "transferred"
"""Reason of a HungUp that ends a call well: a person has it now."""

Heard = Utterance | Keys | Silence | Inaudible | TransferFailed | HungUp
