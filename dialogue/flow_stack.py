"""The flows of a conversation, one upon the other: the top one asks, the one below goes on when it is done."""

from collections.abc import Iterator

from dialogue.flows.agent import CallbackFlow
from dialogue.flows.base import Flow
from dialogue.flows.incidents.flow import IncidentFlow
from dialogue.flows.procedures.case import CaseFlow
from dialogue.flows.procedures.flow import ProcedureFlow
from dialogue.questions import Answer, Question
from dialogue.talk import Talk


class FlowStack:
    """Never empty while the conversation lasts: the reception lies at the bottom."""

    def __init__(self, bottom: Flow) -> None:
        self._flows = [bottom]

    def __iter__(self) -> Iterator[Flow]:
        return iter(self._flows)

    @property
    def top(self) -> Flow:
        """The flow that asks."""
        return self._flows[-1]

    def push_begun(self, talk: Talk) -> None:
        """Take off what was given up, and put the flows begun this turn on top, the last one uppermost."""
        talk.giving_up = True
        for flow in talk.dropped:
            flow.leave(talk)
        talk.giving_up = False
        self._flows = [flow for flow in self._flows if not any(flow is dropped for dropped in talk.dropped)]
        self._flows += talk.pushed
        talk.pushed, talk.dropped = [], []

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
            question = self.top.next(talk)
            self.push_begun(talk)  # a flow may begin another when it is done asking: that one speaks next
            if question is not None or talk.ending is not None:
                if called_back and isinstance(self.top, IncidentFlow):
                    talk.say("resume_report")
                return question
            called_back = isinstance(self._flows.pop(here), CallbackFlow) or called_back
        return None

    def back(self, talk: Talk) -> bool:
        """Undo the last answer, or leave the top flow. False at the very beginning."""
        if self.top.back(talk):
            return True
        if len(self._flows) > 1:
            self._flows.pop().leave(talk)
            return True
        return False

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
        if len(self._flows) < 2:
            return ""
        top = self._flows.pop()
        question = self.top.next(talk)
        if question is not None and self.top.take(talk, question, answer):
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

    def subject(self, talk: Talk) -> str:
        """What a person would be told the call is about, as far as it is known."""
        if self.report:
            return self.report.subject(talk)
        procedures = (flow for flow in reversed(self._flows) if isinstance(flow, CaseFlow | ProcedureFlow))
        return next((flow.subject for flow in procedures), "")
