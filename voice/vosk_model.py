"""A recognition model in memory, shared by the calls of a process, and what it can do."""

from dataclasses import dataclass
from pathlib import Path

import vosk

from asr_models.files import ModelError
from asr_models.vosk_folder import Traits, traits_of

TELEPHONE_BAND_HZ = 8000
UNKNOWN_WORDS = ("[unk]", "<unk>", "<UNK>")
"""What models call a word that they do not know."""


@dataclass(frozen=True)
class VoskModel:
    """A loaded model."""

    kaldi: vosk.Model
    traits: Traits
    band_hz: int
    """The rate of the sound that the model was trained on, in samples a second."""

    def knows(self, word: str) -> bool:
        """Whether the model can hear this word."""
        return int(self.kaldi.vosk_model_find_word(word)) >= 0

    @property
    def unknown(self) -> str:
        """The model's sign for unknown words; empty when it has none."""
        return next((sign for sign in UNKNOWN_WORDS if self.knows(sign)), "")


def load_model(folder: Path, band_hz: int = TELEPHONE_BAND_HZ) -> VoskModel:
    """Load a model. Quiet: Kaldi's own log goes nowhere. Raises ModelError where it holds none, or a broken one.

    Some broken ones make Kaldi abort the process: a model of unknown origin is tried in another one first
    (`python -m voice.trying`).
    """
    traits = traits_of(folder)
    vosk.SetLogLevel(-1)
    try:
        return VoskModel(vosk.Model(str(folder)), traits, band_hz)
    except Exception as error:  # Vosk's own, bare
        raise ModelError(f"The Vosk model in {folder} cannot be loaded ({error}).") from error
