"""Whether a request that asks how far something is names what is no report: social housing, a nursery, a passport."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.flows.info.which_service import TOWN_HALL, named_in
from dialogue.french import phrase_files
from dialogue.talk import Talk

FILE = Path(__file__).with_name("other_subject.toml")


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; other_subject.toml says what each is for."""

    subjects: re.Pattern[str]
    report: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "subjects": "sujets", "report": "signalement",
}  # fmt: skip


def named(talk: Talk, texts: Sequence[str]) -> bool:
    """Whether the best reading names a procedure, a service or another subject, and nothing that is reported."""
    if tells_report(talk, texts):
        return False
    said, known = f" {fold(texts[0])} " if texts else "", load()
    procedures = (each for each in talk.catalogue.intents.values() if each.flow == "procedure")
    if known.subjects.search(said) or any(_has(said, each.keywords) for each in procedures):
        return True
    return any(each.kind != TOWN_HALL for each in named_in(talk, texts[:1]))


def tells_report(talk: Talk, texts: Sequence[str]) -> bool:
    """Whether the best reading names a report, or a kind of problem."""
    said = f" {fold(texts[0])} " if texts else ""
    kinds = talk.catalogue.kinds.values()
    return load().report.search(said) is not None or any(_has(said, each.keywords) for each in kinds)


def _has(said: str, keywords: Sequence[str]) -> bool:
    return any(f" {fold(word)} " in said for word in keywords)
