"""Identity card and passport gone together, "on m'a volé ma carte et mon passeport": both are told (both.toml)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dialogue.events import Utterance
from dialogue.flows.procedures.tree import Texts
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, has_phrase
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT
from dialogue.understanding.several import Part

FILE = Path(__file__).with_name("both.toml")
_OTHER = {"carte_identite": "passeport", "passeport": "carte_identite"}


def also_gone(code: str, said: Sequence[Texts]) -> str:
    """The procedure for the other paper, where both are told to be gone; empty when only one is."""
    spelled, known = folded(_joined(said)), load()
    if code not in _OTHER or not has_phrase(spelled, known["ensemble"]) or has_phrase(spelled, known["un_seul"]):
        return ""
    return _OTHER[code] if has_phrase(spelled, known["a_refaire"]) else ""


def go_on(talk: Talk, code: str, said: Sequence[Texts]) -> bool:
    """Tell the other paper, once the first is told; false: there is none, or it was told already."""
    other = also_gone(code, said)
    if not other or other in talk.cases_told or talk.serve is None:
        return False
    talk.note("both papers")
    talk.told_besides.add(INTENT + other)
    talk.serve(talk, INTENT + other, Answer(Utterance.typed(_joined(said))))
    return True


def whole(parts: tuple[Part, ...], answer: Answer) -> tuple[Part, ...]:
    """The requests of one breath, each with all its words where the two papers went together: what became of them."""
    codes = [part.meaning.removeprefix(INTENT) for part in parts]
    if len(codes) != len(_OTHER) or also_gone(codes[0], (answer.texts,)) != codes[1]:
        return parts
    return tuple(replace(part, text=answer.text) for part in parts)


def _joined(said: Sequence[Texts]) -> str:
    return " ".join(texts[0] for texts in said if texts)


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, "ensemble", "a_refaire", "un_seul")
