"""Numbers that are no report's: an appointment, a registration, a participation. Only what and when is said."""

from dialogue.flows.agent import offer_person
from dialogue.french.dates import say_day, say_time
from dialogue.talk import Talk
from kb import tickets
from kb.events import REGISTERED


def tell_other(talk: Talk, ticket: str) -> bool:
    """Say what a number stands for when it is not a report's; False when it stands for nothing."""
    holder = tickets.holder(talk.store.database, ticket)
    match holder.kind if holder else None:
        case "appointment":
            told = _appointment(talk, ticket)
        case "registration":
            told = _registration(talk, ticket)
        case "participation":
            talk.say("case_participation")
            told = True
        case _:
            told = False
    if told and holder:
        talk.note(f"ticket={holder.kind}")
    return told


def _appointment(talk: Talk, ticket: str) -> bool:
    appointment = talk.store.appointments.by_ticket(ticket)
    if appointment is None:
        return False
    if not appointment.active:
        key = "case_appointment_off"
    else:
        key = "case_appointment_past" if appointment.end <= talk.now() else "case_appointment"
    day = say_day(appointment.start.date(), talk.now().date())
    talk.say(key, day=day, hours=say_time(appointment.start.time()))
    return True


def _registration(talk: Talk, ticket: str) -> bool:
    registration = talk.store.events.by_ticket(ticket)
    if registration is None:
        return False
    event = talk.store.events.get(registration.event_id)
    day = say_day(event.start.date(), talk.now().date())
    if event.vanished and registration.state == REGISTERED:
        talk.say("case_registration_unsure", fact=event.title, day=day)
        offer_person(talk, "case_offer", "event vanished", f"inscription : {event.title}, {event.start:%Y-%m-%d}")
        return True
    off = registration.state != REGISTERED or event.cancelled
    talk.say("case_registration_off" if off else "case_registration", fact=event.title, day=day)
    return True
