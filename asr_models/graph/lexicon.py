"""How words sound: espeak-ng's French, what French speech does to it, and a table of exceptions.

A word has several pronunciations; each has a cost (minus the logarithm of how likely it is, guessed): the final "e"
that southerners say, the consonant that links to the next word (liaison), the schwa that falls.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from piper.phonemize_espeak import EspeakPhonemizer

from asr_models.phones import CONSONANTS, INDEX, VOWELS, UnknownSoundError, plain

EXCEPTIONS = Path(__file__).with_name("pronunciations.toml")
Pronunciation = tuple[str, ...]

OTHER_EXCEPTION = 0.5
FALLEN_SCHWA, ADDED_SCHWA, ADDED_SCHWA_AFTER_CLUSTER = 0.7, 1.5, 0.7
CLOSED_E, LOST_LIQUID = 0.7, 1.0
LINKING_Z, LINKING_Z_AFTER_CONSONANT, LINKING_T, LINKING_N = 1.0, 2.0, 1.5, 1.0
NASALS = ("ɛ̃", "ɔ̃", "ɑ̃")


class Lexicon:
    """Pronunciations of words; `exceptions` (word to its pronunciations, the likeliest first) replace espeak-ng's."""

    def __init__(self, exceptions: Mapping[str, list[Pronunciation]] | None = None) -> None:
        self.exceptions = built_in_exceptions() if exceptions is None else exceptions
        self._espeak = EspeakPhonemizer()

    def __call__(self, word: str) -> dict[Pronunciation, float]:
        """Each way to say the word, and its cost; empty when espeak-ng makes nothing of it."""
        if word in self.exceptions:
            return {said: OTHER_EXCEPTION * (place > 0) for place, said in enumerate(self.exceptions[word])}
        symbols = [symbol for sentence in self._espeak.phonemize("fr", word) for symbol in sentence]
        try:
            base = plain(symbols)
        except UnknownSoundError:
            return {}
        return _linked(word, _reduced(word, {base: 0.0})) if base else {}


@cache
def built_in_exceptions() -> dict[str, list[Pronunciation]]:
    """What pronunciations.toml says."""
    return read_exceptions(EXCEPTIONS.read_text("utf-8"), EXCEPTIONS.name)


def read_exceptions(text: str, name: str) -> dict[str, list[Pronunciation]]:
    """Words and their pronunciations from TOML: `six = ["s i s", "s i"]`. Raises ValueError: one sentence."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f'{name} is no TOML ({error}): write lines such as six = ["s i s", "s i"].') from error
    for word, listed in table.items():
        if not isinstance(listed, list) or not all(isinstance(said, str) and said.split() for said in listed):
            raise ValueError(f'{name}: {word!r} must be a list of pronunciations, such as ["s i s", "s i"].')
        foreign = sorted({phone for said in listed for phone in said.split()} - set(INDEX))
        if foreign:
            raise ValueError(f"{name}: {word!r} has the unknown phone {foreign[0]!r}; there are {' '.join(INDEX)}.")
    return {word: [tuple(said.split()) for said in listed] for word, listed in table.items()}


Ways = dict[Pronunciation, float]


def _with(ways: Ways, added: Iterable[tuple[Pronunciation, float]]) -> Ways:
    found = dict(ways)
    for said, cost in added:
        if said and cost < found.get(said, float("inf")):
            found[said] = cost
    return found


def _reduced(word: str, ways: Ways) -> Ways:
    """Schwas that fall or are added, [ɛ] said [e] at the end, "quatre" said "quat'"."""
    fallen = [
        (said[:place] + said[place + 1 :], cost + FALLEN_SCHWA)
        for said, cost in ways.items()
        for place, phone in enumerate(said)
        if phone == "ə" and place and len(said) > 2
    ]
    ways = _with(ways, fallen)
    ends: list[tuple[Pronunciation, float]] = []
    for said, cost in ways.items():
        if len(said) >= 2 and said[-1] == "ɛ":
            ends.append(((*said[:-1], "e"), cost + CLOSED_E))
        if len(said) >= 3 and said[-1] in "ʁl" and said[-2] in CONSONANTS and word.endswith("e"):
            ends += [(said[:-1], cost + LOST_LIQUID), ((*said, "ə"), cost + ADDED_SCHWA_AFTER_CLUSTER)]
        elif said[-1] in CONSONANTS and word.endswith(("e", "es")):
            ends.append(((*said, "ə"), cost + ADDED_SCHWA))
    return _with(ways, ends)


def _linked(word: str, ways: Ways) -> Ways:
    """With the consonant of a liaison."""
    ends: list[tuple[Pronunciation, float]] = []
    for said, cost in ways.items():
        if word[-1] in "sxz" and said[-1] in VOWELS and len(word) > 2:
            ends.append(((*said, "z"), cost + LINKING_Z))
        elif word[-1] == "s" and said[-1] in ("ʁ", "l", "t", "k", "m", "n", "ʒ", "d", "b"):
            ends.append(((*said, "z"), cost + LINKING_Z_AFTER_CONSONANT))
        elif word[-1] == "t" and said[-1] in VOWELS and len(word) > 2:
            ends.append(((*said, "t"), cost + LINKING_T))
        elif word[-1] == "n" and said[-1] in NASALS and len(word) <= 5:
            ends.append(((*said, "n"), cost + LINKING_N))
    return _with(ways, ends)
