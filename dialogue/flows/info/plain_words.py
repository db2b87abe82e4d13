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
    told: re.Pattern[str]
    never: re.Pattern[str]
    phone: re.Pattern[str]
    market: re.Pattern[str]
    market_when: re.Pattern[str]
    town_hall: re.Pattern[str]
    town_hall_when: re.Pattern[str]
    town_hall_come: re.Pattern[str]
    before_day: re.Pattern[str]
    bins: re.Pattern[str]
    collected: re.Pattern[str]
    not_collected: re.Pattern[str]
    of_canteen: re.Pattern[str]
    agenda_when: re.Pattern[str]
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
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "surely": "horaires.toujours",
    "perhaps": "horaires.parfois",
    "told": "horaires.raconte",
    "never": "horaires.jamais",
    "phone": "telephone.questions",
    "market": "horaires.marche",
    "market_when": "horaires.marche_jour",
    "town_hall": "horaires.mairie",
    "town_hall_when": "horaires.mairie_jour",
    "town_hall_come": "horaires.mairie_venir",
    "before_day": "horaires.avant_jour",
    "bins": "collecte.mots",
    "collected": "collecte.questions",
    "not_collected": "collecte.jamais",
    "of_canteen": "cantine.autre",
    "agenda_when": "agenda.ce_jour",
    "of_event": "agenda.questions",
    "surely_of_event": "agenda.toujours",
    "registering": "agenda.inscriptions",
    "tools": "bricolage.mots",
    "allowed": "bricolage.questions",
    "not_mine": "bricolage.jamais",
    "elsewhere": "ailleurs.noms",
}


def names_elsewhere(texts: Sequence[str]) -> bool:
    """Whether the best reading names a shop or the like, which is none of the town's services."""
    return bool(texts) and load().elsewhere.search(fold(texts[0])) is not None
