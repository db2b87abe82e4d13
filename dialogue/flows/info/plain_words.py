"""The expressions of practical.toml: how plain facts are asked for, and shops the town knows nothing of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.french import phrase_files

FILE = Path(__file__).parents[2] / "practical.toml"


@dataclass(frozen=True)
class Words:
    """Patterns over folded words."""

    surely: re.Pattern[str]
    perhaps: re.Pattern[str]
    never: re.Pattern[str]
    of_event: re.Pattern[str]
    surely_of_event: re.Pattern[str]
    registering: re.Pattern[str]
    tools: re.Pattern[str]
    allowed: re.Pattern[str]
    not_mine: re.Pattern[str]
    elsewhere: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    content = phrase_files.tables(file)
    return Words(**{name: pattern_of(phrase_files.expressions(content, file, key)) for name, key in _KEYS.items()})


_KEYS = {
    "surely": "horaires.toujours",
    "perhaps": "horaires.parfois",
    "never": "horaires.jamais",
    "of_event": "agenda.questions",
    "surely_of_event": "agenda.toujours",
    "registering": "agenda.inscriptions",
    "tools": "bricolage.mots",
    "allowed": "bricolage.questions",
    "not_mine": "bricolage.jamais",
    "elsewhere": "ailleurs.noms",
}


def pattern_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Expressions as they are written in practical.toml: "…" lets other words pass, "*" ends the word."""
    return re.compile("|".join(rf"\b{_one(phrase)}(?!\w)" for phrase in phrases))


def _one(phrase: str) -> str:
    parts = (r"\w*".join(fold(piece) for piece in part.split("*")) for part in phrase.split("…"))
    return r"\b.*\b".join(part.strip() for part in parts)


def names_elsewhere(texts: Sequence[str]) -> bool:
    """Whether the best reading names a shop or the like, which is none of the town's services."""
    return bool(texts) and load().elsewhere.search(fold(texts[0])) is not None
