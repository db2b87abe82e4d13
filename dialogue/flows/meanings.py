"""What serves a meaning, and what is said of it."""

from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT


def label_of(talk: Talk, meaning: str) -> str:
    """What is said of a meaning: "un lampadaire en panne"."""
    if meaning.startswith(INCIDENT):
        return talk.catalogue.kinds[meaning.removeprefix(INCIDENT)].label
    return talk.catalogue.intents[meaning.removeprefix(INTENT)].label


def intent_of(talk: Talk, meaning: str) -> str:
    """Name of the flow that serves a meaning."""
    return "incident" if meaning.startswith(INCIDENT) else talk.catalogue.intents[meaning.removeprefix(INTENT)].flow
