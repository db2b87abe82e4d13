"""How much time a caller is given: patience per kind of question, and how it follows the caller's own pauses.

Starting values are those of the design's table. Vendors' usual 3 to 5 s of waiting are too short for older
callers; a crisp "oui" still deserves a quick answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import quantiles


@dataclass(frozen=True)
class Patience:
    """How long to wait while listening. All in seconds."""

    end_of_speech_s: float
    """Silence after speech that ends the utterance."""
    no_input_s: float
    """Silence before any speech that counts as no answer."""
    longest_s: float = 45.0
    """An utterance is cut here at the latest, so that a television cannot hold the line."""
    between_keys_s: float = 3.0
    """Pause after a key that ends a number (# ends it at once)."""


YES_NO = Patience(end_of_speech_s=0.5, no_input_s=8.0, longest_s=20.0)
OPEN = Patience(end_of_speech_s=1.0, no_input_s=8.0)
UNHURRIED = Patience(end_of_speech_s=2.0, no_input_s=10.0)
"""Addresses and dictated numbers: people look for their words, or for a paper."""

AFTER_KEY_S = 0.5
"""Pause after a key press before speaking (Avaya), and between an option and its digit (W3C COGA)."""

LONGEST_END_OF_SPEECH_S = 3.0
ENOUGH_PAUSES = 3
MARGIN = 1.3


def adapted(patience: Patience, pauses: Sequence[float]) -> Patience:
    """Patience for a caller who made these pauses (seconds) inside utterances: never shorter than before.

    The 90th percentile of the caller's pauses with a margin, so that one who searches for words is not cut.
    """
    if len(pauses) < ENOUGH_PAUSES:
        return patience
    usual = quantiles(pauses, n=10)[-1] * MARGIN
    longer = min(max(patience.end_of_speech_s, usual), LONGEST_END_OF_SPEECH_S)
    return replace(patience, end_of_speech_s=longer)


@dataclass(frozen=True)
class Delivery:
    """How the assistant speaks to this caller."""

    slowness: float = 1.0
    """Length of speech sounds: 1.0 is 150 to 160 words a minute, 1.25 is slower."""
    gain_db: float = 0.0
    between_sentences_s: float = 0.25

    def slower(self) -> "Delivery":
        """A step slower, twice at most, mostly by pauses: stretched synthetic speech is harder to follow."""
        return replace(
            self,
            slowness=min(round(self.slowness + 0.15, 2), 1.3),
            between_sentences_s=min(round(self.between_sentences_s + 0.35, 2), 0.95),
        )

    def louder(self) -> "Delivery":
        """A step louder (6 dB), twice at most."""
        return replace(self, gain_db=min(self.gain_db + 6.0, 12.0))
