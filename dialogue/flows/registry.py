"""Which flow takes care of which intent."""

from collections.abc import Callable, Mapping

from dialogue.catalogue import FlowName, Intent
from dialogue.events import Utterance
from dialogue.flows import advice, chat, knowledge, which
from dialogue.flows.agent import CallbackFlow, call_agent, told_subject
from dialogue.flows.appointments import requests as appointment_requests
from dialogue.flows.base import YesNo
from dialogue.flows.events import beginning as events
from dialogue.flows.followup import flow as followup
from dialogue.flows.incidents.flow import IncidentFlow
from dialogue.flows.info import flow as information
from dialogue.flows.procedures import beginning as procedure
from dialogue.flows.projects import taking_part
from dialogue.questions import Answer
from dialogue.talk import Talk

Begin = Callable[[Talk, Intent, Answer], None]
"""Begin a flow from the words of the request, using all they contain."""


def _incident(talk: Talk, intent: Intent, answer: Answer) -> None:
    IncidentFlow.begin(talk, "", answer.texts)


def _agent(talk: Talk, intent: Intent, answer: Answer) -> None:
    call_agent(talk, "request", told_subject(talk, answer))


def _appointment(talk: Talk, intent: Intent, answer: Answer) -> None:
    appointment_requests.begin(talk, intent.about, answer)


def _not_yet(talk: Talk, intent: Intent, answer: Answer) -> None:
    asked = Answer(Utterance.typed(f"{answer.text} {intent.label}"))  # what it is about is sure: that finds its page
    if knowledge.attempt(talk, asked, lambda talk: _to_be_called_back(talk, intent, answer)):
        return
    _to_be_called_back(talk, intent, answer)


def _to_be_called_back(talk: Talk, intent: Intent, answer: Answer) -> None:
    subject = f"{intent.label} : « {answer.text} »"
    talk.begin(
        YesNo(
            "not_yet",
            yes=lambda talk: talk.begin(CallbackFlow(talk, "not_yet", subject, agreed=True)),
            slots={"label": intent.label},
        )
    )


FLOWS: Mapping[FlowName, Begin] = {
    "incident": _incident,
    "agent": _agent,
    "chat": chat.begin,
    "advice": advice.begin,
    "procedure": procedure.begin,
    "followup": followup.begin,
    "taking_part": taking_part.begin,
    "appointment": _appointment,
    "events": events.begin,
    "information": information.begin,
    "not_yet": _not_yet,
    "which": which.begin,
}


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Hand a request to the flow of its intent; what no flow serves is offered a call-back."""
    FLOWS.get(intent.flow, _not_yet)(talk, intent, answer)
