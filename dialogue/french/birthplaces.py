"""Where somebody was born, as it is said: "je suis né à Limoges mais j'habite ici"."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.numbers import numbers_in
from dialogue.french.words import is_filler, words

FILE = Path(__file__).with_name("birthplaces.toml")
_HERE, ELSEWHERE = "ici", "ailleurs"
_LIVES_WITHIN = 2


def place_of_birth(text: str, *, asked: bool = False) -> str:
    """The words that name where; empty when none do. When that was `asked`, "à Limoges" does."""
    said = words(text)
    for start in (place + 1 for place, word in enumerate(said) if word in load()["born"]):
        where = _from_preposition(said[start:])
        if where:
            return ELSEWHERE if where == _HERE and said[: start - 1][-1:] == ["pas"] else where
    if not asked or load()["born"].intersection(said):
        return ""
    answer = [word for word in said if not is_filler(word)]
    while answer and answer[0] in load()["opening"]:
        answer = answer[1:]
    return _named(answer[1:]) if answer and answer[0] in load()["before"] else ""


def without_home(text: str) -> str:
    """The words without "ici" of where somebody lives: "j'habite ici" tells of no birth."""
    said, lives = words(text), load()["lives"]
    kept = [
        word
        for place, word in enumerate(said)
        if word != _HERE or lives.isdisjoint(said[max(0, place - _LIVES_WITHIN) : place])
    ]
    return " ".join(kept)


def _from_preposition(rest: Sequence[str]) -> str:
    """The place after the first small word that leads to one; "né en mille neuf cent" leads to none."""
    for place, word in enumerate(rest):
        if word == _HERE:
            return _HERE
        if word in load()["before"]:
            where = _named(rest[place + 1 :])
            if where:
                return where
        elif word in load()["ends"] - {"le"}:  # "née le trois mars à Oran"
            return ""
    return ""


def _named(rest: Sequence[str]) -> str:
    """The words up to the end of the place; empty for a year, or what is the name of no place."""
    ends = (place for place, word in enumerate(rest) if word in load()["ends"] or is_filler(word))
    taken = list(rest[: next(ends, len(rest))])
    dated = bool(taken) and bool(numbers_in(taken[0]))
    return "" if dated or set(taken) <= load()["nowhere"] else " ".join(taken)


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Mapping[str, frozenset[str]]:
    """The words of each list, as they are written: "né" is not "ne". Raises PhraseFileError."""
    lists = phrase_files.lists(file, "born", "before", "ends", "nowhere", "lives", "opening")
    return {kind: frozenset(told) for kind, told in lists.items()}
