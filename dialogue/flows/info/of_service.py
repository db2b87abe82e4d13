"""A fact asked of a service that is named, or told by what one does there: its hours, price, address, number."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.flows.events import wish
from dialogue.flows.info import service_words
from dialogue.flows.info.hours import said_when
from dialogue.flows.info.which_service import TOWN_HALL, service_named
from dialogue.flows.knowledge_words import subject_words
from dialogue.flows.serving import intent_of
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT

HOURS, PRICE, WHO = INTENT + "horaires", INTENT + "prix_service", INTENT + "responsable_service"
ADDRESS, PHONE, EMAIL = INTENT + "adresse_service", INTENT + "telephone_service", INTENT + "courriel_service"
_ABOUT_SERVICES = frozenset({"hours", "market", "phone", "address", "email", "who", "price"})
"""Subjects of practical information that are a fact of a service: which one is decided here."""
_OTHER_FACTS = frozenset({"information", "events", "appointment", "followup", "taking_part"})
"""Flows that what is surely meant is left to."""
_HOW_MUCH = re.compile(r"\bcombien\b|\btarifs?\b|\bprix\b")
"""Nobody reports a problem in these words."""
SHORT = 12
"""Words of a plain question for a number or a place; a longer one tells a story."""


def asked(talk: Talk, texts: Sequence[str], sure: str) -> str:
    """The meaning of a plain question for one fact of a service; empty when it is none.

    `sure`: what the request was surely taken for; empty when it is not sure.
    """
    said = fold(texts[0]) if texts else ""
    named = service_named(talk, said)
    pursued = "" if named else service_words.kind_by_pursuit(texts)
    words = service_words.load()
    here = not named and len(said.split()) <= SHORT and words.town_hall.search(said) is not None
    report = sure.startswith(INCIDENT)
    if not (named or pursued or here):
        again = words.price.search(said) and talk.service and not _thing(said)
        return PRICE if again and not report and not _left_to(talk, sure) else ""
    if _left_to(talk, sure) or _of_event(talk, said, named) or (report and not _HOW_MUCH.search(said)):
        return ""
    if words.price.search(said):
        return PRICE if not here and named != TOWN_HALL and _asks_price(talk, said, named, sure) else ""
    if report:
        return ""
    if pursued or here or words.when.search(said):
        return HOURS if _asks_hours(talk, texts, said, pursued) else ""
    if words.present.search(said) and said_when(talk, texts) is not None and _asks_hours(talk, texts, said, ""):
        return HOURS  # "est là", which sounds like "est la"
    return _reached(said, named)


def _reached(said: str, named: str) -> str:
    """Who runs it, or how to reach it: asked in few words, of the service itself."""
    words = service_words.load()
    if len(said.split()) > SHORT or named == TOWN_HALL:
        return ""
    if words.person.search(said):
        return WHO
    asks = {EMAIL: words.email, ADDRESS: words.address, PHONE: words.phone}
    return next((meaning for meaning, each in asks.items() if _asks_only(said, named, each)), "")


def _asks_only(said: str, named: str, asks: re.Pattern[str]) -> bool:
    return asks.search(said) is not None and not _thing(asks.sub(" ", said), named)


def _thing(said: str, named: str = "") -> bool:
    """Whether something else than the service is named: "où sont les toilettes du parc"."""
    own = set(named.split()) | service_words.load().no_object
    return any(word not in own for word in subject_words([said]))


def _left_to(talk: Talk, sure: str) -> bool:
    intent = talk.catalogue.intents.get(sure.removeprefix(INTENT))
    return intent is not None and intent.flow in _OTHER_FACTS and intent.about not in _ABOUT_SERVICES


def _of_event(talk: Talk, said: str, named: str) -> bool:
    """Whether the name of the service is part of an event's: "le marché" of "le marché de Noël"."""
    titles = (fold(event.title) for event in wish.coming(talk))
    return bool(named) and any(named in title and title in said for title in titles)


def _asks_price(talk: Talk, said: str, named: str, sure: str) -> bool:
    """Whether a price is of the service, not of a procedure or of what takes place there: "le loto à la salle"."""
    procedure = bool(sure) and not sure.startswith(INCIDENT) and intent_of(talk, sure) == "procedure"
    if procedure or service_words.load().not_price.search(said):
        return False
    topic = [word for word in wish.topic_words(said) if word not in named.split()]
    return not topic or not wish.named_words(topic, wish.coming(talk))


def _asks_hours(talk: Talk, texts: Sequence[str], said: str, pursued: str) -> bool:
    """Whether one may go there at some time: "on peut nager dimanche ?", "l'assistante sociale est là quand ?"."""
    words = service_words.load()
    if words.not_hours.search(said) or not talk.store.services.all(pursued):
        return False
    when = words.when.search(said) is not None or said_when(talk, texts) is not None
    asks = words.hours.search(said) or words.present.search(said) or (pursued and words.wishes.search(said))
    return when and bool(asks)
