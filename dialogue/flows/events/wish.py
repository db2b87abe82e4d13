"""Which events a caller means: by day, by kind, by name, by place, for children."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accessibility.hearing import alike
from dialogue.french.dates import When, span
from dialogue.french.numbers import NUMBER_WORDS
from dialogue.french.words import FILLERS, folded
from dialogue.talk import Talk
from kb.events import Event

SAME_WORD = 0.86
"""`alike` above which a heard word is one of an event's."""
NEAR_BEST = 0.8
"""Events that score so much of the best one are meant as well."""
ENOUGH = 0.3
"""Share of the words said that an event must have."""

NEAR_FEAST = timedelta(days=21)
"""So far from a feast an event may be called after it: "le repas de Noël" is on one of the Sundays before."""
EVENING = 18
"""From this hour on what goes on for days (an exhibition) is closed."""

_CHILDREN = frozenset("enfant enfants petit petits petite petites fils fille gamin gamins gosse gosses bebe".split())
_SYNONYMS = {
    "brocante": "grenier", "foot": "football", "match": "football", "anciens": "aines", "ancien": "aines",
    "vieux": "aines", "vieilles": "aines", "seniors": "aines", "retraites": "aines", "agees": "aines", "agee": "aines",
    "banquet": "repas", "histoires": "conte", "contes": "conte", "expo": "exposition", "tableaux": "exposition",
    "bibliotheque": "mediatheque", "choeur": "chorale", "belotte": "belote", "cartes": "belote",
    "artifices": "artifice", "elus": "conseil", "ordinateur": "tablette", "informatique": "tablette",
}  # fmt: skip
_GENERIC_WORDS = """
    il y a t est ce que qu qui quoi quel quelle quels quelles quand ou comment combien c s d l j n m je tu on nous vous
    de du des la le les un une au aux en et dans sur pour par avec sans a ai avez aura auront sera sont etes suis ont
    fait faire se passe passer prevu prevue prevus organise organisee quelque chose evenement evenements animation
    animations activite activites sortie sorties agenda programme commune village ville mairie bientot prochain
    prochaine prochains prochaines week end voudrais voulais veux aimerais savoir connaitre dire demander renseignement
    renseignements question bonjour bonsoir madame monsieur merci plait svp si possible lieu heure jour date cette cet
    mon ma mes votre vos notre nos son sa ses ici moi alors aussi autre autres tout tous toute toutes plus encore dites
    dire peut peux pouvez comme gratuit payant prix tarif coute places place reserver reservation inscrire inscription
    inscris inscrivez inscrit participer annuler allez aller venir proposez occuper garde moment dure commence finit
    debut fin cherche trouver lui elle ils elles parle parler genre interessant sympa bien voir soir ouvert personnes
    reste restes faut falloir besoin petit petits petite petites enfant enfants fils fille gamin gamins deux trois
    personne personnes machin machins truc trucs bidule fameux fameuse
    non oui ah oh autour coin region annonce annonces rendez rendezvous pendant chez y
"""
_GENERIC = frozenset(_GENERIC_WORDS.split()) | FILLERS | NUMBER_WORDS


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    when: When | None
    topic: tuple[str, ...]
    """Folded words that name a kind, a title or a place."""
    children: bool

    @property
    def empty(self) -> bool:
        """Whether nothing particular was asked for."""
        return self.when is None and not self.topic and not self.children


@dataclass(frozen=True)
class Found:
    """The events that fit, each once: what recurs with its next time."""

    events: tuple[Event, ...]
    by_topic: bool
    """Whether the words of the topic chose them."""


def wish_in(talk: Talk, texts: Sequence[str], children: bool = False) -> Wish:
    """What the best reading asks for; a date may come from another."""
    said = folded(texts[0]) if texts else []
    moment = next((found for text in texts if (found := span(text, talk.now(), zone=talk.school_zone))), None)
    dated = set(folded(moment.words)) if moment else set()
    topic = [word for word in said if word not in _GENERIC and word not in dated and len(word) > 2]
    return Wish(moment, tuple(dict.fromkeys(topic)), children or bool(_CHILDREN.intersection(said)))


