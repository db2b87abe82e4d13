"""Digits as they are dictated: every way to read the words, and what each way costs.

"Soixante dix huit" is 78, 60 18, 70 8 or 60 10 8. A reading is a path through the words; its cost grows with
each number, pause inside a number, change between pairs and single digits, and word left out. What the digits
are for decides among the cheap ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dialogue.french.numbers import NUMBER_WORDS, number_of
from dialogue.french.words import folded

BEAM = 400
"""Readings kept at each word. Real dictations have fewer than fifty."""
LONGEST_PATH = 40
"""Digits after which a reading is given up."""

# What a small recognizer writes for a number among numbers.
_HOMOPHONES = {
    "cis": "six", "sis": "six", "scie": "six", "si": "six", "cet": "sept", "cette": "sept", "set": "sept",
    "vin": "vingt", "vain": "vingt", "vint": "vingt", "vins": "vingt", "de": "deux", "d": "deux", "eux": "deux",
    "hein": "un", "ain": "un", "in": "un", "sans": "cent", "sang": "cent", "dis": "dix", "neufs": "neuf",
    "oeuf": "neuf", "saint": "cinq", "sein": "cinq", "sain": "cinq", "zeros": "zéro", "trop": "trois",
    "oui": "huit", "rente": "trente", "catre": "quatre",
}  # fmt: skip
_REPAIRS = (
    ("non", "pardon"), ("pardon",), ("non",), ("nan",), ("plutot",), ("excusez", "moi"), ("je", "me", "trompe"),
    ("je", "me", "suis", "trompe"), ("je", "veux", "dire"), ("je", "voulais", "dire"),
)  # fmt: skip
_RESTARTS = (("je", "recommence"), ("je", "reprends"), ("on", "recommence"), ("depuis", "le", "debut"))
_MEASURES = frozenset({"heure", "heures", "h", "ans", "euros", "jours", "minutes", "metres"})

# Costs: only their order matters. A number costs 1, so fewer, longer numbers are the likelier reading.
_NUMBER = 1.0
_PAUSE_INSIDE = 0.6
_OFF_PAIR = 0.5
_CHANGE = 0.8
_HOMOPHONE = 0.8
_LEFT_OUT = {"first": 1.8, "later": 4.0, "article": 0.9, "homophone": 0.4}
_UNREPAIRED = 1.0
_REPAIRED = 0.3
_ALL_REPAIRED = 0.9

Kind = Literal["number", "article", "homophone", "et", "plus", "double", "repair", "restart", "pause"]


@dataclass(frozen=True)
class _Item:
    kind: Kind
    word: str = ""


@dataclass(frozen=True)
class Reading:
    """One way to read a dictation."""

    numbers: tuple[str, ...] = ()
    """The digits of each number said, "+" included."""
    cost: float = 0.0

    @property
    def digits(self) -> str:
        """All digits, "+" included."""
        return "".join(self.numbers)

    def and_then(self, number: str, cost: float) -> "Reading":
        """This reading with one more number."""
        return Reading((*self.numbers, number), self.cost + cost)


@lru_cache(maxsize=256)
def readings(texts: tuple[str, ...]) -> tuple[Reading, ...]:
    """The ways to read successive utterances, cheapest first, at most `BEAM`, one without digits included."""
    items = _items(texts)
    reached: list[list[Reading]] = [[Reading()], *([] for _ in items)]
    for place in range(len(items)):
        for reading in _cheapest(reached[place]):
            for end, longer in _continued(items, place, reading):
                reached[end].append(longer)
    return tuple(_cheapest(reached[-1]))


def _cheapest(found: list[Reading]) -> list[Reading]:
    best: dict[tuple[str, ...], Reading] = {}
    for reading in sorted(found, key=lambda reading: reading.cost):
        if len(reading.digits) <= LONGEST_PATH:
            best.setdefault(reading.numbers, reading)
    return list(best.values())[:BEAM]


def _items(texts: Sequence[str]) -> list[_Item]:
    """The words that matter, with a pause wherever other words or the end of an utterance stand between."""
    items: list[_Item] = []
    for text in texts:
        spelled = folded(text)
        place = 0
        while place < len(spelled):
            item, length = _item(spelled, place)
            items.append(item)
            place += length
        items.append(_Item("pause"))
    return [item for place, item in enumerate(items) if item.kind != "pause" or place + 1 < len(items)]


def _item(spelled: Sequence[str], place: int) -> tuple[_Item, int]:
    phrases: tuple[tuple[Kind, tuple[tuple[str, ...], ...]], ...] = (
        ("repair", _REPAIRS),
        ("restart", _RESTARTS),
    )
    for kind, choices in phrases:
        for phrase in choices:
            if tuple(spelled[place : place + len(phrase)]) == phrase:
                return _Item(kind), len(phrase)
    word = spelled[place]
    following = spelled[place + 1] if place + 1 < len(spelled) else ""
    if word in ("+", "plus"):
        return _Item("plus"), 1
    if word in ("double", "et"):
        return _Item("double" if word == "double" else "et", word), 1
    if (word in NUMBER_WORDS or word.isdecimal()) and following not in _MEASURES:
        alone = not NUMBER_WORDS.intersection((*spelled[max(place - 1, 0) : place], following))
        return _Item("article" if alone and word in ("un", "une") else "number", word), 1
    if word in _HOMOPHONES:
        return _Item("homophone", _HOMOPHONES[word]), 1
    return _Item("pause"), 1


def _continued(items: Sequence[_Item], place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
    """Every way to go on from a word: the word after the step, and the reading."""
    kind = items[place].kind
    if kind == "repair":
        yield from ((place + 1, repaired) for repaired in _repaired(reading))
    elif kind == "restart":
        yield place + 1, Reading((), reading.cost)
    elif kind == "plus" and not reading.numbers:
        yield place + 1, reading.and_then("+", 0.0)
    else:
        yield place + 1, Reading(reading.numbers, reading.cost + _left_out(items[place], reading))
        if kind in ("number", "article", "homophone", "double"):
            yield from _numbers_from(items, place, reading)


def _left_out(item: _Item, reading: Reading) -> float:
    if item.kind == "number":
        return _LEFT_OUT["later" if reading.numbers else "first"]
    return _LEFT_OUT.get(item.kind, 0.0)


def _repaired(reading: Reading) -> Iterator[Reading]:
    """After "non pardon": the last numbers are taken back, or all, or none."""
    count = len(reading.numbers)
    yield Reading(reading.numbers, reading.cost + (_UNREPAIRED if count else 0.0))
    for dropped in range(1, min(count, 4) + 1):
        cost = _ALL_REPAIRED if dropped == count else _REPAIRED * dropped
        yield Reading(reading.numbers[: count - dropped], reading.cost + cost)
    if count > 4:
        yield Reading((), reading.cost + _ALL_REPAIRED)


def _numbers_from(items: Sequence[_Item], place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
    twice = items[place].kind == "double"
    spelled: list[str] = []
    cost = _NUMBER
    for end in range(place + twice, len(items)):
        item = items[end]
        if item.kind == "pause" and spelled:
            cost += _PAUSE_INSIDE
            continue
        if item.kind not in ("number", "article", "homophone", "et"):
            return
        cost += _HOMOPHONE if item.kind == "homophone" else 0.0
        spelled.append(item.word)
        written = _written(tuple(spelled))
        if written:
            digits = written * 2 if twice else written
            yield end + 1, reading.and_then(digits, cost + _misplaced(reading, digits))


def _written(spelled: tuple[str, ...]) -> str:
    """The digits that one number stands for: as typed, else 0 to 9999 as it is written."""
    if len(spelled) == 1 and spelled[0].isdecimal():
        return spelled[0]
    if any(word.isdecimal() for word in spelled):
        return ""
    value = number_of(spelled)
    return str(value) if value is not None and value < 10_000 else ""


def _misplaced(reading: Reading, digits: str) -> float:
    """The cost of a number of this length here.

    Pairs begin at even places ("06 12 …", "+33 6 12 …"), and after the first pair one speaks in pairs or in
    single digits: "trente, quatre" as 30 4 between pairs is far-fetched.
    """
    before = reading.digits
    abroad = before.startswith(("+", "00"))
    begun = len(before) > (5 if abroad else 2)
    change = begun and (len(digits) == 1) != (len(reading.numbers[-1]) == 1)
    off_pair = len(digits) == 2 and len(before) % 2 == 1 and not before.startswith("00")
    return _CHANGE * change + _OFF_PAIR * off_pair
