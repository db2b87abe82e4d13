"""What callers say of an appointment besides: where it is, how long it takes, the week after, its new time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dialogue.flows.appointments.times import says, wish_in
from dialogue.french.date_pieces import WEEKDAYS
from dialogue.french.dates import When, whens
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
    "c est quoi l adresse",
    "l adresse c est quoi",
    "c est a la mairie",
)
_HOW_LONG = ("combien de temps", "ca dure", "c est long", "dure longtemps", "ca prend longtemps")
_WEEK_AFTER = (
    "d apres", "suivant", "suivante", "la semaine d apres", "une semaine plus tard", "huit jours apres",
    "la semaine suivante",
)  # fmt: skip
_WHOLE_WEEK = ("la semaine d apres", "la semaine suivante")
"""No day that does not suit is named so: "mercredi je peux plus, mettez ça la semaine d'après"."""
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


_CANNOT = ("je ne peux pas", "je peux pas", "pas libre", "pas disponible", "peux plus", "impossible")
"""With these words a day is one that does not suit."""
_UNABLE = (
    *_CANNOT,
    "pourrai pas",
    "pourrai plus",
    "pourra pas",
    "peut pas",
    "peut plus",
    "serai pas la",
    "hospitalise",
    "hospitalisee",
    "a l hopital",
)
_TO = (" à ", " au ", " pour ", " vers ")


def new_time(texts: Sequence[str], slot: Slot, now: datetime) -> Wish | None:
    """To when the appointment at `slot` is to be moved, "de demain à jeudi après-midi"; None when that is not told.

    Its own day or hour is no new one; an hour without a day is one of the same day.
    """
    if not texts or (says(texts[:1], _CANNOT) and not says(texts[:1], _WHOLE_WEEK)):
        return None
    start = slot.start.astimezone(PARIS)
    after = week_after(texts[:1], [slot], Wish())
    if after is not None:
        return after
    parts = [texts[0], *(texts[0].partition(word)[2] for word in _TO if word in texts[0])]
    for part in parts:
        named = [each for each in whens(part, now) if not _is_own(each, start)]
        if named:
            wish = wish_in([named[-1].words], now)
            same_day = wish is not None and not named[-1].dated and named[-1].grain == "moment"
            return replace(wish, first=start.date(), last=start.date()) if wish and same_day else wish
    return None if whens(texts[0], now) else wish_in(texts[:1], now)


def not_that_day(texts: Sequence[str], slot: Slot) -> Wish | None:
    """After the day of the appointment at `slot`, for who cannot come on it; None when that was not said."""
    if not says(texts[:1], _UNABLE):
        return None
    return Wish(first=slot.start.astimezone(PARIS).date() + timedelta(days=1))


def _is_own(said: When, start: datetime) -> bool:
    """Whether the words tell when the appointment is now, or only "ce jour-là"."""
    if said.dated:
        return said.words.startswith("ce jour") or said.day <= start.date() <= said.last_day
    return said.hours is not None and said.hours[0] <= start.time() < said.hours[1] and said.grain == "moment"
