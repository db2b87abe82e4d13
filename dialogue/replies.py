"""What callers say who do not give what was asked (replies.toml)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, has_phrase
from dialogue.french.words import folded

FILE = Path(__file__).with_name("replies.toml")

Kind = Literal[
    "place.no_number", "place.spread", "phone.refused", "detail.yes", "detail.no",
    "again.another", "again.more", "again.joins", "again.earlier",
    "person.about", "person.nothing", "doubt.firm", "doubt.says", "doubt.pauses", "doubt.change", "doubt.asks",
    "case.nothing", "case.number", "case.when", "case.around",
]  # fmt: skip


def says(kind: Kind, texts: Sequence[str], file: Path = FILE) -> bool:
    """Whether one of the two best readings has an expression of that list. Raises PhraseFileError."""
    known = load(file)[kind]
    return any(has_phrase(folded(text), known) for text in texts[:2])


def detail(texts: Sequence[str], yes_words: Sequence[str], no_words: Sequence[str]) -> bool | None:
    """Yes or no told in words, "c'est des insultes" or "pas encore"; None when they say neither, or both."""
    for text in texts[:2]:
        spelled = folded(text)
        told = {not _denied(spelled, at) for at in _places(spelled, yes_words)}
        told |= {_denied(spelled, at) for at in _places(spelled, no_words)}
        if len(told) == 1:
            return told.pop()
        if not told and says("detail.no", [text]):
            return False
        if not told and says("detail.yes", [text]):
            return True
    return None


_DENYING = frozenset({"pas", "ni", "sans", "aucun", "aucune", "jamais", "rien"})


_BETWEEN = frozenset("d de des du l la le les un une en trop vraiment si tres specialement".split())


def _denied(spelled: Sequence[str], place: int) -> bool:
    while place and spelled[place - 1] in _BETWEEN:
        place -= 1
    return place > 0 and spelled[place - 1] in _DENYING


def _places(spelled: Sequence[str], expressions: Sequence[str]) -> list[int]:
    """Where one of the expressions begins."""
    known = [folded(each) for each in expressions]
    return [at for at in range(len(spelled)) if any(list(spelled[at : at + len(each)]) == each for each in known)]


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, *get_args(Kind))
