"""What a caller wants to know of one event: "c'est où ?", "c'est gratuit ?", "à quelle heure ?"."""

import re
from collections.abc import Callable, Mapping, Sequence

from accessibility.hearing import fold
from dialogue.flows.events import saying
from dialogue.talk import Talk
from kb.events import Event

Tell = Callable[[Talk, Event], None]
REGISTER = "register"

_PHRASES: Mapping[str, tuple[str, ...]] = {
    "price": ("combien ca coute", "c est combien", "gratuit", "payant", "prix", "tarif", "coute", "cher", "payer"),
    "times": (
        "combien de temps", "quelle heure", "quand", "quel jour", "quelle date", "horaire", "ca dure", "ca finit",
        "ca commence",
    ),
    REGISTER: (
        "inscri", "reserv", "des places", "participer", "je peux venir", "on peut venir", "je peux y aller",
        "je peux amener", "je peux emmener", "c est complet",
    ),
    "place": (
        "c est ou", "ou c est", "ou est ce", "ou ca", "ca se passe ou", "a lieu ou", "ou a lieu", "quel endroit",
        "quel lieu", "quelle salle", "adresse", "ou se trouve", "ou se passe",
    ),
    "children": ("pour les enfants", "les enfants peuvent", "avec les enfants", "quel age", "avec mon petit"),
    "details": (
        "precision", "en savoir plus", "detail", "c est quoi", "qu est ce que c est", "dites m en plus",
        "parlez m en", "parlez moi", "renseignement", "plus d information", "ca consiste",
    ),
}  # fmt: skip


_HOW_MUCH = re.compile(r"\bcombien\b(?! (?:de|d|serez|etes|sommes|on|nous|y)\b)")
"""A price, when nothing else is counted."""
_MUST = re.compile(
    r"\b(?:faut il|il faut|on doit|doit on|dois je|je dois|obligatoire|obliges?|sur (?:inscription|reservation))\b"
)
"""Asks whether to register, and does not do it yet."""


def only_asks(texts: Sequence[str]) -> bool:
    """Whether "il faut s'inscrire ?" or "parlez-moi de l'atelier" is asked: told before anyone is registered."""
    return bool(texts) and (_MUST.search(fold(texts[0])) is not None or facet_in(texts) == "details")


def facet_in(texts: Sequence[str]) -> str:
    """What is asked of an event; empty when nothing is."""
    for text in texts[:3]:
        said = f" {fold(text)} "
        for facet, phrases in _PHRASES.items():
            if any(f" {phrase}" in said for phrase in phrases):
                return facet
        if _HOW_MUCH.search(said):
            return "price"
    return ""


def _place(talk: Talk, event: Event) -> None:
    if event.place:
        talk.say("event_where", fact=event.place)
    else:
        talk.say("event_no_place")


def _price(talk: Talk, event: Event) -> None:
    if event.price:
        talk.say("event_price", fact=event.price)
    else:
        talk.say("event_no_price")


def _times(talk: Talk, event: Event) -> None:
    talk.say("event_times", fact=saying.whole_times(event, saying.today_of(talk)))


def _children(talk: Talk, event: Event) -> None:
    talk.say("event_children" if event.children else "event_not_children")


TELL: Mapping[str, Tell] = {
    "price": _price,
    REGISTER: saying.tell_registration,
    "place": _place,
    "times": _times,
    "children": _children,
    "details": saying.tell_details,
}
"""What answers each of them."""
