"""The expressions of practical.toml: how plain facts are asked for, and shops the town knows nothing of."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessibility.hearing import fold

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
    """The expressions of the file."""
    tables: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    hours, events, tools = tables["horaires"], tables["agenda"], tables["bricolage"]
    return Words(
        surely=pattern_of(hours["toujours"]),
        perhaps=pattern_of(hours["parfois"]),
        never=pattern_of(hours["jamais"]),
        of_event=pattern_of(events["questions"]),
        surely_of_event=pattern_of(events["toujours"]),
        registering=pattern_of(events["inscriptions"]),
        tools=pattern_of(tools["mots"]),
        allowed=pattern_of(tools["questions"]),
        not_mine=pattern_of(tools["jamais"]),
        elsewhere=pattern_of(tables["ailleurs"]["noms"]),
    )


def pattern_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Expressions as they are written in practical.toml: "…" lets other words pass, "*" ends the word."""
    return re.compile("|".join(rf"\b{_one(phrase)}(?!\w)" for phrase in phrases))


def _one(phrase: str) -> str:
    parts = (r"\w*".join(fold(piece) for piece in part.split("*")) for part in phrase.split("…"))
    return r"\b.*\b".join(part.strip() for part in parts)


def names_elsewhere(texts: Sequence[str]) -> bool:
    """Whether the best reading names a shop or the like, which is none of the town's services."""
    return bool(texts) and load().elsewhere.search(fold(texts[0])) is not None
