"""What is said around an answer (courtesies.toml): thanks, leave-taking, "me voilà"; and the words that are left."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from dialogue.french import phrase_files
from dialogue.french.words import FILLERS, folded, words

Courtesy = Literal[
    "farewell", "parting", "done", "thanks", "compliment", "approval", "address", "no", "yes", "back", "ready", "noted",
    "calling", "wrong_number", "not_told", "change", "the_place", "the_phone", "the_kind",
    "own_voice", "will_speak", "speak_up", "speak_slowly", "also_louder", "also_slower", "hard_to_hear",
    "own_french", "their_french", "english_first", "announcing", "introducing",
]  # fmt: skip
"""Kinds of phrases; one that is of several counts for the first that is looked for."""
FILE = Path(__file__).with_name("courtesies.toml")
AROUND: frozenset[Courtesy] = frozenset({"thanks", "compliment", "approval", "address", "farewell", "parting", "done"})
"""What may surround any answer."""
_LIST = re.compile(r"\{([^{}]+)\}")
"""A list of the file, any of whose expressions stands there: "j'ai {chose}"."""
_LISTS = ("chose", "demande", "parler", "voix", "retenu", "annonce", "parle_peu", "francais", "veut", "sujet")
_YES_OR_NO: Mapping[Courtesy, str] = {"yes": "oui ouais ouaip si ben oui", "no": "non nan"}


@dataclass(frozen=True)
class Said:
    """What an utterance is made of."""

    kinds: tuple[Courtesy, ...]
    """Of the phrases recognised, in order."""
    rest: str
    """The other words, as they were said."""
    last: tuple[Courtesy, ...] = ()
    """Of the phrases after the last of the other words."""

    @property
    def leaves(self) -> bool:
        """Whether it ends in a farewell."""
        return "farewell" in self.last or ("parting" in self.kinds and not self.rest)

    def __contains__(self, kind: Courtesy) -> bool:
        return kind in self.kinds

    @property
    def length(self) -> int:
        """Words that are left."""
        return len(folded(self.rest))


@dataclass(frozen=True)
class Part:
    """A phrase that was recognised, or (without a kind) another word."""

    kind: Courtesy | None
    said: str
    """As it was said."""


def parts(text: str, *kinds: Courtesy) -> list[Part]:
    """The phrases of these kinds and the words between them, in order; without words that carry nothing."""
    wanted, spelled, spoken = frozenset(kinds), folded(text), words(text)
    found: list[Part] = []
    place = 0
    while place < len(spelled):
        length, kind = _longest(spelled, place, wanted)
        if kind is not None or spelled[place] not in FILLERS:
            found.append(Part(kind, joined(spoken[place : place + length])))
        place += length
    return found


def joined(said: Iterable[str]) -> str:
    """Words as they are written: "l'", "eau" → "l'eau"."""
    return " ".join(said).replace("' ", "'")


def read(text: str, *kinds: Courtesy) -> Said:
    """Part a text into phrases of these kinds (none named: what may surround any answer, yes and no) and the rest."""
    found = parts(text, *(kinds or AROUND | {"yes", "no"}))
    after = next((place for place in range(len(found), 0, -1) if found[place - 1].kind is None), 0)
    return Said(_kinds(found), joined(each.said for each in found if each.kind is None), _kinds(found[after:]))


def _kinds(found: Sequence[Part]) -> tuple[Courtesy, ...]:
    return tuple(each.kind for each in found if each.kind is not None)


def only(text: str, *kinds: Courtesy) -> bool:
    """Whether a text says something of these kinds, and nothing else but courtesies."""
    said = read(text, *kinds, *(AROUND - {"done"}))
    return not said.rest and any(kind in said for kind in kinds)


def _longest(spelled: Sequence[str], place: int, wanted: frozenset[Courtesy]) -> tuple[int, Courtesy | None]:
    known, longest = load()
    for length in range(min(longest, len(spelled) - place), 0, -1):
        kinds = known.get(tuple(spelled[place : place + length]), ())
        kind = next((each for each in kinds if each in wanted), None)
        if kind is not None:
            return length, kind
    return 1, None


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> tuple[Mapping[tuple[str, ...], tuple[Courtesy, ...]], int]:
    """Every phrase with its kinds, and the length of the longest in words. Raises PhraseFileError."""
    lists = phrase_files.lists(file, *_LISTS, *(kind for kind in _KINDS if kind not in _YES_OR_NO))
    known: dict[tuple[str, ...], tuple[Courtesy, ...]] = {}
    for kind in _KINDS:
        told = _YES_OR_NO[kind].split() if kind in _YES_OR_NO else lists[kind]
        for phrase in told:
            for each in _spelled_out(phrase, lists):
                spelled = tuple(folded(each))
                known[spelled] = (*known.get(spelled, ()), kind)
    return known, max(map(len, known))


def _spelled_out(phrase: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The phrase with every list it names replaced by each expression of that list."""
    named = _LIST.search(phrase)
    if named is None:
        yield phrase
        return
    for each in lists.get(named[1], ()):
        yield from _spelled_out(phrase.replace(named[0], each, 1), lists)


_KINDS: tuple[Courtesy, ...] = get_args(Courtesy)
