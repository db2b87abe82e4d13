"""Another paper of the same family, named by its end alone: "non, de mariage" where a birth certificate was begun."""

from accessibility.hearing import fold
from dialogue.catalogue import Catalogue
from dialogue.events import Utterance
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT

_BEFORE = frozenset("non mais pas euh ah plutot en fait c est celui celle pardon je voulais dire l autre".split())
"""Words before the end of the name."""
_LINKS = ("de ", "d ", "du ")
"""How the end of such a name begins."""


def go_on(talk: Talk, code: str, answer: Answer) -> bool:
    """Serve the paper that is meant; false: none is named."""
    other = named(talk.catalogue, code, answer)
    if not other or talk.serve is None:
        return False
    meant, name = other
    talk.note(f"sibling={meant}")
    talk.serve(talk, INTENT + meant, Answer(Utterance.typed(name)))
    return True


def named(catalogue: Catalogue, code: str, answer: Answer) -> tuple[str, str] | None:
    """The code and the name of the only other procedure whose name differs from this one's by these words."""
    words = fold(answer.text).replace("'", " ").split() if answer.texts else []
    while words and words[0] in _BEFORE:
        words.pop(0)
    end = " ".join(words)
    if not end.startswith(_LINKS):
        return None
    own = {head for key in catalogue.procedures[code].keywords if (head := _head(key))}
    found = {
        other: key
        for other, procedure in catalogue.procedures.items()
        if other != code
        for key in procedure.keywords
        if (head := _head(key)) in own and fold(key).replace("'", " ") == f"{head} {end}"
    }
    return next(iter(found.items())) if len(found) == 1 else None


def _head(name: str) -> str:
    """What stands before "de naissance" in "extrait d'acte de naissance"; empty for nothing."""
    words = fold(name).replace("'", " ").split()
    places = [place for place, word in enumerate(words) if place and f"{word} " in _LINKS]
    return " ".join(words[: places[-1]]) if places else ""
