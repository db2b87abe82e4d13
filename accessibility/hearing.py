"""How French sounds: comparing words by letters and by ear.

Recognition errs mostly toward homophones ("noms" for "non", "dans marie" for "dans ma rue"), so whatever was
heard is compared with whatever was expected twice: on folded letters, and on phonemes.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

from piper import espeakbridge
from piper.phonemize_espeak import ESPEAK_DATA_DIR
from rapidfuzz import fuzz

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})
_NOT_A_WORD = re.compile(r"[^\w]+", re.UNICODE)
_ELISION = re.compile(r"(?<=\w)' +")

# Broad classes: what a telephone and a small recognizer do not keep apart is one symbol here.
# Nasals come first, since espeak-ng writes them as a vowel and a tilde. The schwa is dropped: speakers do.
_NASALS = (("ɑ̃", "A"), ("ɔ̃", "O"), ("ɛ̃", "E"), ("œ̃", "E"))
_CLASSES = str.maketrans(
    {"ɛ": "e", "ɔ": "o", "ø": "2", "œ": "2", "ɑ": "a", "ɐ": "a", "ɪ": "i", "ʊ": "u", "ɲ": "n", "ŋ": "n"}
    | {"ɡ": "g", "r": "ʁ", "ɹ": "ʁ"}
    | dict.fromkeys("əˈˌː-~ .,;:!?'_|\u0303\n")
)
_LANGUAGE_FLAG = re.compile(r"\([^)]*\)")

_espeak_lock = Lock()
_espeak_ready = False


def fold(text: str) -> str:
    """Letters for comparison: lower case, no accents, no punctuation, one space between words.

    An apostrophe parts words ("l'école", and the recognizer's "l' école", both give "l ecole").
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_APOSTROPHES).lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_A_WORD.sub(" ", plain.replace("œ", "oe").replace("æ", "ae")).strip()


def join_elisions(text: str) -> str:
    """Written French from the recognizer's words: "l' école" becomes "l'école"."""
    return _ELISION.sub("'", text.translate(_APOSTROPHES))


@lru_cache(maxsize=65_536)
def sounds(text: str) -> str:
    """Phonemes of a French text in broad classes, without spaces or schwas: "rue des Lilas" → "ʁydelila".

    espeak-ng (inside piper-tts) makes them. Empty for a text without a word. Safe to call from any thread.
    """
    global _espeak_ready
    written = join_elisions(text).lower().strip()
    if not fold(written):
        return ""
    with _espeak_lock:
        if not _espeak_ready:
            espeakbridge.initialize(str(ESPEAK_DATA_DIR))
            _espeak_ready = True
        espeakbridge.set_voice("fr")
        clauses = espeakbridge.get_phonemes(written)
    phonemes = unicodedata.normalize("NFD", "".join(clause[0] for clause in clauses))
    phonemes = _LANGUAGE_FLAG.sub("", phonemes)
    for nasal, symbol in _NASALS:
        phonemes = phonemes.replace(nasal, symbol)
    return phonemes.translate(_CLASSES)


def alike(heard: str, expected: str) -> float:
    """Likeness of two texts, 0 to 1: the better of letters and phonemes, weighted toward both agreeing."""
    letters = fuzz.ratio(fold(heard), fold(expected))
    phonemes = fuzz.ratio(sounds(heard), sounds(expected))
    return float(0.75 * max(letters, phonemes) + 0.25 * min(letters, phonemes)) / 100
