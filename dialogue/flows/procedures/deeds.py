"""What can be done for a case besides telling it: an appointment with its context, and the list as a message."""

from dataclasses import dataclass

from dialogue.flows import sending
from dialogue.flows.agent import offer_person
from dialogue.flows.appointments.flow import AppointmentFlow, Context
from dialogue.flows.procedures.message import message_of
from dialogue.talk import Talk
from kb.procedures.model import Case, Procedure


@dataclass(frozen=True)
class CaseDeeds:
    """Deeds for one case of one procedure."""

    code: str
    procedure: Procedure
    case_code: str

    @property
    def case(self) -> Case:
        """The case, with the facts that it shares with the others."""
        return self.procedure.facts_of(self.case_code)

    def bookable(self, talk: Talk) -> bool:
        """Whether the case needs an appointment and a desk of this town gives it."""
        desks, desk = talk.store.desks, self.case.appointment
        return bool(desk) and (desks.get(desk or "") or desks.serving(self.code)) is not None

    def book(self, talk: Talk, texts: tuple[str, ...], hours: tuple[str, ...] = ()) -> bool:
        """Begin to book, for what the words name if that is something else. False when none is given for this case.

        `hours`: other words, which tell at what time of the day; they name nothing else.

        When one is needed that no desk of this town gives, that is said, and a person offered.
        """
        named = talk.store.desks.named_in(texts)
        if named is not None and named[1].procedure not in ("", self.code):
            AppointmentFlow.begin(talk, "", Context(), texts)
            return True
        if self.bookable(talk):
            documents = tuple(self.procedure.document[code].say for code in self.case.documents or ())
            context = Context(self.code, self.case_code, documents)
            AppointmentFlow.begin(talk, self.case.appointment or self.code, context, hours or texts)
            return True
        if not self.case.appointment:
            talk.say("procedure_no_appointment")
        else:
            talk.say("procedure_no_desk")
            offer_person(talk, "procedure_person", "no appointment", self.case.label)
        return False

    def send(self, talk: Talk, channel: sending.Channel) -> None:
        """Begin to send the list."""
        talk.begin(sending.SendingFlow(talk, channel, message_of(talk, self.procedure, self.case)))
