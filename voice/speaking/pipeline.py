"""From written French to words a voice can say: the rules in their order."""

import re
from collections.abc import Callable
from functools import lru_cache

from voice.speaking.abbreviations import read_abbreviations
from voice.speaking.dates import read_dates
from voice.speaking.digits import read_digit_groups
from voice.speaking.hours import read_hours
from voice.speaking.internet import read_internet
from voice.speaking.lexicon import read_words, sound_words
from voice.speaking.money import read_money
from voice.speaking.numbers import read_numbers
from voice.speaking.ordinals import read_ordinals
from voice.speaking.phones import read_phones
from voice.speaking.punctuation import read_signs, tidy, unify
from voice.speaking.units import read_units
from voice.speaking.voicing import joined, respelled

_PHONEMES = re.compile(r"(\[\[[^\[\]]+\]\])")

# The order matters: what owns more of the text goes first (a date before an hour before a number), and
# abbreviations follow units, since "m." after a number is metres.
_RULES: tuple[Callable[[str], str], ...] = (
    read_phones,
    read_digit_groups,
    read_dates,
    read_hours,
    read_money,
    read_units,
    read_ordinals,
    read_abbreviations,
    read_numbers,
    read_signs,
    read_numbers,  # digits of other scripts, which read_signs has made ours
)


_READINGS = 4


@lru_cache(maxsize=1024)
def speakable(text: str) -> str:
    """A French text in words only, for Piper: no digit, sign or abbreviation is left.

    "12 bis, av. Foch à 9h30" → "douze bis, avenue Foch à neuf heures trente". Punctuation that pauses stays.
    Phonemes between `[[` and `]]` pass untouched. Applying it twice changes nothing.
    """
    said = _once(text)
    for _ in range(_READINGS):
        # What stood against a digit ("SM7") is a word of its own only now, and may have a reading too.
        again = _once(said)
        if again == said:
            break
        said = again
    return said


@lru_cache(maxsize=1024)
def for_voice(text: str) -> str:
    """What Piper gets: the speakable text, with what espeak-ng would say wrong respelled. Never to be shown."""
    said = "".join(
        piece if _PHONEMES.fullmatch(piece) else sound_words(piece) for piece in _PHONEMES.split(speakable(text))
    )
    pieces = _PHONEMES.split(said)
    return joined("".join(piece if _PHONEMES.fullmatch(piece) else respelled(piece) for piece in pieces))


def in_words(text: str) -> str:
    """A French text with its numbers, dates, hours and addresses of the Internet in words, other words as written.

    What a recognizer would write of it, but for capitals and punctuation: "le PACS à 9h30" keeps its "PACS".
    """
    return tidy(_read(read_internet(unify(text))))


def _once(text: str) -> str:
    written = "".join(
        piece if _PHONEMES.fullmatch(piece) else read_words(read_internet(piece))
        for piece in _PHONEMES.split(unify(text))
    )
    return _tidy([_read(piece) for piece in _PHONEMES.split(written)])


def _read(piece: str) -> str:
    if _PHONEMES.fullmatch(piece):
        return piece
    for rule in _RULES:
        piece = rule(piece)
    return piece


def _tidy(pieces: list[str]) -> str:
    # Letters stand for the phonemes meanwhile, so that tidying sees words and leaves them alone.
    phonemes = [piece for piece in pieces if _PHONEMES.fullmatch(piece)]
    text = tidy("".join("\ue000" if piece in phonemes else piece for piece in pieces))
    for sound in phonemes:
        text = text.replace("\ue000", sound, 1)
    return text
