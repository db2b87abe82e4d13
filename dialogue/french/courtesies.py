"""What is said around an answer (courtesies.toml): thanks, leave-taking, "me voilà"; and the words that are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from dialogue.french import phrase_files
from dialogue.french.words import FILLERS, folded, words

Courtesy = Literal[
    "farewell", "parting", "done", "thanks", "compliment", "approval", "address", "no", "yes", "back", "ready", "noted",
    "calling", "wrong_number", "not_told", "change", "the_place", "the_phone", "the_kind",
    "speak_up", "speak_slowly", "also_louder", "also_slower", "hard_to_hear",
]  # fmt: skip
"""Kinds of phrases; one that is of several counts for the first that is looked for."""
FILE = Path(__file__).with_name("courtesies.toml")
AROUND: frozenset[Courtesy] = frozenset({"thanks", "compliment", "approval", "address", "farewell", "parting", "done"})
"""What may surround any answer."""
_THING = "{chose}"
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


def read(text: str, *kinds: Courtesy) -> Said:
    """Part a text into phrases of these kinds (none named: what may surround any answer, yes and no) and the rest."""
    wanted = frozenset(kinds) or AROUND | {"yes", "no"}
    spelled, spoken = folded(text), words(text)
    found: list[Courtesy] = []
    rest: list[str] = []
    place = before_last = 0
    while place < len(spelled):
        length, kind = _longest(spelled, place, wanted)
        if kind is not None:
            found.append(kind)
        elif spelled[place] not in FILLERS:
            rest.append(spoken[place])
            before_last = len(found)
        place += length
    return Said(tuple(found), " ".join(rest).replace("' ", "'"), tuple(found[before_last:]))


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
    content = phrase_files.tables(file)
    things = phrase_files.expressions(content, file, "chose")
    known: dict[tuple[str, ...], tuple[Courtesy, ...]] = {}
    for kind in _KINDS:
        told = _YES_OR_NO[kind].split() if kind in _YES_OR_NO else phrase_files.expressions(content, file, kind)
        for phrase in told:
            for each in [phrase.replace(_THING, thing) for thing in things] if _THING in phrase else [phrase]:
                spelled = tuple(folded(each))
                known[spelled] = (*known.get(spelled, ()), kind)
    return known, max(map(len, known))


_KINDS: tuple[Courtesy, ...] = get_args(Courtesy)
