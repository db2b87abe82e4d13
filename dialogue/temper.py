"""Callers who are angry or rude: they are told that it is understood, warned once, and handed to a person."""

from collections.abc import Sequence

from dialogue import manners
from dialogue.flow_stack import FlowStack
from dialogue.flows.agent import call_agent
from dialogue.talk import Talk

INSULTS_BEFORE_PERSON = 3
"""The first is answered calmly, the second warned of, the third handed to a person."""
MORE_THAN_AN_INSULT = 2
"""Words besides the insult that may be an answer."""


def angry(talk: Talk, texts: Sequence[str]) -> bool:
    """Whether the caller is angry; said once that it is understood."""
    told = manners.load().angry(texts)
    if told and not talk.upset:
        talk.say("anger")
    talk.upset = talk.upset or told
    return told


def insulted(talk: Talk, flows: FlowStack, text: str) -> str:
    """Stay calm, warn once, then hand over to a person. Gives what else was said and still counts; empty: nothing."""
    talk.upset = True
    talk.insults += 1
    talk.note(f"insult={talk.insults}")
    if talk.insults >= INSULTS_BEFORE_PERSON and not flows.being_called_back:
        talk.say("insult_person")
        call_agent(talk, "insults", flows.subject(talk), agreed=True)
        return ""
    if talk.insults < INSULTS_BEFORE_PERSON:
        talk.say("insult_calm" if talk.insults == 1 else "insult_warning")
    rest = manners.load().without(text)
    return rest if len(rest.split()) >= MORE_THAN_AN_INSULT else ""
