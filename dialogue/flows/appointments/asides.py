"""What callers ask while an appointment is taken: where it is, how long it takes, and the week after."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogue.flows.appointments.times import says
from dialogue.french.date_pieces import WEEKDAYS
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.desks import Desk
from kb.slots import Slot, Wish

_WHERE = (
    "c est ou",
    "ou c est",
    "ou est ce",
    "ca se passe ou",
    "a quel endroit",
    "quelle adresse",
    "c est a la mairie",
)
_HOW_LONG = ("combien de temps", "ca dure", "c est long", "dure longtemps", "ca prend longtemps")
_WEEK_AFTER = (
    "d apres", "suivant", "suivante", "la semaine d apres", "une semaine plus tard", "huit jours apres",
    "la semaine suivante",
)  # fmt: skip
_WEEK = timedelta(days=7)


def answered(talk: Talk, desk: Desk | None, answer: Answer) -> bool:
    """Answer a question about the appointment itself; whether it was one. What was asked before is asked again."""
    if desk is None or not answer.texts:
        return False
    if says(answer.texts, _WHERE):
        talk.note("aside=where")
        talk.say("rdv_place", fact=desk.place)
    elif says(answer.texts, _HOW_LONG):
        talk.note("aside=how long")
        talk.say("rdv_lasts", fact=str(desk.slot_minutes))
    else:
        return False
    return True


def week_after(texts: Sequence[str], offered: Sequence[Slot], wish: Wish) -> Wish | None:
    """ "Non, le mercredi d'après": a week after what was offered, the hours kept; None when that was not said."""
    if not offered or not says(texts, _WEEK_AFTER):
        return None
    days = [slot.start.astimezone(PARIS).date() for slot in offered]
    named = [day for day in days if says(texts, (WEEKDAYS[day.weekday()],))]
    after = (named or days)[-1] + _WEEK
    if says(texts, ("semaine",)):
        monday = after - timedelta(days=after.weekday())
        return replace(wish, first=monday, last=monday + timedelta(days=6), weekday=None)
    return replace(wish, first=after, last=after, weekday=None)
