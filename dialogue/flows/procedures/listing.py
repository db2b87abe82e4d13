"""The documents of a case, dictated in pieces; and which of them a caller asks to hear again."""

import math
from collections.abc import Sequence
from itertools import pairwise

from dialogue.french.choices import which
from dialogue.french.numbers import numbers_among
from dialogue.french.words import folded
from dialogue.understanding.word_sets import Spoken, WordSet
from kb.french_stems import CHATTER, STOP_WORDS, stem
from kb.procedures.model import Document

LONGEST_PIECE = 3
"""Things to write down before "c'est noté ?"."""
_ORDINALS = {
    name: place
    for place, names in enumerate(
        (
            "premier premiere", "deuxieme second seconde", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme",
            "huitieme", "neuvieme", "dixieme", "onzieme", "douzieme",
        )
    )
    for name in names.split()
}  # fmt: skip
_LAST = frozenset({"dernier", "derniere"})
_AGAIN = WordSet(
    "répétez|répéter|répète|redites|redire|redis|relisez|relire|encore une fois|c'est-à-dire|c'est quoi"
    "|qu'est-ce que c'est|ça veut dire|qu'est-ce que vous appelez|expliquez|plus précisément|précisez|quel genre"
    "|quelle sorte|comment ça|par exemple|pas compris|pas noté|pas bien entendu|vous avez dit"
)
_ALL = WordSet("la liste|depuis le début|du début|au début|tout|toute la liste|recommencez|recommencer")


def pieces(count: int) -> tuple[range, ...]:
    """Places of so many documents, in pieces of about the same length: four are two and two."""
    parts = math.ceil(count / LONGEST_PIECE)
    cuts = [round(part * count / parts) for part in range(parts + 1)] if parts else [0]
    return tuple(range(start, end) for start, end in pairwise(cuts))


def wants_all(texts: Sequence[str]) -> bool:
    """Whether the list is to be dictated again from the start."""
    spoken = Spoken.of(texts[0]) if texts else None
    return spoken is not None and any(_AGAIN.found(spoken)) and any(_ALL.found(spoken))


def wants_again(texts: Sequence[str]) -> bool:
    """Whether something is to be said again or explained."""
    return bool(texts) and any(_AGAIN.found(Spoken.of(texts[0])))


def item_asked(texts: Sequence[str], documents: Sequence[Document], near: range) -> int | None:
    """The document (its place) a caller asks about: "répétez le deuxième", "la photo, c'est-à-dire ?"; else None.

    `near`: places dictated last; of two photos the one among these is meant.
    """
    if not texts:
        return None
    spelled = folded(texts[0])
    place = _by_order(spelled, len(documents))
    if place is not None:
        return place
    named = " ".join(_without_asking(texts[0]))
    if not named:
        return None
    close = which(named, [documents[at].say for at in near])
    return near[close] if close is not None else which(named, [document.say for document in documents])


def names(texts: Sequence[str], document: Document) -> bool:
    """Whether hardly anything but the document is said: "et la photo ?", not a sentence that sounds like it."""
    named = _without_asking(texts[0]) if texts else []
    known = {stem(word) for word in folded(document.say)} | _ORDINALS.keys() | _LAST
    of_it = sum(stem(word) in known or word in known for word in named)
    return 2 * of_it >= len(named) > 0


def _by_order(spelled: Sequence[str], count: int) -> int | None:
    for word in spelled:
        if word in _ORDINALS and _ORDINALS[word] < count:
            return _ORDINALS[word]
        if word in _LAST:
            return count - 1
    if "numero" in spelled:
        numbers = [each.value for each in numbers_among(spelled)]
        return numbers[0] - 1 if len(numbers) == 1 and 1 <= numbers[0] <= count else None
    return None


def _without_asking(text: str) -> list[str]:
    """The words that name something: without "répétez" and the like, and without those that are everywhere."""
    spoken = Spoken.of(text)
    asking = {place for start, end in _AGAIN.found(spoken) for place in range(start, end)}
    return [word for at, word in enumerate(spoken.letters) if at not in asking and word not in STOP_WORDS | CHATTER]
