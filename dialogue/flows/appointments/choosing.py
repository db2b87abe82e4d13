"""What a caller says to proposed times, or when asked for a day: which is taken, refused, or wished instead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from accessibility.hearing import fold
from dialogue.events import Utterance
from dialogue.flows.appointments import asides, excluded
from dialogue.flows.appointments.instead import half_day_end
from dialogue.flows.appointments.known import Wanted
from dialogue.flows.appointments.picking import asks, limits, picked
from dialogue.flows.appointments.times import (
    NEITHER,
    NO_HURRY,
    NO_MATTER,
    OTHER_DATES,
    SOONER,
    TOO_SOON,
    in_week_of,
    merged,
    say_briefly,
    say_slot,
    says,
    wish_in,
    without,
)
from dialogue.french.dates import impossible_in
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.deeds import appointment_named
from kb.clock import PARIS
from kb.slots import Slot, Wish

_WHENEVER = tuple(phrase for phrase in NO_MATTER if phrase not in ("les deux", "l un ou l autre"))
"""After a no these still take any time: "non non, n'importe"; "non, les deux" is about something else."""

REFUSALS_BEFORE_DAY = 2
"""After so many proposals in vain the caller is asked for a day."""


def of_offered(talk: Talk, wanted: Wanted, offered: Sequence[Slot], answer: Answer) -> Wanted | None:
    """What is wanted after an answer to one or two proposed times; None: not understood."""
    now = talk.now()
    if answer.texts and asks(answer.text):
        talk.note("asked, not chosen")
        talk.say("rdv_none_yet")
        return wanted
    busy = excluded.read(answer.texts[0], now).excluded if answer.texts else ()
    never = excluded.weekdays(answer.texts[0], busy) if busy else frozenset()
    if says(answer.texts, NO_MATTER) and not _other_time(answer, offered, now):  # "n'importe quand, sauf lundi"
        suits = [slot for slot in offered if slot.start.astimezone(PARIS).date() not in busy]
        return take_slot(talk, wanted, suits[0]) if suits else _not_on(talk, wanted, offered, busy, never=never)
    if says(answer.texts, SOONER) and not says(answer.texts, TOO_SOON) and picked(answer, offered, now) is None:
        return _sooner(talk, wanted)
    left = wish_in(answer.texts[:1], now)
    if busy and (left is None or (left.first is None and left.weekday is None)):
        return _not_on(talk, wanted, offered, busy, left, never)
    later = asides.week_after(answer.texts, offered, wanted.wish)
    if later is not None:
        talk.note("slot wished")
        return replace(wanted, wish=later, after=None, which=False)
    plain = [excluded.half_that_suits(text, now) for text in answer.texts]
    refused = says(plain, (*NEITHER, *TOO_SOON)) or answer.keys == str(len(offered) + 1)
    slot = _picked_unhurried(answer, offered, now) if refused else picked(answer, offered, now)
    if slot is not None:
        return take_slot(talk, wanted, slot)
    if no_such_day(talk, answer.texts):
        return replace(wanted, ask_day=True)
    wish = wish_in(answer.texts, now)
    slot = _of_that_hour(talk, wanted, offered, wish) if wish is not None and not refused else None
    if slot is not None:
        return take_slot(talk, wanted, slot)
    wish = in_week_of(wanted.wish, wish, answer.texts, now) if wish is not None else None
    if wish is not None and (limits(answer.text, wish) or not any(wish.fits(each.start) for each in offered)):
        return wished(talk, wanted, wish)
    return _agreed_or_refused(talk, wanted, offered, answer, refused=refused)


def _other_time(answer: Answer, offered: Sequence[Slot], now: datetime) -> bool:
    """Whether a day that is not offered is named, or a no begins it: "non, les deux le même jour, jeudi"."""
    wish = wish_in(answer.texts, now)
    dated = wish is not None and (wish.first is not None or wish.weekday is not None)
    if dated and wish is not None and not any(wish.fits(each.start) for each in offered):
        return True
    return folded(answer.text)[:1] == ["non"] and not says(answer.texts, _WHENEVER)


def _of_that_hour(talk: Talk, wanted: Wanted, offered: Sequence[Slot], wish: Wish) -> Slot | None:
    """The only proposal of the day and the hour said: "demain à dix heures" is ten thirty, where ten is not free."""
    if wanted.desk is None or wish.earliest is None or wish.latest is None or wish.first != wish.last:
        return None
    begins = [(slot, slot.start.astimezone(PARIS)) for slot in offered]
    same = [slot for slot, at in begins if at.date() == wish.first and at.hour == wish.earliest.hour]
    plain = wish.earliest.minute == 0 and wish.latest <= time(wish.earliest.hour, 59)
    if len(same) != 1 or not plain or talk.store.appointments.offers(wanted.desk, talk.now(), wish, 1):
        return None
    return same[0]


def _sooner(talk: Talk, wanted: Wanted) -> Wanted:
    """ "Plus tôt": before the day that was wished, or at any hour, where something was wished; else it is said."""
    wish = wanted.wish
    if wish.first is not None or wish.weekday is not None:
        wish = replace(wish, first=None, last=None, weekday=None)
    elif wish.earliest is not None or wish.latest is not None:
        wish = Wish()
    elif wanted.after is None:
        talk.say("rdv_soonest")
    return replace(wanted, wish=wish, after=None, which=False)


def _picked_unhurried(answer: Answer, offered: Sequence[Slot], now: datetime) -> Slot | None:
    """The time picked in "la deuxième, je ne suis pas pressé"; None where anything else refuses it."""
    left = [without(text, NO_HURRY) for text in answer.texts]
    if not left or fold(answer.text) == left[0] or says(left, (*NEITHER, *TOO_SOON)):
        return None
    return picked(Answer(Utterance.typed(left[0])), offered, now)


def of_days(talk: Talk, wanted: Wanted, answer: Answer) -> Wanted | None:
    """What is wanted after an answer to "Quel jour vous arrangerait ?"; None: not understood."""
    if says(answer.texts, NO_MATTER) or answer.dont_know():
        return replace(wanted, wish=Wish(), ask_day=False)
    if no_such_day(talk, answer.texts):
        return replace(wanted, wish=Wish(), ask_day=False)
    wish = wish_in(answer.texts, talk.now())
    busy = excluded.read(answer.texts[0], talk.now()).excluded if answer.texts and wish is None else ()
    if busy:
        return replace(_not_on(talk, wanted, (), busy), wish=Wish(), ask_day=False)
    return wished(talk, wanted, in_week_of(wanted.wish, wish, answer.texts, talk.now())) if wish else None


def as_wished(talk: Talk, wanted: Wanted, texts: Sequence[str]) -> Wanted:
    """With what a request says of the time, before it is known what for: it is kept until times are proposed.

    "Plutôt le matin" is wished; "pas cette semaine", "sauf mercredi et jeudi" leave days out.
    """
    now = talk.now()
    if says(texts, OTHER_DATES):
        return wanted
    wish = wish_in(texts, now)
    if wish is None and no_such_day(talk, texts):
        return replace(wanted, ask_day=True)
    busy = excluded.read(texts[0], now).excluded if texts else ()
    weekdays = excluded.weekdays(texts[0], busy) if texts else frozenset()
    wish = replace(wish or Wish(), without=weekdays) if weekdays else wish
    if busy and not weekdays and (wish is None or (wish.first is None and wish.weekday is None)):
        wanted = replace(wanted, after=_end_of(max(busy)))
    return replace(wanted, wish=merged(wanted.wish, wish)) if wish is not None else wanted


def hours_wished(talk: Talk, said: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The latest words that wish a time for an appointment; empty when none do.

    A day counts only where an appointment is named or agreed to with it: other days are those of papers and births.
    """
    for texts in reversed(said):
        wish = wish_in(texts, talk.now()) if texts and not says(texts, OTHER_DATES) else None
        dated = wish is not None and (wish.first is not None or wish.weekday is not None)
        if wish is not None and (not dated or appointment_named(texts) or texts == said[-1]):
            return texts
    return ()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), PARIS)


