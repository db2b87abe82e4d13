"""An opinion given freely, "moi je trouve que la place devrait être piétonne": kept for the agents in its own words."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.french import phrase_files
from dialogue.talk import Talk
from kb.questions import REMARK

FILE = Path(__file__).with_name("opinion.toml")
FEWEST = 5
"""Words of an opinion: fewer say of nothing what should be."""


def told(texts: Sequence[str]) -> bool:
    """Whether the best reading says what should be, or what somebody thinks of it."""
    return bool(texts) and len(texts[0].split()) >= FEWEST and load().search(fold(texts[0])) is not None


def keep(talk: Talk, text: str) -> None:
    """Put it on the agents' list of remarks, and say so."""
    talk.store.questions.add(talk.call_id, text, REMARK, talk.now())
    talk.note(f"question listed ({REMARK})")
    talk.say("opinion_kept")


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> re.Pattern[str]:
    """The expressions of the file as one pattern. Raises PhraseFileError."""
    return phrase_files.patterns(file, "avis")["avis"]
