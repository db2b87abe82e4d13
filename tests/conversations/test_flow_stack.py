"""Flows one upon the other: who gets an answer, and that finding it out does nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows.base import OFFER, Flow, PlainFlow, YesNo
from dialogue.flows.reception import ReceptionFlow
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.store import StoreError
from tests.conversations.conftest import conversations_in

COLOUR = "le vert du jardin"


class Colour(PlainFlow):
    """Asks for a colour; every `next` is counted, as one that stores something would be noticed."""

    name = "colour"

    def __init__(self) -> None:
        self.asked = 0
        self.told: list[str] = []

    def next(self, talk: Talk) -> Question | None:
        self.asked += 1
        return None if self._done else Question("colour", "ask_kind")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        assert question.name == "colour"
        self.told.append(answer.text)
        self._done = True
        return True


@pytest.fixture
def talk(data: Path) -> Iterator[Talk]:
    held = conversations_in(data).begin("test", "")
    yield held.conversation.talk
    held.store.close()


def offered_over(stack: FlowStack, talk: Talk, *flows: Colour) -> Question:
    """Each flow asks; then a person is offered."""
    asking: list[Flow] = [*flows, YesNo("offer_callback", question=OFFER, instead="sure")]
    for flow in asking:
        talk.begin(flow)
        stack.push_begun(talk)
        question = stack.next_question(talk)
    assert question is not None
    return question


def test_the_answer_to_the_question_in_trouble_is_taken_over_the_offer(talk: Talk) -> None:
    stack, colour = FlowStack(ReceptionFlow(greeted=True)), Colour()
    offer = offered_over(stack, talk, colour)
    answer = Answer(Utterance.typed(COLOUR))
    assert not stack.take(talk, offer, answer)
    assert stack.take_below(talk, answer) == "colour"
    assert colour.told == [COLOUR]
    assert stack.top is colour
    assert colour.asked == 1, "whom the answer is for is found without asking again"


def test_a_flow_that_is_done_gets_no_answer(talk: Talk) -> None:
    stack, colour = FlowStack(ReceptionFlow(greeted=True)), Colour()
    offered_over(stack, talk, colour)
    colour._done = True
    assert stack.take_below(talk, Answer(Utterance.typed(COLOUR))) == ""
    assert colour.told == []
    assert isinstance(stack.top, YesNo)


def test_a_flow_that_asked_nothing_yet_gets_no_answer(talk: Talk) -> None:
    stack, colour = FlowStack(ReceptionFlow(greeted=True)), Colour()
    talk.begin(colour)
    talk.begin(YesNo("offer_callback", question=OFFER, instead="sure"))
    stack.push_begun(talk)
    stack.next_question(talk)
    assert stack.take_below(talk, Answer(Utterance.typed(COLOUR))) == ""
    assert colour.told == [] and colour.asked == 0


def test_what_was_going_on_is_forgotten_when_all_starts_over(talk: Talk) -> None:
    stack = FlowStack(ReceptionFlow(greeted=True))
    offered_over(stack, talk, Colour())
    stack.start_over(ReceptionFlow(greeted=True))
    assert not stack.busy
    assert stack.take_below(talk, Answer(Utterance.typed(COLOUR))) == ""


class Broken(Colour):
    """Cannot be left."""

    def leave(self, talk: Talk) -> None:
        raise StoreError("disk I/O error")


def test_what_breaks_while_it_is_given_up_gives_up_nothing_else(talk: Talk) -> None:
    stack, broken = FlowStack(ReceptionFlow(greeted=True)), Broken()
    talk.begin(broken)
    stack.push_begun(talk)
    talk.dropped.append(broken)
    with pytest.raises(StoreError):
        stack.push_begun(talk)
    assert not talk.giving_up, "what leaves when the call is rescued was not given up"