def wished(talk: Talk, wanted: Wanted, wish: Wish) -> Wanted:
    """With another wish: what was refused before does not matter any more."""
    talk.note("slot wished")
    return replace(wanted, wish=merged(wanted.wish, wish), after=None, ask_day=False, which=False)


def no_such_day(talk: Talk, texts: Sequence[str]) -> bool:
    """Say that a date does not exist, "le 31 avril"; false when none such was said."""
    if not texts or not impossible_in(texts[0], talk.now()):
        return False
    talk.note("no such day")
    talk.say("rdv_no_such_day")
    return True


def _agreed_or_refused(
    talk: Talk, wanted: Wanted, offered: Sequence[Slot], answer: Answer, *, refused: bool
) -> Wanted | None:
    """A yes or no to what is offered. Of two, the first yes chooses none; who says it again gets the first."""
    reply = answer.yes_no()
    if reply and len(offered) == 1:
        return take_slot(talk, wanted, offered[0], told=True)
    both = len(offered) > 1 and reply is not False and wish_in(answer.texts, talk.now()) is not None
    if reply and wanted.which and not refused:
        talk.say("rdv_first_then", first=say_slot(offered[0].start, talk.now()))
        return take_slot(talk, wanted, offered[0], told=True)
    if reply or (both and not refused):  # "demain", when both are
        return None if wanted.which else replace(wanted, which=True)
    if answer.dont_know():
        return replace(wanted, ask_day=True)
    return _refused(talk, wanted, offered) if refused or reply is False else None


def _not_on(
    talk: Talk,
    wanted: Wanted,
    offered: Sequence[Slot],
    busy: Sequence[date],
    hours: Wish | None = None,
    never: frozenset[int] = frozenset(),
) -> Wanted:
    """ "Demain je travaille": the days after it next, within the `hours` that were wished beside.

    `never`: days of the week that do not suit then either.
    """
    talk.note("day excluded")
    last = max((*busy, *(slot.start.astimezone(PARIS).date() for slot in offered[:1])))
    wish = merged(wanted.wish, hours) if hours is not None else wanted.wish
    wish = replace(wish, without=wish.without | never)
    if wish.last is not None and wish.last <= last:  # the day wished before is the very one that does not suit
        wish = replace(wish, first=None, last=None)
    return replace(wanted, wish=wish, refusals=wanted.refusals + 1, after=_end_of(last), which=False)


def take_slot(talk: Talk, wanted: Wanted, slot: Slot, *, told: bool = False) -> Wanted:
    """Take it, and say which, unless that is `told`: what was misheard is refused at once."""
    talk.note(f"slot={slot.start:%Y-%m-%dT%H:%M}")
    if not told:
        when = say_briefly(slot.start, talk.now())
        talk.say("rdv_slot_taken", when=when[:1].upper() + when[1:])
    return replace(wanted, slot=slot, which=False)


def _refused(talk: Talk, wanted: Wanted, offered: Sequence[Slot]) -> Wanted:
    """Other half-days next: who cannot come at nine can hardly at twenty past."""
    talk.note("slots refused")
    refusals = wanted.refusals + 1
    ask_day = refusals % REFUSALS_BEFORE_DAY == 0
    return replace(wanted, refusals=refusals, ask_day=ask_day, after=half_day_end(offered[-1].start), which=False)
