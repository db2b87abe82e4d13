"""The phones of the recognizer, and how espeak-ng's symbols become them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SILENCE = "SIL"
VOWELS = ("a", "e", "ɛ", "i", "o", "ɔ", "u", "y", "ø", "œ", "ə", "ɑ̃", "ɔ̃", "ɛ̃")
CONSONANTS = ("j", "w", "ɥ", "p", "b", "t", "d", "k", "ɡ", "f", "v", "s", "z", "ʃ", "ʒ", "m", "n", "ɲ", "l", "ʁ")
PHONES = (SILENCE, *VOWELS, *CONSONANTS)
"""35 phones; œ̃ is said as ɛ̃ and ɑ as a by most people in France (Léon, Phonétisme et prononciations du français)."""
INDEX = {phone: index for index, phone in enumerate(PHONES)}

# What espeak-ng writes for other languages' sounds, and for the rarer French ones: the nearest phone or phones.
NEAREST: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("ɑɐ", ("a",)),
    **dict.fromkeys("ɹrɾχxʀ", ("ʁ",)),
    **dict.fromkeys("ɪɨᵻ", ("i",)),
    **dict.fromkeys("ʊɯ", ("u",)),
    **dict.fromkeys("ʌɜɚ", ("œ",)),
    **dict.fromkeys("hʔʰʲ", ()),
    "ŋ": ("n",),
    "g": ("ɡ",),
    "θ": ("s",),
    "ð": ("z",),
    "ɒ": ("ɔ",),
    "æ": ("a",),
    "ʎ": ("j",),
    "ɬ": ("l",),
    "β": ("v",),
    "ç": ("ʃ",),
    "ɣ": ("ɡ",),
    "c": ("k",),
    "ɟ": ("ɡ",),
    "q": ("k",),
    "ʑ": ("ʒ",),
    "ɕ": ("ʃ",),
    "ɤ": ("ə",),
    "ʧ": ("t", "ʃ"),
    "ʤ": ("d", "ʒ"),
    "ʦ": ("t", "s"),
}
NASAL = {"a": "ɑ̃", "ɑ": "ɑ̃", "ɔ": "ɔ̃", "o": "ɔ̃", "ɛ": "ɛ̃", "œ": "ɛ̃", "e": "ɛ̃"}
TILDE, STRESS, LENGTHS = "\u0303", "ˈˌ", "ː-"
BETWEEN_WORDS, PAUSES = " ", ",.;:!?—…"


class UnknownSoundError(ValueError):
    """A symbol that no phone stands for."""


@dataclass(frozen=True)
class TimedPhone:
    """A phone from `start` to `end`, both in the unit of the durations it was made of.

    `phone` is None between two words: speakers go on, or pause, as they like.
    """

    phone: str | None
    start: int
    end: int


def timed(symbols: Iterable[str], durations: Iterable[int]) -> Iterator[TimedPhone]:
    """Phones with their times, from espeak-ng's symbols (one character each) and how long each lasts.

    A stress mark's time goes to the phone after it, a length mark's and a tilde's to the one before. `^`, `$` and
    punctuation are silence. Raises UnknownSoundError.
    """
    held: list[tuple[str, int, int]] = []
    now, stressed_since = 0, None
    for symbol, lasts in zip(symbols, durations, strict=True):
        start, now = now, now + lasts
        if symbol in STRESS:
            stressed_since = start if stressed_since is None else stressed_since
        elif symbol == TILDE and held:
            vowel, since, _ = held[-1]
            held[-1] = (NASAL.get(vowel, vowel), since, now)
        elif symbol in LENGTHS and held:
            held[-1] = (*held[-1][:2], now)
        else:
            held.append((symbol, start if stressed_since is None else stressed_since, now))
            stressed_since = None
    for symbol, start, end in held:
        yield from _phones(symbol, start, end)


def _phones(symbol: str, start: int, end: int) -> Iterator[TimedPhone]:
    if symbol in "^$" or symbol in PAUSES:
        yield TimedPhone(SILENCE, start, end)
    elif symbol == BETWEEN_WORDS:
        yield TimedPhone(None, start, end)
    else:
        names = (symbol,) if symbol in INDEX else NEAREST.get(symbol)
        if names is None:
            raise UnknownSoundError(
                f"no phone for {symbol!r} (U+{ord(symbol[0]):04X}): add it to NEAREST in {__name__}"
            )
        for number, name in enumerate(names):  # two phones share the time equally
            step = (end - start) // len(names)
            yield TimedPhone(
                name, start + number * step, end if number + 1 == len(names) else start + (number + 1) * step
            )


def plain(symbols: Iterable[str]) -> tuple[str, ...]:
    """The phones alone, without silences and times: a pronunciation. Raises UnknownSoundError."""
    listed = list(symbols)
    found = (each.phone for each in timed(listed, [1] * len(listed)))
    return tuple(phone for phone in found if phone is not None and phone != SILENCE)
