"""Callers who are angry or rude: they are told that it is understood, warned once, and handed to a person."""

from collections.abc import Sequence

from dialogue import manners
from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows.agent import call_agent, offer_person
from dialogue.flows.base import OFFER
from dialogue.french import courtesies
from dialogue.french.answers import yes_no
from dialogue.french.numbers import numbers_in
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.restating import telling
from dialogue.talk import Talk

INSULTS_BEFORE_PERSON = 3
"""The first is answered calmly, the second warned of, the third handed to a person."""
_SURVEY = "survey:"
"""What the names of a survey's questions begin with."""
MORE_THAN_AN_INSULT = 2
"""Words besides the insult that may be an answer."""


def angry(talk: Talk, texts: Sequence[str]) -> bool:
    """Whether the caller is angry; said once that it is understood."""
    told = manners.load().angry(texts)
    if told and not talk.upset:
        talk.say("anger")
    talk.upset = talk.upset or told
    return told


def only_angry(text: str) -> bool:
    """Whether nothing is said but anger that asks for nothing: "stop, j'en ai assez" reports no stop sign."""
    if not manners.load().angry([text]):
        return False
    rest = courtesies.read(manners.load().beside_anger(text), *courtesies.AROUND).rest
    return yes_no(rest) is None and not numbers_in(rest) and not telling(folded(rest), 1)


def let_off_steam(talk: Talk, flows: FlowStack, question: str) -> Answer | None:
    """Anger alone answers no question: it is said to be understood, and the next time a person is offered.

    In a survey it is an answer, which is given back: that it is enough.
    """
    talk.note("anger")
    again, talk.upset = talk.upset, True
    if not again:
        talk.say("anger")
    if question.startswith(_SURVEY):
        return Answer(Utterance.typed("stop"))
    if again and question != OFFER and not flows.being_called_back:
        offer_person(talk, "chat_offer", "anger", flows.subject(talk))
    return None


def soothe(talk: Talk, texts: Sequence[str]) -> None:
    """Say once that it is understood, to who is angry or rude and gets a person."""
    rude = manners.load().insult(texts)
    if rude and not talk.upset:
        talk.say("anger")
    if rude:
        talk.insults += 1
        talk.upset = True
        talk.note(f"insult={talk.insults}")
    angry(talk, texts)


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
