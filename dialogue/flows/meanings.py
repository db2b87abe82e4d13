"""What serves a meaning, and what is said of it."""

from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT, Act, decide


def label_of(talk: Talk, meaning: str) -> str:
    """What is said of a meaning: "un lampadaire en panne"."""
    if meaning.startswith(INCIDENT):
        return talk.catalogue.kinds[meaning.removeprefix(INCIDENT)].label
    return talk.catalogue.intents[meaning.removeprefix(INTENT)].label


def intent_of(talk: Talk, meaning: str) -> str:
    """Name of the flow that serves a meaning."""
    return "incident" if meaning.startswith(INCIDENT) else talk.catalogue.intents[meaning.removeprefix(INTENT)].flow


def surely_served_by(talk: Talk, answer: Answer) -> str:
    """Name of the flow of what is surely wanted; empty where nothing is sure."""
    guess = decide(talk.understanding.request(answer.texts, talk.unwanted))
    return intent_of(talk, guess.meaning) if isinstance(guess, Act) else ""
