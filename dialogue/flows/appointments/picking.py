"""Which of the proposed times is chosen: only by its key, its order, its day or its hour, and never by a question."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from accessibility.hearing import fold
from dialogue.flows.appointments.times import say_slot, wish_in
from dialogue.french import phrase_files
from dialogue.french.choices import which
from dialogue.french.date_pieces import WEEKDAYS
from dialogue.french.dates import when
from dialogue.french.phrases import Phrase, has_phrase
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer
from kb.clock import PARIS
from kb.slots import Slot, Wish

FILE = Path(__file__).with_name("picking.toml")
_ORDER = frozenset({"premier", "premiere", "deuxieme", "second", "seconde", "dernier", "derniere", "1er"})
_ARTICLES = frozenset({"le", "la", "l", "au", "du"})
_SOME_PART = re.compile(r"\b(?:un|une|des) (?:autre )?(?:matin|matinee|apres midi|aprem|soir|soiree)s?\b")
"""Some morning is wished, none of these is chosen."""
_LAST = time(23, 59)
_MOST_WORDS = 8
"""So many words of an answer may be compared with the sound of the times."""


def picked(answer: Answer, offered: Sequence[Slot], now: datetime) -> Slot | None:
    """The offered time that an answer picks: by key, order, day or hour; None when none or several."""
    if answer.keys:
        option = answer.option(tuple(str(slot.start) for slot in offered))
        return offered[option] if option is not None else None
    if not answer.texts or asks(answer.text):
        return None
    labels = [say_slot(slot.start, now) for slot in offered]
    for text in answer.texts:
        if by_order(folded(text)) and not _of_a_date(text, now):
            place = which(text, labels)
            if place is not None and _of_its_weekday(text, offered[place]):
                return offered[place]
    wish = wish_in(answer.texts, now)
    if wish is not None:
        return None if limits(answer.text, wish) else _only(wish, offered)
    if _ORDER.intersection(folded(answer.text)) or len(folded(answer.text)) > _MOST_WORDS:
        return None
    option = answer.option(tuple(labels))
    return offered[option] if option is not None else None


def asks(text: str) -> bool:
    """Whether something is asked of an appointment, and none chosen: "et pour maman c'est bien pris mardi ?"."""
    return has_phrase(folded(text), load()["questions"])


def limits(text: str, wish: Wish) -> bool:
    """Whether a wish only says within which hours: "un matin", "après dix heures" name none of the times."""
    if wish.first is not None or wish.weekday is not None:
        return False
    open_end = (wish.latest in (None, _LAST)) != (wish.earliest is None)
    return bool(_SOME_PART.search(fold(text))) or open_end


def _only(wish: Wish, offered: Sequence[Slot]) -> Slot | None:
    fitting = [slot for slot in offered if wish.fits(slot.start)]
    exact = [slot for slot in fitting if slot.start.astimezone(PARIS).time() == wish.earliest and wish.latest]
    fitting = exact or fitting
    return fitting[0] if len(fitting) == 1 else None


def by_order(spelled: Sequence[str]) -> bool:
    """Whether an ordinal stands for one of the times: "le premier", and not "ma première carte"."""
    known = load()
    return any(
        word in _ORDER
        and (place == 0 or spelled[place - 1] in FILLERS or (spelled[place - 1],) in known["before_order"])
        and (
            place + 1 == len(spelled) or spelled[place + 1] in FILLERS or (spelled[place + 1],) in known["after_order"]
        )
        for place, word in enumerate(spelled)
    )


def _of_a_date(text: str, now: datetime) -> bool:
    """Whether "premier" or "dernier" belongs to a date: "lundi dernier", "le premier décembre"; not "le premier"."""
    found = when(text, now)
    words = folded(found.words) if found is not None else []
    return len(words) > 2 or (not _ORDER.isdisjoint(words) and not _ARTICLES.union(_ORDER).issuperset(words))


def _of_its_weekday(text: str, slot: Slot) -> bool:
    """Whether the weekday that is said, if one is, is that of the slot: "le premier mardi" picks no Monday."""
    said = [day for day in WEEKDAYS if day in folded(text)]
    return not said or WEEKDAYS[slot.start.astimezone(PARIS).weekday()] in said


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, "questions", "before_order", "after_order")