def coming(talk: Talk, registration: bool = False) -> list[Event]:
    """Every event that is not over; with `registration` those that take registrations."""
    now = talk.now()
    events = talk.store.events.after(now)
    return [event for event in events if event.open_for_registration(now)] if registration else events


def fitting(wish: Wish, events: Sequence[Event], now: datetime) -> Found:
    """The events that a wish means. Nothing of the topic is nothing at all, unless a day was named.

    What is "pour Noël" is not on that day: where the day has nothing, what was named near it is meant, else its name
    is taken for a topic.
    """
    if wish.children:
        events = [event for event in events if event.children]
    of_topic = about(wish.topic, events)
    if wish.topic and not of_topic and wish.when is None:
        return Found((), False)
    chosen = of_topic or list(events)
    if wish.when is not None:
        feast = about(topic_words(wish.when.words), events)
        near = [event for event in of_topic if abs(event.start - wish.when.start) <= NEAR_FEAST] if feast else []
        chosen = _during(wish.when, chosen) or near or feast
    return Found(tuple(_once(chosen, wish.when.start if wish.when else now)), bool(of_topic))


def _during(wanted: When, events: Sequence[Event]) -> list[Event]:
    found = [event for event in events if on_those_days(wanted, event)]
    evening = wanted.grain == "part" and wanted.hours is not None and wanted.hours[0].hour >= EVENING
    return [event for event in found if not (evening and event.start.date() < wanted.day)] if evening else found


def on_those_days(wanted: When, event: Event) -> bool:
    """Whether an event goes on at some time of a span."""
    return event.end > wanted.start and event.start < wanted.end


def about(topic: Sequence[str], events: Sequence[Event]) -> list[Event]:
    """The events that the words of a topic name, the best ones."""
    if not topic:
        return []
    scores = [(_score(topic, event), event) for event in events]
    best = max((score for score, _ in scores), default=0.0)
    return [event for score, event in scores if best >= ENOUGH and score >= NEAR_BEST * best]


def named_words(topic: Sequence[str], events: Sequence[Event]) -> tuple[str, ...]:
    """The words of a topic that the title of some event has, its kind or place aside."""
    titles = {word for event in events for word in folded(event.title) if len(word) > 2 and word not in _GENERIC}
    return tuple(said for said in topic if any(_same(said, word) for word in titles))


def generic(word: str) -> bool:
    """Whether a folded word names no event: it may be said of any."""
    return word in _GENERIC


def topic_words(text: str) -> tuple[str, ...]:
    """The folded words of a text that may name an event."""
    return tuple(dict.fromkeys(word for word in folded(text) if word not in _GENERIC and len(word) > 2))


def _score(topic: Sequence[str], event: Event) -> float:
    parts = ((1.0, event.title), (0.9, event.kind), (0.9, event.place))
    words = [(weight, word) for weight, text in parts for word in folded(text) if len(word) > 2]
    return sum(max((weight for weight, word in words if _same(said, word)), default=0.0) for said in topic) / len(topic)


def _same(said: str, word: str) -> bool:
    said = _SYNONYMS.get(said, said)
    if said.rstrip("sx") == word.rstrip("sx"):
        return True
    return len(said) > 4 and len(word) > 4 and said[0] == word[0] and alike(said, word) >= SAME_WORD


def _once(events: Sequence[Event], from_then: datetime) -> list[Event]:
    """Each series once; what goes on already comes after what is still to begin."""
    first: dict[str, Event] = {}
    for event in events:
        first.setdefault(event.series, event)
    return sorted(first.values(), key=lambda event: (event.start <= from_then, event.start))


def on_same_days(talk: Talk, wish: Wish, days: When | None) -> Wish:
    """The wish on the days asked for before, when only the kind changes: "ce week-end", then "pour les enfants ?"."""
    if days is None or wish.when is not None:
        return wish
    on_them = Wish(days, wish.topic, wish.children)
    found = fitting(on_them, coming(talk), talk.now())
    return on_them if not wish.topic or (found.by_topic and found.events) else wish
