"""An event that is told too vaguely to be understood, "le machin pour les vieux à Noël", but by words of its own."""

from collections.abc import Sequence

from dialogue.flows.events.wish import coming, named_words, topic_words
from dialogue.french.dates import whens
from dialogue.french.words import folded
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT

DATE = f"{INTENT}evenement_date"
MOST_WORDS = 4
"""Telling words of such a request: a longer one is a story."""


def meant(talk: Talk, texts: Sequence[str]) -> str:
    """The meaning that asks for an event, where half the telling words, or more, are of titles to come; else empty."""
    dated = {word for found in whens(texts[0], talk.now()) for word in folded(found.words)} if texts else set[str]()
    topic = tuple(word for word in topic_words(texts[0]) if word not in dated) if texts else ()
    known = named_words(topic, coming(talk)) if topic and len(topic) <= MOST_WORDS else ()
    return DATE if known and 2 * len(known) >= len(topic) else ""
