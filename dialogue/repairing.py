"""When caller and assistant do not get through to each other: what the repair ladder says is done here."""

from accessibility.repair import Cause, RepairLadder, Step
from dialogue.actions import HangUp
from dialogue.asking import Asking
from dialogue.flow_stack import FlowStack
from dialogue.flows import danger
from dialogue.flows.agent import NOT_UNDERSTOOD, offer_person
from dialogue.flows.base import OFFER
from dialogue.questions import Answer, Question
from dialogue.talk import Talk


class Repairs:
    """Counts the failures of one conversation, and asks again, settles, or offers a person."""

    def __init__(self, talk: Talk, flows: FlowStack, asking: Asking) -> None:
        self._talk = talk
        self._flows = flows
        self._asking = asking
        self._ladder = RepairLadder()
        self._unclear = ""
        """The last words that were not understood: what a person who rings back should know."""

    def heard_something(self, *, spoke: bool = True) -> None:
        """Somebody is there, whatever was said; not `spoke`: it may be a television, too."""
        self._ladder.heard_something(spoke=spoke)

    def answered(self, question: str, *, aside: bool = False) -> None:
        """The caller got through on this question; `aside`: it was the offer of a person, the trouble is not over."""
        self._ladder.answered(question, aside=aside)

    def fail(self, cause: Cause, answer: Answer | None = None) -> None:
        """The question at hand was not answered, or not understood."""
        talk, question = self._talk, self._asking.question
        assert question is not None
        talk.note(f"repair={cause.value}")
        talk.failures += 1
        if answer and answer.utterance and answer.yes_no() is None:
            self._unclear = answer.text
        offered = question.name == OFFER
        may_offer = not offered and not self._flows.being_called_back and question.name not in danger.OFFERS
        patient = bool(talk.dangers_told)
        step = self._ladder.fail(question.name, cause, question.settle_after, may_offer=may_offer, patient=patient)
        match step:
            case Step.NOBODY:
                talk.say("nobody_there")
                talk.end(HangUp())
            case Step.LAST_CALL:
                talk.say("last_call")
                self._asking.said = True
            case Step.SETTLE:
                self._flows.top.settle(talk, question, answer or Answer())
                self._ladder.answered(question.name, aside=offered)
            case Step.OFFER_PERSON:
                said = f"« {self._unclear} »" if self._unclear else ""
                subject = self._flows.matter(talk) or said
                wording = "offer" if cause is Cause.UNCLEAR else "offer_unheard"
                offer_person(talk, wording, NOT_UNDERSTOOD, subject, no=self._go_on)
            case Step.REASK:
                self._ask_again(cause, question)

    def _go_on(self, talk: Talk) -> None:
        """No person is wanted: the question that was in trouble comes again, in other words."""
        talk.say("offer_agent_declined")
        self._asking.rephrase = True

    def _ask_again(self, cause: Cause, question: Question) -> None:
        if self._asking.waited:
            return
        times = self._ladder.times(cause)
        self._talk.say(cause.value, variant=times - 1)
        if cause is Cause.SILENCE and times == 1:  # a moment more is what they need, not the question again
            self._asking.said = True
            if question.name == "request":
                self._talk.say("greeting_examples")
            return
        self._asking.say_otherwise(self._talk, question)
