"""What a recognizer gives back, and the protocol every recognizer follows."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Word:
    """A recognised word. Times in seconds from the start of the utterance; confidence 0 to 1."""

    text: str
    confidence: float
    start: float
    end: float


@dataclass(frozen=True)
class Hypothesis:
    """One reading of an utterance; confidence 0 to 1."""

    text: str
    confidence: float


@dataclass(frozen=True)
class Recognition:
    """An utterance as heard: the best reading first. No hypothesis at all when no word was heard."""

    hypotheses: tuple[Hypothesis, ...]
    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """The best reading; empty when no word was heard."""
        return self.hypotheses[0].text if self.hypotheses else ""

    @property
    def confidence(self) -> float:
        """Confidence of the best reading, 0 to 1."""
        return self.hypotheses[0].confidence if self.hypotheses else 0.0


class Recognizer(Protocol):
    """Streaming recognition for one call. Calls come from one thread."""

    def begin(self, phrases: tuple[str, ...]) -> None:
        """Start a new utterance. `phrases` of a closed question are preferred; empty for open speech."""

    def accept(self, frame: bytes) -> None:
        """Take 20 ms of sound at the rate given at construction."""

    @property
    def partial(self) -> str:
        """Words recognised so far in this utterance."""

    def finish(self) -> Recognition:
        """End the utterance and give its readings. `begin` must follow before the next frame."""
