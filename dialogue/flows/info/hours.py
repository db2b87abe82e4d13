"""When a service is open: today, now, until when, another day, a week, the holidays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from accessibility.hearing import fold
from dialogue.flows.info.hours_told import Aspect, Told, tell_week
from dialogue.flows.info.plain_words import names_elsewhere
from dialogue.flows.info.topic import Offer, outdated, unknown
from dialogue.flows.info.which_service import WhichService, articled, named_in
from dialogue.french.counted_days import counted_from
from dialogue.french.date_pieces import WEEKDAYS
from dialogue.french.dates import When, impossible_in
from dialogue.french.phones import speak_phone
from dialogue.french.saying_dates import full_day
from dialogue.french.words import folded
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.services import Service

_AT_THIS_TIME = re.compile(r"\bmaintenant\b|\ben ce moment(?: meme)?\b")
_ASPECTS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    ("until", re.compile(r"jusqu|(?<!est )(?<!sont )\bferme[nz]?\b(?! (aujourd|demain|le )|$)|heure ferme|fermez")),
    ("week", re.compile(r"quels jours|quel jour|toute la semaine|de la semaine|tous les horaires|en general|jours d")),
    ("now", re.compile(r"\bmaintenant\b|en ce moment|encore ouvert|deja ouvert|deja ferme|tout de suite")),
    ("from", re.compile(r"a quelle heure .*ouvr|a partir de quelle heure|\bouvre[nz]? a quelle heure|ca ouvre")),
)


_WAS = re.compile(
    r"\b(?:etait|etaient|etiez) (?:bien |deja |encore |vraiment )?(?:ouvert|ferme)"
    r"|\b(?:a|avez|ont) (?:bien )?(?:ouvert|ferme)\b"
)
"""Told, or asked, of a day that is over."""
_A_WEEK = timedelta(days=7)


@dataclass
class HoursTopic:
    """The hours of a service."""

    asked: str
    which: WhichService = field(default_factory=WhichService)
    when: When | None = None
    aspect: Aspect = "day"
    elsewhere: bool = False
    """A shop is named of which the town knows nothing."""

    @classmethod
    def of(cls, talk: Talk, texts: Sequence[str], kind: str = "", aspect: Aspect | None = None) -> "HoursTopic":
        """From the words of the request; what is a certain kind of service need not be named."""
        wanted = aspect or aspect_of(texts)
        topic = cls(texts[0] if texts else "", WhichService(kind), _meant(said_when(talk, texts), wanted), wanted)
        if not topic.which.hear(talk, texts) and not kind:
            topic.elsewhere = names_elsewhere(texts)
        if not topic.elsewhere:
            topic.which.assume(talk, texts)
        if kind and topic.which.service is None:
            of_kind = talk.store.services.all(kind)
            topic.which.service = of_kind[0] if len(of_kind) == 1 else None
        return topic

    def question(self, talk: Talk) -> Question | None:
        """Which service."""
        return None if self.elsewhere else self.which.question()

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The service; a day may come with it."""
        moment = said_when(talk, answer.texts, self.when)
        new = moment is not None and moment != self.when
        self.when = moment or self.when
        if self.which.take(talk, answer):
            return True
        self.elsewhere = names_elsewhere(answer.texts)
        return self.elsewhere or new

    def again(self, talk: Talk, answer: Answer) -> "HoursTopic | None":
        """ "et demain ?", "et la piscine ?", "jusqu'à quelle heure ?"."""
        which = replace(self.which, candidates=())
        aspect = aspect_of(answer.texts)
        if which.kind and not named_in(talk, answer.texts, which.kind):  # "et la déchetterie ?" after the market
            which = replace(which, kind="")
        named, moment = which.hear(talk, answer.texts), _meant(said_when(talk, answer.texts, self.when), aspect)
        if not named and moment is None and aspect == "day":
            return None
        if not named and which.means_town_hall(answer.texts):
            which = WhichService()
            which.assume(talk, answer.texts)
        kept = self.when if named or aspect in ("until", "from", "evening") else None
        return HoursTopic(answer.text, which, moment or kept, aspect)

    def tell(self, talk: Talk) -> None:
        """The hours, or when it opens next."""
        service = self.which.service
        if service is None:
            unknown(talk, self.asked, "hours_elsewhere" if self.elsewhere else "info_unknown")
            return
        new = talk.service != service.key
        talk.service = service.key
        opening = talk.store.services.opening(service, talk.school_zone)
        if opening is None:
            _no_hours(talk, self.asked, service)
            return
        doubtful = outdated(talk, self.asked, service.provenance)
        Told(talk, service, opening, self.when, self.aspect).tell()
        if service.note and new:
            talk.sentences.extend(talk.wording.literal(service.note))
        of_any_day = self.when is None and self.aspect == "day" and "horaire" in fold(self.asked)
        if of_any_day and not (doubtful or talk.more_follows):
            talk.begin(Offer("info_offer_week", yes=lambda talk: tell_week(talk, service, opening)))


