"""What a question asks for (a place, a price, a time, a certain day), and whether a sentence has it: kb/asked.toml."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from kb import phrase_files

FILE = Path(__file__).with_name("asked.toml")
_DAYS = re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|jours? feries?|week end|semaine)\b")


@dataclass(frozen=True)
class Kind:
    """One kind of fact: how it is asked for, and what a sentence with it has (over folded words)."""

    question: re.Pattern[str]
    answer: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> tuple[Kind, ...]:
    """The kinds of the file. Raises PhraseFileError."""
    names = tuple(phrase_files.tables(file))
    told = phrase_files.patterns(file, *(f"{name}.{side}" for name in names for side in ("question", "reponse")))
    return tuple(Kind(told[f"{name}.question"], told[f"{name}.reponse"]) for name in names)


@dataclass(frozen=True)
class Asked:
    """What the words of a question ask for."""

    kinds: tuple[Kind, ...]
    days: frozenset[str]

    def share(self, sentence: str) -> float:
        """How much of it a sentence has, 0 to 1; 0 when nothing particular is asked for."""
        said = fold(sentence)
        wanted = [kind.answer.search(said) is not None for kind in self.kinds]
        wanted += [day in said for day in self.days]
        return sum(wanted) / len(wanted) if wanted else 0.0

    def __bool__(self) -> bool:
        return bool(self.kinds or self.days)


def asked_in(text: str) -> Asked:
    """What a question asks for."""
    said = fold(text)
    return Asked(tuple(kind for kind in load() if kind.question.search(said)), frozenset(_DAYS.findall(said)))
