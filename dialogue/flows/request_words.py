"""Words that tell of what sort a request is (request_words.toml): a question, and which; or that there is one more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, phrase_at

FILE = Path(__file__).with_name("request_words.toml")


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; request_words.toml says what each is for."""

    questions: re.Pattern[str]
    no_report: re.Pattern[str]
    another: re.Pattern[str]
    besides: re.Pattern[str]
    denying: frozenset[Phrase]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "questions": "questions",
    "no_report": "sans_signaler",
    "another": "encore",
    "besides": "aussi",
    "denying": "nie",
}


def is_question(texts: Sequence[str]) -> bool:
    """Whether something is asked; recognition gives no question mark."""
    return any(load().questions.search(fold(text)) for text in texts[:2])


def asks(texts: Sequence[str]) -> bool:
    """Whether the words ask where, when or how much: nobody reports a problem so."""
    return bool(texts) and load().no_report.search(fold(texts[0])) is not None


def something_else(texts: Sequence[str]) -> bool:
    """Whether nothing is said but that something else is wanted: it is said to come next, and does."""
    return any(load().another.search(fold(text)) for text in texts[:2])


def adds(text: str) -> bool:
    """Whether something is told in addition: "et il y a aussi un trou"."""
    return load().besides.search(fold(text)) is not None


def undenied(spelled: Sequence[str]) -> list[str]:
    """The folded words but those that only say what is not so: "rien de dangereux" asks about no danger."""
    kept: list[str] = []
    place = 0
    while place < len(spelled):
        length = phrase_at(spelled, place, load().denying)
        kept += [] if length else [spelled[place]]
        place += length + 1 if length else 1  # the phrase, and the word that it denies
    return kept
