"""House numbers beside a street name: "douze bis", "au numéro quatre vingt dix huit"."""

from collections.abc import Sequence
from typing import NamedTuple

from dialogue.french.numbers import LONGEST, number_of
from dialogue.french.phrases import phrase_before, phrases

HIGHEST = 9_999
"""No French house number has more than four digits (Base Adresse Nationale: `numero`)."""

_SUFFIXES = {
    "bis": "bis", "biss": "bis", "bisse": "bis", "bise": "bis", "biz": "bis",
    "ter": "ter", "terre": "ter", "taire": "ter", "terres": "ter", "quater": "quater", "quatere": "quater",
    "a": "a", "ah": "a", "b": "b", "be": "b", "c": "c", "d": "d",
}  # fmt: skip
_BIS_HEARD_AS = frozenset({"dix", "dis", "dit", "vis", "six"})
_LINKS = phrases(
    "de la; de l; de; du; dans la; dans l; dans le; dans; sur la; sur l; sur le; a la; a l; la; l; le; les; des"
)
_MARKS = phrases("au; au numero; numero; le numero; du numero; au n; le; le n; n; du; devant le; a hauteur du; au no")
_MASCULINE_TYPES = """
    boulevard chemin square quai cours passage sentier faubourg lotissement hameau clos mail parvis quartier rond
    petit grand ancien vieux
"""
_MASCULINE = frozenset(_MASCULINE_TYPES.split())
_ARTICLE_MARKS = frozenset({"au", "numero", "n", "le", "du", "no"})


class HouseNumber(NamedTuple):
    """A house number and where its words are: `start` to `end`, marks such as "au numéro" included."""

    value: int
    suffix: str
    start: int
    end: int


NO_SUFFIX = ""


def number_before(spelled: Sequence[str], street: int) -> HouseNumber | None:
    """The house number whose street begins at word `street`: "au douze bis de la | rue", "douze dix | rue"."""
    end = street - phrase_before(spelled, street, _LINKS)
    return _ending_at(spelled, end, letters=end == street or spelled[end] != "a") or (
        _ending_at(spelled, street, letters=True) if end != street else None
    )


def number_after(spelled: Sequence[str], start: int) -> HouseNumber | None:
    """The house number that is the rest of the words from `start`: "au numéro douze bis", "douze"."""
    found = _ending_at(spelled, len(spelled), letters=True)
    return found if found and found.start <= start else None


def number_at_end(spelled: Sequence[str], first: int) -> HouseNumber | None:
    """The house number that ends the words, begun after word `first`: "rue des Lilas au douze"."""
    found = _ending_at(spelled, len(spelled), letters=True)
    return found if found and found.start > first else None


def marked_number(spelled: Sequence[str]) -> HouseNumber | None:
    """A house number anywhere, told by "au", "numéro" or "le" before it: "au douze dans la petite rue"."""
    for end in range(len(spelled), 0, -1):
        found = _ending_at(spelled, end, letters=False)
        if found and spelled[found.start] in _ARTICLE_MARKS:
            return found
    return None


def number_further_on(spelled: Sequence[str]) -> HouseNumber | None:
    """A house number told in a clause of its own at the end: "(rue Pasteur) moi je suis au trente et un".

    No telephone number ("vous pouvez m'appeler au …"), floor, day or hour.
    """
    found = _ending_at(spelled, len(spelled), letters=True)
    if found is None or spelled[found.start] not in ("au", "numero", "a", "devant") or found.start == 0:
        return None
    clause = spelled[: found.start]
    told = any(word in _TELEPHONING or number_of((word,)) is not None for word in clause)
    return None if told or not _DWELLING.intersection(clause[-3:]) else found


_TELEPHONING = frozenset("appeler appelle appelez rappeler rappelez joindre joignable telephone portable etage".split())
_DWELLING = frozenset("suis habite habitons loge vis est sont c trouve situe devant juste face moi sommes".split())


def leading_suffix(spelled: Sequence[str]) -> str:
    """The suffix that the words begin with, their number said before ("ter rue des Lilas"), else empty."""
    return spelled[0] if spelled and spelled[0] in ("bis", "ter", "quater") else NO_SUFFIX


def _ending_at(spelled: Sequence[str], end: int, *, letters: bool) -> HouseNumber | None:
    if end <= 0:
        return None
    suffix = _SUFFIXES.get(spelled[end - 1], NO_SUFFIX)
    if suffix and (letters or len(suffix) > 1):
        number = _plain(spelled, end - 1)
        if number:
            return HouseNumber(number.value, suffix, number.start, end)
    number = _plain(spelled, end)
    heard_bis = spelled[end - 1] in _BIS_HEARD_AS and (number is None or _bare(spelled, number) == end - 1)
    if heard_bis:
        # "douze dix rue": 12 and 10 make no number together, so the second is "bis", badly heard.
        before = _plain(spelled, end - 1)
        if before:
            return HouseNumber(before.value, "bis", before.start, end)
    return number


def _bare(spelled: Sequence[str], number: HouseNumber) -> int:
    """Where the number's own words begin, its mark aside."""
    start = number.start
    while start < number.end and number_of(tuple(spelled[start : number.end])) is None:
        start += 1
    return start


def _is_article(spelled: Sequence[str], place: int) -> bool:
    """Whether "un" or "une" here is an article: "sur un boulevard"; not "un rue Pasteur" nor "un bis"."""
    following = spelled[place + 1] if place + 1 < len(spelled) else ""
    masculine = following in _MASCULINE or (not following and place > 0)
    return spelled[place] == "une" or (spelled[place] == "un" and masculine)


def _plain(spelled: Sequence[str], end: int) -> HouseNumber | None:
    """The longest number that ends at a word, its mark included; a lone article is none."""
    for start in range(max(0, end - LONGEST), end):
        value = number_of(tuple(spelled[start:end]))
        if value is None or not 0 < value <= HIGHEST:
            continue
        mark = phrase_before(spelled, start, _MARKS)
        if end - start == 1 and not mark and _is_article(spelled, start):
            return None
        return HouseNumber(value, NO_SUFFIX, start - mark, end)
    return None
