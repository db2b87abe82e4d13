"""Whether what is said after an event is about something else: another event, or no event at all."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.flows.events.wish import about, coming, generic, topic_words
from dialogue.flows.info import plain_words
from dialogue.flows.info.which_service import service_named
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT, Act, decide
from kb.events import Event

_NAMED = re.compile(r"(?:quand|heure|jour|date|combien|ou)\b.*?\b(?:le|la|les|l) ([a-z]+)")
_KIND_OF = re.compile(r"(?=\b([a-z]{3,}) (?:des?|du|d|pour) (?:les? |la |l )?([a-z]{4,}))")
_KINDS = frozenset({"sortie", "sorties", "voyage", "excursion"})
_NO_KIND = frozenset(
    "parle parler besoin inscription inscrire reservation propos sujet moment celui celle ceux liste horaire horaires"
    " menu repas programme affiche organisation association club comite equipe".split()
)
"""What may stand before the name of an event, and is no kind of one."""
_OF_ANY_EVENT = frozenset(
    """
    entree entrees billet billets ticket tickets adresse spectacle concert soiree fete evenement inscription depart
    arrivee parking duree participation seance ouverture fermeture prix tarif salle endroit journee matin apres debut
    fin premier deuxieme troisieme dernier second autre meme semaine samedi dimanche lundi mardi mercredi jeudi vendredi
    """.split()
)
"""What every event has or may be called."""


def is_other_request(talk: Talk, answer: Answer) -> bool:
    """ "Et il y a marché jeudi ?" after the Christmas market, "la piscine est ouverte demain ?": no event is meant."""
    said, words = fold(answer.text), plain_words.load()
    hours = words.surely.search(said) or words.perhaps.search(said)
    if hours and service_named(talk, said) and not words.never.search(said):
        return True
    guess = decide(talk.understanding.request(answer.texts))
    if not isinstance(guess, Act):
        return False
    intent = talk.catalogue.intents.get(guess.meaning.removeprefix(INTENT))
    return intent is not None and intent.flow != "events"


def names_unknown(texts: Sequence[str], events: Sequence[Event]) -> bool:
    """Whether a thing is named that none of these events is: "c'est quand le don du sang ?", but not "l'entrée"."""
    said = fold(texts[0]) if texts else ""
    named = [word for word in _NAMED.findall(said) if word in topic_words(said) and word not in _OF_ANY_EVENT]
    return bool(named) and not about(tuple(named), events)


def names_other_kind(texts: Sequence[str], event: Event) -> bool:
    """Whether a thing of another kind is named by words of this event: "le voyage des aînés" is no meal of theirs."""
    said = fold(texts[0]) if texts else ""
    pairs = [(kind, of) for kind, of in _KIND_OF.findall(said) if _is_kind(kind) and about((of,), [event])]
    return bool(pairs) and not any(about((kind,), [event]) for kind, _ in pairs)


def _is_kind(word: str) -> bool:
    return word in _KINDS or not (generic(word) or word in _OF_ANY_EVENT or word in _NO_KIND)


def names_none_of(talk: Talk, texts: Sequence[str], events: Sequence[Event]) -> bool:
    """Whether the words name an event to come better than any of these: "le repas des anciens" after an exhibition."""
    best = about(topic_words(texts[0]), coming(talk)) if texts else []
    series = {event.series for event in events}
    return bool(best) and not any(event.series in series for event in best)
