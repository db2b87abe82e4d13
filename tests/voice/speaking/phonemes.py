"""What the voice would say, as phonemes: Piper's own way to them, without the voice."""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import cast

import onnxruntime
from piper import PiperVoice
from piper.config import PhonemeType, PiperConfig

import asr_models
from asr_models.kokoro_as_piper import SAMPLE_RATE, SILENT_SYMBOLS
from voice.speaking import for_voice

VOCABULARY = Path(asr_models.__file__).parent / "voices" / "kokoro-vocab.json"
_NASALS = (("œ̃", "E"), ("ɛ̃", "E"), ("ɑ̃", "A"), ("ɔ̃", "O"))
_ALIKE = str.maketrans(
    {"ɛ": "e", "ɔ": "o", "œ": "ø", "ɒ": "o", "ɑ": "a", "ɥ": "y", "ɪ": "i", "ɲ": "nj", "ʧ": "tʃ", "ʤ": "dʒ"}
    | dict.fromkeys("əˈˌː- .,;:?!ʲ")
)


@lru_cache(maxsize=1)
def _piper() -> PiperVoice:
    # Phonemes need no network, so none is loaded.
    nothing = cast(onnxruntime.InferenceSession, None)
    return PiperVoice(session=nothing, config=PiperConfig(1, 1, SAMPLE_RATE, "fr", {}, PhonemeType.ESPEAK))


@lru_cache(maxsize=1)
def sayable() -> frozenset[str]:
    """The symbols that the voice has a sound for, or that are known to need none."""
    return frozenset(json.loads(VOCABULARY.read_text("utf-8"))["vocab"]) | frozenset(SILENT_SYMBOLS)


def phonemes(text: str) -> str:
    """The phonemes that the voice gets for a written text."""
    return "".join(symbol for sentence in _piper().phonemize(for_voice(text)) for symbol in sentence)


def alike(said: str) -> str:
    """Phonemes without what does not matter: two that are alike sound right for one another."""
    said = unicodedata.normalize("NFD", said)
    for nasal, symbol in _NASALS:
        said = said.replace(unicodedata.normalize("NFD", nasal), symbol)
    said = re.sub(r"(.)\1+", r"\1", said.replace("ŋɡ", "ŋ").translate(_ALIKE))
    return re.sub(r"ij?(?=[aeoøAOEuy])", "j", said)
