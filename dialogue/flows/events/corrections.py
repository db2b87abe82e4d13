"""What is corrected of a registration read back (corrections.toml): "non, le nom est faux" cancels nothing."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, has_phrase
from dialogue.french.words import folded
from dialogue.questions import EXPECT_CHOICE, Answer, Question

FILE = Path(__file__).with_name("corrections.toml")
Part = Literal["people", "name", "phone"]
_PARTS: tuple[Part, ...] = get_args(Part)
_NOTHING_KEY = "4"
WHICH = "event_change"


def question() -> Question:
    """Which part is to be changed."""
    return Question(WHICH, "ask_event_change", {}, EXPECT_CHOICE, "ask_event_change_retry", 2, help="detail")


def part(answer: Answer) -> Part | None:
    """The part that is to be changed, by its words or its key; None when none is named, or several."""
    if answer.keys:
        return _PARTS[int(answer.keys) - 1] if answer.keys in ("1", "2", "3") else None
    spelled = folded(answer.text)
    named = [each for each in _PARTS if has_phrase(spelled, load()[each])]
    return named[0] if len(named) == 1 else None


def nothing(answer: Answer) -> bool:
    """Whether all is right after all."""
    return answer.keys == _NOTHING_KEY or (bool(answer.texts) and has_phrase(folded(answer.text), _RIGHT))


_RIGHT = frozenset({("rien",), ("tout", "est", "bon"), ("c", "est", "bon"), ("tout", "va", "bien")})


def wanted(texts: Sequence[str]) -> bool:
    """Whether something is to be changed, and the registration still wanted."""
    spelled, known = folded(texts[0]) if texts else [], load()
    if has_phrase(spelled, known["dropped"]):
        return False
    return any(has_phrase(spelled, known[each]) for each in (*_PARTS, "something"))


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, *_PARTS, "something", "dropped")
