"""Second thoughts about the time just taken: "attendez, plutôt le second", "je me suis trompée de jour"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.events import Utterance
from dialogue.flows.appointments import choosing, excluded
from dialogue.flows.appointments.known import Wanted
from dialogue.flows.appointments.picking import by_order, picked
from dialogue.flows.appointments.times import wish_in
from dialogue.french import phrase_files
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.slots import Slot, Wish

FILE = Path(__file__).with_name("second_thought.toml")
_READ_BACK = "rdv_readback"
_FRIDAY = 4
_NUMBER = re.compile(r"(?:\d\D*){5}")
"""Digits of a telephone number."""


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; second_thought.toml says what each is for."""

    cue: re.Pattern[str]
    other: re.Pattern[str]
    wrong: re.Pattern[str]
    wrong_day: re.Pattern[str]
    alone: re.Pattern[str]
    around: re.Pattern[str]
    elsewhere: re.Pattern[str]
    later: re.Pattern[str]
    name: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "cue": "reprise", "other": "autre", "wrong": "mauvais", "wrong_day": "mauvais_jour", "alone": "seul",
    "around": "autour", "elsewhere": "ailleurs", "later": "plus_tard", "name": "nom",
}  # fmt: skip


@dataclass(frozen=True)
class Instead:
    """What is wanted instead of the time that was taken; nothing: it is chosen again."""

    slot: Slot | None = None
    wish: Wish | None = None
    day: bool = False
    """The day is wrong."""
    vague: bool = False
    """Only that something is wrong."""
    later: Wish | None = None
    """Days after the one taken: no time of it was told."""


def meant(answer: Answer, offered: Sequence[Slot], taken: Slot, now: datetime) -> Instead | None:
    """What an answer wants instead of `taken`, one of the times `offered`; None: it is about something else."""
    said, known = fold(answer.text) if answer.texts else "", load()
    if said and known.name.search(said):  # "plus tard dans la semaine, et mon nom c'est Lemoine"
        said = known.name.split(said)[0].removesuffix(" et ").strip()
        answer = Answer(Utterance.typed(said)) if said else answer
    if not said or known.elsewhere.search(said) or _NUMBER.search(said):
        return None
    later = _later(said, taken, now)
    if later is not None:
        return Instead(later=later)
    left = [slot for slot in offered if slot != taken]
    if known.wrong.search(said) or known.wrong_day.search(said):
        return Instead(day=known.wrong_day.search(said) is not None)
    if known.cue.search(said):
        wish = wish_in(answer.texts[:1], now)
        named = wish is not None or by_order(folded(answer.text))
        slot = picked(answer, offered, now) if named else None  # no time by its sound alone: numbers are dictated here
        if slot is not None:
            return Instead(slot) if slot != taken else None
        if wish is not None:
            dated = wish.first is not None or wish.weekday is not None
            return Instead(wish=wish) if dated and not wish.fits(taken.start) else None
    if known.other.search(said):
        return Instead(left[0]) if len(left) == 1 else Instead()
    rest = [word for word in known.around.sub(" ", known.alone.sub(" ", said)).split() if word not in FILLERS]
    return Instead(vague=True) if known.alone.search(said) and not rest else None


def _later(said: str, taken: Slot, now: datetime) -> Wish | None:
    """The days after the one taken, where they are wished or that day is refused, "pas mercredi"; None: neither."""
    wish, known = wish_in([said], now), load()
    day = taken.start.astimezone(PARIS).date()
    if wish is not None and (wish.first is not None or wish.weekday is not None):
        its_week = wish.first is not None and wish.last is not None and wish.first < wish.last and wish.first <= day
        if not its_week or not known.later.search(said):
            return None
    busy = excluded.read(said, now).excluded
    if not known.later.search(said) and (day not in busy or not known.cue.search(said)):
        return None
    sunday = day + timedelta(days=6 - day.weekday())
    this_week = "semaine" in said.split() and day.weekday() < _FRIDAY
    hours = wish or Wish()
    never = excluded.weekdays(said, busy) if busy else frozenset[int]()
    return replace(hours, first=day + timedelta(days=1), last=sunday if this_week else None, without=never)


def taken_back(talk: Talk, wanted: Wanted, offered: Sequence[Slot], asked: Question, answer: Answer) -> Wanted | None:
    """What is wanted when the time taken is taken back at a question after it; None: the words answer that one."""
    if wanted.slot is None:
        return None
    instead = meant(answer, offered, wanted.slot, talk.now())
    if instead is None:
        return None
    if instead.wish is not None and asked.name == _READ_BACK and not load().name.search(fold(answer.text)):
        return None  # read with its hours there
    talk.note("second thought")
    if instead.slot is not None:
        return choosing.take_slot(talk, replace(wanted, change=False), instead.slot)
    if instead.later is not None:
        return replace(choosing.wished(talk, wanted, instead.later), slot=None, change=False)
    if instead.wish is not None:
        return replace(choosing.wished(talk, wanted, instead.wish), slot=None, change=False)
    if instead.vague and asked.name == _READ_BACK:
        return replace(wanted, change=True)
    return replace(wanted, slot=None, ask_day=instead.day, change=False)
