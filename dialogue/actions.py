"""What a conversation does: say sentences, then listen, transfer or hang up."""

from collections.abc import Callable
from dataclasses import dataclass

from accessibility.pacing import OPEN, Delivery, Patience


@dataclass(frozen=True)
class Sentence:
    """One sentence to say."""

    text: str
    fixed: bool = True
    """Part of the wording, so it may be rendered ahead and kept; false when it carries what a caller said."""
    urgent: bool = False
    """Instructions in danger: noise cannot interrupt them."""


@dataclass(frozen=True)
class Listen:
    """Wait for the caller."""

    patience: Patience = OPEN
    phrases: tuple[str, ...] = ()
    """Expected answers of a closed question; empty for open speech."""
    digits: int = 1
    """Keys that make an answer: 1 for a choice, 10 for a telephone number (ended early by #)."""
    complete: Callable[[str], bool] | None = None
    """Whether words said so far answer in full, so that there is no need to wait for more."""


@dataclass(frozen=True)
class Transfer:
    """Hand the call to a person at this SIP address."""

    target: str


@dataclass(frozen=True)
class HangUp:
    """End the call."""


Then = Listen | Transfer | HangUp


@dataclass(frozen=True)
class Reply:
    """Everything the assistant does in its turn, and what it understood to do so."""

    sentences: tuple[Sentence, ...]
    then: Then
    delivery: Delivery = Delivery()
    understood: str = ""
    """For people and tests: intent, slots filled, or the cause of a repair."""
    confidence: float | None = None
    upcoming: tuple[Sentence, ...] = ()
    """Sentences likely to be said soon that no store has: to be made while there is time."""
    private: bool = False
    """What was heard or is said tells an anonymous answer: no record may keep it."""

    @property
    def text(self) -> str:
        """All that is said, as one text."""
        return " ".join(sentence.text for sentence in self.sentences)
