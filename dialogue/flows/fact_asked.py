"""Whether a page tells the very thing that is asked: a price, a number, a time (facts_asked.toml)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.french import phrase_files
from kb.passages import Passage

FILE = Path(__file__).parents[1] / "facts_asked.toml"
_PRICE, _COUNT = "prix", "nombre"
_KINDS = (_PRICE, _COUNT, "moment")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Fact:
    """Patterns over folded words: how it is asked for, and what tells it."""

    asks: re.Pattern[str]
    tells: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Mapping[str, Fact]:
    """The kinds of facts in the file. Raises PhraseFileError."""
    told = phrase_files.patterns(file, *(f"{kind}.{part}" for kind in _KINDS for part in ("questions", "reponses")))
    return {kind: Fact(told[f"{kind}.questions"], told[f"{kind}.reponses"]) for kind in _KINDS}


def told_by(passage: Passage, texts: Sequence[str]) -> bool:
    """Whether a passage has anything of each kind of fact that the best reading asks for.

    "Combien de personnes" is not told by a page about prices.
    """
    said, told = fold(texts[0]) if texts else "", fold(f"{passage.title} {passage.text}")
    asked = {kind: fact for kind, fact in load().items() if fact.asks.search(said)}
    if _COUNT in asked and _PRICE not in asked and load()[_PRICE].tells.search(fold(passage.title)):
        return False
    return all(fact.tells.search(told) or (kind != _PRICE and _DIGIT.search(told)) for kind, fact in asked.items())
