"""The deed: an appointment booked or moved, what is said of it, and what is offered then."""

from dialogue.flows.appointments import messages
from dialogue.flows.appointments.confirmation import offer_confirmation
from dialogue.flows.appointments.known import Wanted
from dialogue.flows.appointments.times import say_slot
from dialogue.french.spoken import digit_groups
from dialogue.talk import Talk
from kb.appointments import Appointment
from kb.desks import Desk
from kb.slots import Slot


def stored(talk: Talk, wanted: Wanted, desk: Desk, slot: Slot, moving: Appointment | None) -> Appointment:
    """Commit a booking, or the new time of the appointment that is `moving`. SlotTakenError: it went meanwhile."""
    if moving:
        talk.note("appointment moved")
        return talk.store.appointments.move(moving.id, desk, slot, talk.now())
    booked = talk.store.appointments.book(
        desk, slot, wanted.context, phone=wanted.phone.number, name=wanted.name, call_id=talk.call_id,
        at=talk.now(), rng=talk.random,
    )  # fmt: skip
    talk.note(f"booked={booked.ticket}")
    return booked


def told(talk: Talk, desk: Desk, booked: Appointment, said: list[tuple[str, ...]]) -> None:
    """Say what was committed, with its number and place; then what to bring is offered, and the date in writing.

    `said`: the words the appointment was asked for in.
    """
    _done(talk)
    talk.say("rdv_booked", when=say_slot(booked.start, talk.now()), ticket=digit_groups(booked.ticket))
    talk.say("rdv_place", fact=desk.place)
    offer_confirmation(talk, desk, booked)
    if talk.after_booking is not None:  # begun last, so it speaks first: the message can hold what is to be brought
        talk.after_booking(talk, booked, said)


def told_moved(talk: Talk, desk: Desk, moved: Appointment) -> None:
    """Say the new time; who has the old one in writing gets another message."""
    _done(talk)
    messages.changed(talk, desk, moved)
    talk.say("rdv_moved", when=say_slot(moved.start, talk.now()))


def _done(talk: Talk) -> None:
    talk.achieve("appointment")
    talk.stored += 1
