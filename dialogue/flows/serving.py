"""A request understood is handed to the flow that takes care of it."""

from dialogue.flows import registry
from dialogue.flows.incidents.flow import IncidentFlow
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT


def serve(talk: Talk, meaning: str, answer: Answer) -> None:
    """Begin the flow of a meaning, from the words it was asked in."""
    talk.topic = meaning
    talk.served.pop(meaning, None)  # the latest comes last
    talk.served[meaning] = answer
    if meaning not in talk.understood:
        talk.note(meaning)
    if meaning.startswith(INCIDENT):
        IncidentFlow.begin(talk, meaning.removeprefix(INCIDENT), answer.texts)
    else:
        registry.begin(talk, talk.catalogue.intents[meaning.removeprefix(INTENT)], answer)
