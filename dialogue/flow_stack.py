"""The flows of a conversation, one upon the other: the top one asks, the one below goes on when it is done."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from dialogue import restating
from dialogue.events import Utterance
from dialogue.flows import surely
from dialogue.flows.agent import CallbackFlow
from dialogue.flows.base import NO, OFFER, YES, Choice, Flow, Matter, YesNo
from dialogue.flows.incidents.flow import Changeable, IncidentFlow
from dialogue.flows.request_words import is_question
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.several import Part

REQUEST = Question("request", "next_request", retry="not_understood_request")
"""What the flow at the bottom asks when a request is heard in the middle of something else."""
RESUME = "resume_topic"
"""Name of the question whether to go on with what was begun."""
CHANGE = "change_topic"
"""Name of the question whether something else is wanted: "je reviens au mariage" is a no."""
_TAKEN_UP = {RESUME: YES, CHANGE: NO}
"""What "je reviens au mariage" answers there."""


class Reception(Flow, Protocol):
    """What lies at the bottom."""

    def ask_again(self) -> None:
        """Ask openly what is wanted, at the next question."""

    def serve_later(self, part: Part) -> None:
        """Ask about a request when all that goes on is done."""

    def goes_on(self, talk: Talk) -> bool:
        """Tell what was asked in the same breath as what was just told; false: there is nothing of the kind."""


class FlowStack:
    """Never empty while the conversation lasts: the reception lies at the bottom."""

    def __init__(self, bottom: Reception) -> None:
        self.start_over(bottom)

    def start_over(self, bottom: Reception) -> None:
        """Forget all that was going on, as it is: nothing of it leaves."""
        self._bottom = bottom
        self._flows: list[Flow] = [bottom]
        self._answered: list[Flow] = []
        self._asked: list[tuple[Flow, Question]] = []
        """What each flow on the stack asked last."""

    def __iter__(self) -> Iterator[Flow]:
        return iter(self._flows)

    @property
    def top(self) -> Flow:
        """The flow that asks."""
        return self._flows[-1]

    def push_begun(self, talk: Talk) -> None:
        """Take off what was given up, and put the flows begun this turn on top, the last one uppermost."""
        talk.giving_up = True
        try:
            for flow in talk.dropped:
                flow.leave(talk)
        finally:  # what leaves after an error was not given up
            talk.giving_up = False
        if talk.dropped:
            talk.doubts.clear()
        self._flows = [flow for flow in self._flows if not any(flow is dropped for dropped in talk.dropped)]
        self._flows += talk.pushed
        talk.pushed, talk.dropped = [], []

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Give the top flow an answer; a request after a no, or instead of an answer, is served where it may be."""
        top = self.top
        if question.name in _TAKEN_UP and answer.texts and restating.load().takes_up(answer.text):
            answer = _TAKEN_UP[question.name]
        instead = question.instead and answer.texts
        option = top.option(talk, answer) if isinstance(top, Choice) else None
        if instead and option is None:
            wanted = restating.load().beyond_no(answer.text)
            if wanted:
                talk.refused.update(question.guesses)
                if self._request_instead(talk, question, Answer(Utterance.typed(wanted))):
                    return True
        if top.take(talk, question, answer):
            self._answered.append(top)
            if option is not None:
                talk.agreed.update(question.guesses[option : option + 1])
            elif answer.yes_no():
                talk.agreed.update(question.guesses)
            return True
        if not instead or answer.yes_no() is not None or answer.dont_know():
            return False
        if question.name == OFFER and self._asking_below()[0] is not self._flows[0]:
            return False  # `take_below`: the question that was in trouble
        return self._request_instead(talk, question, answer)

    def _request_instead(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Serve a request and drop what the top flow asked; false when it is none, and nothing has changed then."""
        top = self.top
        if question.name == RESUME and _clear(talk, answer):
            top.take(talk, question, Answer(keys="2"))
            self.push_begun(talk)
            return self.request(talk, answer)
        below, asked = self._asking_below()
        if below is self._flows[0]:
            understood = (question.instead == "any" or _clear(talk, answer)) and self.request(talk, answer)
        else:
            understood = asked is not None and below.take(talk, asked, answer)
        if understood:
            talk.note(f"{question.name}=other")
            talk.dropped.append(top)
        return understood

    def _asking_below(self) -> tuple[Flow, Question | None]:
        """The next flow below the top one that waits for an answer, and to what; the bottom when none was asked yet."""
        below = next((flow for flow in reversed(self._flows[1:-1]) if not flow.done), self._flows[0])
        asked = self._waits_for(below)
        return (below, asked) if asked is not None and below is not self._flows[0] else (self._flows[0], None)

    def _waits_for(self, flow: Flow) -> Question | None:
        """What a flow asked last, if it is not done since. `Flow.next` would tell too, but does what is to be done."""
        return next((asked for each, asked in self._asked if each is flow and not flow.done), None)

    def _asks(self, talk: Talk, question: Question) -> None:
        """Keep what the top flow asks; what has left the stack is forgotten."""
        kept = [pair for pair in self._asked if any(pair[0] is flow for flow in self._flows[:-1])]
        self._asked = [*kept, (self.top, question)]
        talk.put_forward.extend(question.guesses)

    def request(self, talk: Talk, answer: Answer) -> bool:
        """Give the reception a request, whatever is going on; whether it was understood."""
        return self._flows[0].take(talk, REQUEST, answer)

    def ask_again(self) -> None:
        """What was begun was not wanted: the reception asks openly."""
        self._bottom.ask_again()

    def serve_later(self, talk: Talk, part: Part) -> None:
        """Say that a request said besides comes next, and keep it."""
        talk.note(f"later {part.meaning}", part.score)
        talk.say("later")
        self._bottom.serve_later(part)

    def answered(self, flow: Flow) -> bool:
        """Whether the caller has answered anything that this flow asked."""
        return any(flow is each for each in self._answered)

    @property
    def busy(self) -> bool:
        """Whether something is going on besides the reception."""
        return len(self._flows) > 1

    @property
    def under_way(self) -> tuple[Flow, ...]:
        """What is going on besides the reception, the latest last."""
        return tuple(self._flows[1:])

    def next_question(self, talk: Talk) -> Question | None:
        """The next question of the top flow; flows that are done are taken off. None when the call is ending."""
        called_back = False
        while self._flows:
            here = len(self._flows) - 1
            if here == 0 and self._bottom.goes_on(talk):
                self.push_begun(talk)
                continue
            question = self.top.next(talk)
            self.push_begun(talk)  # a flow may begin another when it is done asking: that one speaks next
            if question is not None:
                self._asks(talk, question)
            if question is not None or talk.ending is not None:
                if called_back and isinstance(self.top, IncidentFlow):
                    talk.say("resume_report")
                elif called_back and self.top.topic:
                    talk.say("resume_now", topic=self.top.topic)
                return question
            done = self._flows.pop(here)
            talk.doubts.clear()
            called_back = isinstance(done, CallbackFlow) or called_back
            if isinstance(done, CallbackFlow) and done.settles_all and not talk.dangers_told:
                self._keep_for_agent(talk)
        return None

    def _keep_for_agent(self, talk: Talk) -> None:
        """A person rings back about what was not understood: it is left as it is, for that person."""
        for flow in self._flows[1:]:
            flow.leave(talk)
        self._flows = self._flows[:1]

    def back(self, talk: Talk) -> bool:
        """Undo the last answer, or leave the top flow. False at the very beginning."""
        if self.top.back(talk):
            return True
        if len(self._flows) > 1:
            self._flows.pop().leave(talk)
            return True
        return False

    def change(self, talk: Talk, what: Changeable) -> bool:
        """Ask a thing of the report under way again, whatever question is at hand. False when there is no report."""
        report = self.report
        if report is None:
            return False
        talk.note(f"change={what}")
        talk.say("back")
        del self._flows[self._flows.index(report) + 1 :]
        report.change(talk, what)
        return True

    def nothing_to_lose(self, question: Question, *, declined: bool) -> bool:
        """Whether who takes leave need not be asked this: nothing that they asked for would be left undone."""
        if question.name == "leave_report" or self.report is not None or self.being_called_back:
            return False
        offer = isinstance(self.top, YesNo) or question.name.startswith("procedure_")
        return declined or offer or question.name == "anything_else"

    def raise_up(self, flows: Sequence[Flow]) -> None:
        """Put flows of the stack on top, in their order."""
        others = [flow for flow in self._flows if not any(flow is each for each in flows)]
        self._flows = [*others, *(flow for flow in self._flows if any(flow is each for each in flows))]

    def drop_top(self) -> None:
        """Take off the top flow, without a word."""
        self._flows.pop()

    def keep_urgent(self, talk: Talk) -> None:
        """A danger: whatever was going on does not matter any more, but a report and a call-back."""
        kept: list[Flow] = []
        for flow in self._flows[1:]:
            if isinstance(flow, (IncidentFlow, CallbackFlow)):
                kept.append(flow)
            else:
                flow.leave(talk)
        self._flows = [self._flows[0], *kept]

    def take_below(self, talk: Talk, answer: Answer) -> str:
        """Give the flow under the top one an answer to its own question; the top one is dropped if it is one.

        The name of that question; empty when it was not understood there either.
        """
        question = self._waits_for(self._flows[-2]) if self.busy else None
        if question is None:
            return ""
        top = self._flows.pop()
        if self.top.take(talk, question, answer):
            return question.name
        self._flows.append(top)
        return ""

    def leave(self, talk: Talk) -> None:
        """The call is over: every flow keeps what it has. Raises the first error, after all were asked."""
        errors: list[Exception] = []
        for flow in self._flows:
            try:
                flow.leave(talk)
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

    @property
    def report(self) -> IncidentFlow | None:
        """The report under way, if there is one."""
        return next((flow for flow in reversed(self._flows) if isinstance(flow, IncidentFlow)), None)

    @property
    def being_called_back(self) -> bool:
        """Whether a call-back is being taken down."""
        return any(isinstance(flow, CallbackFlow) for flow in self._flows)

    def matter(self, talk: Talk) -> Matter | None:
        """What a person would be told the call is about: a report under way, else the uppermost that knows."""
        flows = [self.report] if self.report else reversed(self._flows)
        return next((found for found in (flow.matter(talk) for flow in flows) if found is not None), None)

    def subject(self, talk: Talk) -> str:
        """The same in the words for a person; empty where nothing is known."""
        found = self.matter(talk)
        return found.subject if found is not None else ""


def _clear(talk: Talk, answer: Answer) -> bool:
    """Whether something is surely wanted: a clear request, a wish, or a question."""
    if surely.wanted(talk, answer.texts) is not None:
        return surely.request(talk, answer.texts) is not None
    return restating.load().wished(answer.text) or is_question(answer.texts)