def _meant(moment: When | None, aspect: Aspect) -> When | None:
    """Without a day, "jusqu'à quelle heure le soir" asks for the end of the day, not whether it is open at night."""
    return (
        None if moment is not None and aspect == "evening" and moment.grain == "part" and not moment.dated else moment
    )


def said_when(talk: Talk, texts: Sequence[str], after: When | None = None) -> When | None:
    """The day or moment that the best reading with one says; "maintenant" is no day but an aspect.

    `after`: what was spoken of before. "Et le vingt-cinq ?" after the 24th of December is in December.
    "Un lundi après-midi", said on a Monday morning, is this very afternoon. Of "mardi vingt-cinq", a Wednesday, the
    number counts: the answer names the weekday. "La mairie était ouverte le onze ?" is the eleventh that was last.
    """
    found = _said_when(talk, texts, after)
    if found is None:
        rest = _without_weekday(talk, texts)
        return _said_when(talk, [rest], after) if rest else None
    if found.weekday is None:
        return found
    sooner = replace(found, start=found.start - _A_WEEK, end=found.end - _A_WEEK)
    now = talk.now()
    return sooner if sooner.day == now.astimezone(PARIS).date() and sooner.end > now else found


def _said_when(talk: Talk, texts: Sequence[str], after: When | None) -> When | None:
    now = any(_AT_THIS_TIME.search(fold(text)) for text in texts[:1])
    said = [_AT_THIS_TIME.sub(" ", fold(text)) for text in texts[:1]] if now else texts
    day = after.day if after is not None and after.dated else None
    past = any(_WAS.search(fold(text)) for text in texts[:1])
    read = (counted_from(text, day, talk.now(), talk.school_zone, past=past) for text in said)
    found = next((each for each in read if each is not None), None)
    # "Le samedi matin en ce moment" asks of Saturdays, not of this minute.
    return None if now and found is not None and not found.dated else found


def no_such_day(talk: Talk, asked: str) -> bool:
    """Whether a date is asked about that does not exist, and no other: "le trente février"."""
    return bool(impossible_in(asked, talk.now())) and said_when(talk, [asked]) is None


def say_other_weekday(talk: Talk, asked: str) -> None:
    """Name the weekday of "mardi 25 novembre", where that is no Tuesday."""
    meant = said_when(talk, [asked]) if impossible_in(asked, talk.now()) else None
    if meant is not None:
        talk.say("info_other_weekday", day=full_day(meant.day, talk.now().date()))


def _without_weekday(talk: Talk, texts: Sequence[str]) -> str:
    """ "Le 25 novembre" of "mardi 25 novembre", when that is no Tuesday; empty when nothing of the kind was said."""
    words = folded(impossible_in(texts[0], talk.now())) if texts else []
    rest = [word for word in words if word not in (*WEEKDAYS, "le")]
    return f"le {' '.join(rest)}" if len(rest) < len([word for word in words if word != "le"]) else ""


def aspect_of(texts: Sequence[str]) -> Aspect:
    """What of the hours is wanted."""
    said = fold(texts[0]) if texts else ""
    if " le soir" in said and _ASPECTS[0][1].search(said):
        return "evening"
    return next((aspect for aspect, pattern in _ASPECTS if pattern.search(said)), "day")


def _no_hours(talk: Talk, asked: str, service: Service) -> None:
    unknown(talk, asked, "hours_unknown", service=articled("les horaires", service.name))
    if service.phone:
        talk.say("phone_of_service", fact=speak_phone(service.phone))
