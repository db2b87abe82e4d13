"""A name as it is given on the telephone, without what is said around it: "Szczepaniak, je vous l'épelle"."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from accessibility.hearing import fold
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, phrase_at
from dialogue.french.words import folded

FILE = Path(__file__).with_name("names.toml")
_AROUND = " ,.;:!?"
_FEWEST_LETTERS, _SAME = 3, 0.6
"""From so many letters on, and so like what was heard, they spell the whole name."""
_LETTERS_SPELLED = 2
"""So many single letters in a row are a spelling."""


@dataclass(frozen=True)
class _Word:
    """A word as it was said, and the first of its folded parts: "l'épelle" has two."""

    said: str
    start: int


@dataclass(frozen=True)
class Words:
    """What is known of the words around names (names.toml)."""

    before: frozenset[Phrase]
    refused: frozenset[Phrase]
    comment: frozenset[Phrase]
    dropped: frozenset[Phrase]
    titles: frozenset[Phrase]
    none: frozenset[Phrase]


def bare(text: str) -> str:
    """The name alone, as it was said; empty when nothing is left, or it begins like no name ("attendez").

    What comes after a refusal counts ("pas ça, c'est Fabre"); letters alone are put together.
    """
    name, _ = _parted(text)
    if phrase_at(folded(name), 0, load().none):
        return ""
    return name


def commented(text: str) -> bool:
    """Whether a name is explained: "Dupond, avec un d"."""
    name, explained = _parted(text)
    return bool(name) and explained


def _parted(text: str) -> tuple[str, bool]:
    """The name, and whether anything that explains it was cut off."""
    said = _begun(_after_refusal(text.split()))
    if said and all(_is_letter(word) for word in said):
        return (
            ("".join(word.strip(_AROUND) for word in said).lower().capitalize(), True) if len(said) > 1 else ("", False)
        )
    kept = said[: _end(said)]
    named = [word for word in kept if not phrase_at(folded(word), 0, load().dropped)]
    if named:
        named[-1] = _as_spelled(named[-1], said[len(kept) :])
    return " ".join(_once(named)).strip(_AROUND), len(kept) < len(said)


def _as_spelled(heard: str, after: Sequence[str]) -> str:
    """The name as the letters after it spell it, where they are of this name: "Dupont, d, u, p, o, n, d"."""
    start = next((place for place, word in enumerate(after) if _is_letter(word)), len(after))
    letters = "".join(word.strip(_AROUND) for word in takewhile(_is_letter, after[start:]))
    same = SequenceMatcher(None, fold(heard), fold(letters)).ratio() if len(letters) >= _FEWEST_LETTERS else 0.0
    return letters.lower().capitalize() if same >= _SAME else heard


def _after_refusal(said: Sequence[str]) -> list[str]:
    """What is said after the last refusal, if it is anything; "c'est pas Favre, c'est Fabre" has one too."""
    spelled, words = _spelled(said)
    start = 0
    for word in words:
        length = phrase_at(spelled, word.start, load().refused)
        if length:
            start = word.start + length
    denied = next((place for place, each in enumerate(spelled[:-1]) if each == "pas" and place >= start), None)
    if denied is not None and not start:
        again = [place for place in range(denied + 2, len(spelled) - 2) if spelled[place : place + 2] == ["c", "est"]]
        start = again[-1] if again else start
    rest = [word.said for word in words if word.start >= start]
    return rest if _begun(rest) else list(said)


def _begun(said: Sequence[str]) -> list[str]:
    """Without what leads to the name."""
    spelled, words = _spelled(said)
    place = 0
    while place < len(spelled) and (length := phrase_at(spelled, place, load().before)):
        place += length
    return _from(said, words, place)


def _from(said: Sequence[str], words: Sequence[_Word], place: int) -> list[str]:
    """The words from a folded part on; of a word that begins before it, what comes after its apostrophe."""
    rest = [word.said for word in words if word.start >= place]
    inside = [word for word in words if word.start < place and place < word.start + len(folded(word.said))]
    return [*(word.said.replace("’", "'").rpartition("'")[2] for word in inside), *rest]


def _end(said: Sequence[str]) -> int:
    """Words of the name: until it is explained or spelled."""
    spelled, words = _spelled(said)
    for place, word in enumerate(words):
        letters = said[place : place + _LETTERS_SPELLED]
        if place and len(letters) == _LETTERS_SPELLED and all(map(_is_letter, letters)):
            return place
        if place and phrase_at(spelled, word.start, load().comment):
            return place
    return len(said)


def _once(said: Sequence[str]) -> list[str]:
    """A name said twice, once: "Dupuis, madame Dupuis"."""
    title = next((place for place, word in enumerate(said) if phrase_at(folded(word), 0, load().titles)), 0)
    if title:
        return list(said[title:] if title + 1 < len(said) else said[:title])
    half = len(said) // 2
    return list(said[:half] if half and folded(" ".join(said[:half])) == folded(" ".join(said[half:])) else said)


def _is_letter(word: str) -> bool:
    return len(word.strip(_AROUND)) == 1 and word.strip(_AROUND).isalpha()


def _spelled(said: Sequence[str]) -> tuple[list[str], list[_Word]]:
    spelled: list[str] = []
    words: list[_Word] = []
    for word in said:
        parts = folded(word)
        if parts:
            words.append(_Word(word, len(spelled)))
            spelled += parts
    return spelled, words


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return Words(**phrase_files.phrases(file, *(each.name for each in fields(Words))))
