"""An appointment that was booked before its papers were told: what is told then belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogue.flows.appointments import cancelling
from dialogue.flows.appointments.confirmation import offered
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.appointments import Appointment
from kb.procedures.model import Procedure

FollowUp = Callable[[Talk, Answer], bool]


@dataclass(frozen=True)
class Booked:
    """The appointment, and what went on from it before its papers were told."""

    appointment: Appointment
    follow_up: FollowUp | None = None
    just_now: bool = True
    """The papers follow the booking at once: what is offered after one is still to come."""

    def confirmed_later(self, talk: Talk) -> bool:
        """Whether a confirmation, which holds the list, is offered afterwards."""
        return self.just_now and offered(talk, self.appointment)

    def found(self, talk: Talk, procedure: Procedure, case: str) -> None:
        """Note the case and its papers; where the case is not possible, offer to give the appointment up."""
        known = talk.store.appointments.get(self.appointment.id)
        if not known.active:
            return
        announce(talk, known, procedure, case)
        if not procedure.case[case].possible:
            cancelling.ask(talk, known)


def earlier_in_call(talk: Talk, code: str) -> Booked | None:
    """What was booked or found in this call for a procedure, if its case is not known; the last where several are.

    Who declined to hear what to bring may ask for it later: it belongs to that appointment all the same.
    """
    known = (talk.store.appointments.by_ticket(ticket) for ticket in talk.checked)
    coming = [each for each in known if each is not None and each.active and each.end > talk.now()]
    mine = [each for each in coming if each.context.procedure == code and not each.context.case]
    return Booked(max(mine, key=lambda each: each.id), just_now=False) if mine else None


def announce(talk: Talk, appointment: Appointment, procedure: Procedure, case: str) -> None:
    """Keep the case, and what the caller is told to bring, with the appointment."""
    facts = procedure.facts_of(case)
    codes = (facts.documents or ()) if facts.possible else ()
    documents = tuple(procedure.document[code].say for code in codes)
    talk.store.appointments.announce(appointment.id, case, documents, talk.now())
    talk.note(f"announced={case}")
