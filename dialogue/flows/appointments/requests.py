"""What callers ask about appointments: book, move, cancel, or when it is."""

from dialogue.flows.appointments import messages
from dialogue.flows.appointments.find import FindAppointment
from dialogue.flows.appointments.flow import AppointmentFlow
from dialogue.flows.appointments.times import say_slot
from dialogue.flows.base import YesNo
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.appointments import Appointment, Context


def begin(talk: Talk, about: str, answer: Answer) -> None:
    """Begin what `about` names ("book", "move", "cancel", "when"; "book:DESK" names the desk)."""
    deed, _, desk = about.partition(":")
    match deed:
        case "move":
            talk.begin(FindAppointment(talk, _move, answer.texts))
        case "cancel":
            talk.begin(FindAppointment(talk, _cancel, answer.texts))
        case "when":
            talk.begin(FindAppointment(talk, tell, answer.texts))
        case _:
            AppointmentFlow.begin(talk, desk, Context(), answer.texts)


def _move(talk: Talk, appointment: Appointment) -> None:
    desk = talk.store.desks.get(appointment.desk)
    _remind(talk, appointment)
    if desk is None:  # the town closed it since
        talk.say("rdv_not_shown")
        return
    talk.begin(AppointmentFlow(talk, desk, appointment.context, appointment))


def _cancel(talk: Talk, appointment: Appointment) -> None:
    def cancel(talk: Talk) -> None:
        cancelled = talk.store.appointments.cancel(appointment.id, talk.now())
        talk.note("appointment cancelled")
        talk.achieve("appointment")
        talk.stored += 1
        desk = talk.store.desks.get(appointment.desk)
        if desk is not None:
            messages.changed(talk, desk, cancelled)
        talk.say("rdv_cancelled")

    def keep(talk: Talk) -> None:
        talk.say("rdv_kept")

    _remind(talk, appointment)
    talk.begin(YesNo("rdv_ask_cancel", yes=cancel, no=keep))


def _remind(talk: Talk, appointment: Appointment) -> None:
    talk.say("rdv_yours", when=say_slot(appointment.start, talk.now()), label=appointment.context.motive or "la mairie")


def tell(talk: Talk, appointment: Appointment) -> None:
    """Say when, what for and where it is."""
    _remind(talk, appointment)
    desk = talk.store.desks.get(appointment.desk)
    if desk is not None:
        talk.say("rdv_place", fact=desk.place)
    talk.achieve("answer")
    talk.stored += 1
