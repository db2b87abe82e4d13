"""How people say what is written: fillers, words repeated, schwas swallowed (Adda-Decker and others 2005)."""

from random import Random

from asr_models.phones import CONSONANTS, PAUSES, VOWELS

FILLERS = ("euh", "heu", "ben", "bah", "alors", "enfin", "hein", "bon", "voilà", "donc", "quoi", "euh euh")
HESITANT = 0.3
"""Share of the sentences with fillers."""
REPEATED = 0.04
SWALLOWING = 0.6
"""Share of the sentences whose speaker swallows schwas; of the schwas that may fall, most then do."""
FALLS = 0.7
PUNCTUATION = (".", ".", ".", "?", "", ",", "!")


def hesitating(text: str, random: Random) -> str:
    """The text as it is said by somebody who searches for words (or, mostly, as it is)."""
    if random.random() > HESITANT:
        return text
    spoken: list[str] = []
    for word in text.split():
        if random.random() < 0.08:
            spoken.append(f"{random.choice(FILLERS)},")
        spoken.append(word)
        if random.random() < REPEATED and word[-1].isalpha():
            spoken.append(word)
    return " ".join(spoken)


def ended(text: str, random: Random) -> str:
    """With some end, which gives the sentence its melody."""
    return text if text[-1:] in ".?!," else text + random.choice(PUNCTUATION)


def swallowed(symbols: list[str], random: Random) -> list[str]:
    """espeak-ng's symbols with some schwas left out, where French lets them fall: after one consonant only.

    "petit" becomes "p'tit", "je sais" "j'sais"; "appartement" keeps its own (law of three consonants, Grammont 1894).
    """
    if random.random() > SWALLOWING:
        return symbols
    return [
        symbol
        for place, symbol in enumerate(symbols)
        if symbol != "ə" or not _may_fall(symbols, place) or random.random() > FALLS
    ]


def _may_fall(symbols: list[str], place: int) -> bool:
    before = [symbol for symbol in symbols[:place] if symbol not in "ˈˌ"][-3:]
    if not before or before[-1] not in CONSONANTS:
        return False
    earlier = next((symbol for symbol in reversed(before[:-1]) if symbol != " "), None)
    return earlier is None or earlier in VOWELS or earlier in PAUSES or earlier in "\u0303ː"
