"""Plain facts asked for by name, in a story too: hours of a service, date or price of an event (practical.toml)."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.flows.events import wish
from dialogue.flows.info import of_service
from dialogue.flows.info.plain_words import load, names_elsewhere
from dialogue.flows.info.which_service import service_named
from dialogue.flows.meanings import intent_of
from dialogue.french.dates import whens
from dialogue.talk import Talk
from dialogue.understanding.request import ACT, INCIDENT, INTENT, Act, Choose, Confirm, Decision
from dialogue.understanding.several import Part

HOURS, EVENT, REGISTRATION = INTENT + "horaires", INTENT + "evenement_date", INTENT + "evenement_inscription"
ALLOWED, COLLECTION = INTENT + "heures_bricolage", INTENT + "collecte"
TRANSPORT = INTENT + "transport"
MARKET, PHONE = INTENT + "marche", INTENT + "telephone_service"
AGENDA, FOR_CHILDREN = INTENT + "agenda", INTENT + "agenda_enfants"
"""Children that are named count in either: "activités" alone names none."""
TOWN_HALL = "mairie"
_SETTLED = frozenset({"information", "events", "transport"})
"""Flows that answer such questions already."""
_ON_DUTY = INTENT + "pharmacie_garde"
_CLOCK = re.compile(r"\bquelle heure\b|\bhoraires?\b")
"""Nobody reports a problem in these words."""

_HOW_TO_GO = re.compile(
    r"\b(?:comment|moyen)\b.*\b(?:aller|me rendre|se rendre|y va|je vais)\b.*\bsans (?:ma |la |une )?voiture\b"
)
"""Who has no car goes by bus."""
_AT_HOME = re.compile(r"\bj habite\b|\bchez (?:moi|nous)\b|\b(?:ma|notre) rue\b")
_COLLECTED = re.compile(r"\b(?:ils?|on|vous|est) (?:ramasse|collecte)")
"""Said of where one lives, it is the bins: "j'habite rue Pasteur, quand est-ce qu'ils ramassent ?"."""


def meant(talk: Talk, texts: Sequence[str], decision: Decision) -> str:
    """The meaning of a plain question about something named; empty when `decision` is to be followed.

    `decision`: what the request was taken for, which wins where it is as plain.
    """
    said = fold(texts[0]) if texts else ""
    if not said:
        return ""
    sure = decision.meaning if isinstance(decision, Act) else ""
    if _asks_hours(talk, said, sure):
        return HOURS
    asked = of_service.asked(talk, texts, decision)
    if asked:
        return asked
    told = of_service.story(talk, texts, decision)
    if told:
        return told
    if not sure.startswith(INCIDENT) and load().phone.search(said) and service_named(talk, said) not in ("", TOWN_HALL):
        return PHONE
    if not sure.startswith(INCIDENT) and _asks_market(talk, said):
        return MARKET
    if _asks_what_is_allowed(said):
        return ALLOWED
    if _HOW_TO_GO.search(said) and talk.store.transport.said(texts):
        return TRANSPORT
    if _asks_collection(talk, said, sure):
        return COLLECTION
    return _of_event(talk, said, decision) or (AGENDA if sure in ("", FOR_CHILDREN) and asks_agenda(talk, said) else "")


def agenda_part(talk: Talk, text: str) -> Part | None:
    """One of several requests in a breath that asks what there is on a day."""
    return Part(AGENDA, ACT, text) if asks_agenda(talk, fold(text)) else None


def asks_agenda(talk: Talk, said: str) -> bool:
    """Whether it ends with what there is to do, and nothing but a day behind it: "quelles activités samedi"."""
    rests = (said[found.end() :] for found in load().agenda_when.finditer(said))
    return any(_is_time(talk, rest.strip()) for rest in rests)


def _is_time(talk: Talk, rest: str) -> bool:
    first = next(iter(whens(rest, talk.now(), zone=talk.school_zone)), None)
    return first is not None and load().before_day.sub(" ", rest.replace(fold(first.words), " ")).strip() == ""


def _asks_market(talk: Talk, said: str) -> bool:
    """Whether there is a market: on a day, for "y a le marché qui bloque tout" asks nothing."""
    words = load()
    asked = words.market.search(said) is not None or _with_time(talk, said, words.market_when)
    return asked and not _names_event(talk, said, "marche")


def _with_time(talk: Talk, said: str, asked: re.Pattern[str]) -> bool:
    """Whether one of the expressions ends the words, or stands right before a day or an hour."""
    return any(_begins_with_time(talk, said[found.end() :].strip()) for found in asked.finditer(said))


def _begins_with_time(talk: Talk, rest: str) -> bool:
    small = load().before_day
    while rest:
        first = next(iter(whens(rest, talk.now(), zone=talk.school_zone)), None)
        if first is not None and rest.startswith(fold(first.words)):
            return True
        found = small.match(rest)
        if found is None:
            return False
        rest = rest[found.end() :].strip()
    return True


def _asks_what_is_allowed(said: str) -> bool:
    """When one may mow or drill: the answer is on a page, unless a neighbour does."""
    words = load()
    return bool(words.tools.search(said) and words.allowed.search(said) and not words.not_mine.search(said))


def _asks_collection(talk: Talk, said: str, sure: str) -> bool:
    """When the bins are emptied, unless something surely else is meant, such as bins that were forgotten."""
    words = load()
    if sure.startswith(INCIDENT) or _of_flow(talk, sure):
        return False
    at_home = _AT_HOME.search(said) and _COLLECTED.search(said)
    asked = (words.bins.search(said) or at_home) and words.collected.search(said)
    return bool(asked) and not words.not_collected.search(said)


def _asks_hours(talk: Talk, said: str, sure: str) -> bool:
    """Whether the hours of a service that is named, and of nothing else, are asked for."""
    words = load()
    surely = words.surely.search(said) is not None and not words.told.search(said)
    named = service_named(talk, said)
    here = words.town_hall.search(said) is not None or _with_time(talk, said, words.town_hall_when)
    if not named and (here or _may_come(talk, said, sure)):
        return not (
            names_elsewhere([said]) or sure.startswith(INCIDENT) or words.never.search(said) or _of_flow(talk, sure)
        )
    if not named or not (surely or words.perhaps.search(said)):
        return False
    if _names_event(talk, said, named):
        return False
    if sure == _ON_DUTY:
        return "garde" not in said.split() and len(talk.store.services.said([said])) == 1
    if sure.startswith(INCIDENT):
        return surely and _CLOCK.search(said) is not None
    if _of_flow(talk, sure):
        return False
    if surely:
        return not (sure and re.search(r"\brendez vous\b", said))
    return words.never.search(said) is None


def _may_come(talk: Talk, said: str, sure: str) -> bool:
    """Whether one may come then; whose identity card has expired, and who may come then, wants an appointment."""
    if len(said.split()) > of_service.SHORT or (sure and intent_of(talk, sure) == "procedure"):
        return False
    return _with_time(talk, said, load().town_hall_come)


def _of_flow(talk: Talk, sure: str) -> bool:
    """Whether what the request was taken for is served by a flow that answers such questions already."""
    return bool(sure) and intent_of(talk, sure) in _SETTLED


def _names_event(talk: Talk, said: str, named: str) -> bool:
    """Whether the name of the service is part of an event's: "le marché" of "le marché de Noël"."""
    titles = (fold(event.title) for event in wish.coming(talk))
    return any(named in title and title in said for title in titles)


def _of_event(talk: Talk, said: str, decision: Decision) -> str:
    """The date, price or registration of an event whose title is in the words."""
    words = load()
    registering = words.registering.search(said) is not None
    surely = words.surely_of_event.search(said) is not None
    if not (registering or surely or words.of_event.search(said)):
        return ""
    place = service_named(talk, said).split()  # "m'inscrire à la bibliothèque" names no event of its
    if not wish.named_words([word for word in wish.topic_words(said) if word not in place], wish.coming(talk)):
        return ""
    match decision:
        case Act(meaning):
            small_talk = not meaning.startswith(INCIDENT) and intent_of(talk, meaning) == "chat"
            return REGISTRATION if small_talk and registering else ""
        case Confirm(meaning):
            fits = _of_events(talk, meaning)
        case Choose(first, second):
            fits = _of_events(talk, first) or _of_events(talk, second)
        case _:
            fits = True
    if not (fits or surely):
        return ""
    return REGISTRATION if registering else EVENT


def _of_events(talk: Talk, meaning: str) -> bool:
    return not meaning.startswith(INCIDENT) and intent_of(talk, meaning) == "events"
