"""What is sent about an appointment: the confirmation, the reminder of the day before, changes, a link."""

from datetime import datetime, time, timedelta

from dialogue.flows.appointment_times import write_slot
from dialogue.talk import Talk
from kb.appointments import Appointment
from kb.calendar_feed import invitation
from kb.desks import Desk
from kb.outbox import SENT, Channel
from kb.slots import PARIS
from kb.tickets import grouped

REMINDER_AT = time(10, 0)
"""The day before."""
SUBJECT = "Votre rendez-vous"
CANCELLED_SUBJECT = "Votre rendez-vous est annulé"


def about(appointment: Appointment) -> str:
    """The key of everything sent about an appointment."""
    return f"appointment:{appointment.ticket}"


def confirm(talk: Talk, desk: Desk, appointment: Appointment, channel: Channel, to: str) -> None:
    """Queue the confirmation, and the reminder unless it is too late for one."""
    town = _town(talk)
    when = write_slot(appointment.start)
    number = grouped(appointment.ticket)
    text = f"{town}. Rendez-vous {when}, {desk.place}, pour {appointment.context.motive}. Numéro de dossier : {number}."
    papers = "".join(f"\n- {document}" for document in appointment.context.documents)
    whole = f"{text}\nÀ apporter :{papers}" if papers else text
    calendar = invitation(desk, appointment) if channel == "email" else ""
    add = talk.store.outbox.add
    key = about(appointment)
    now = talk.now()
    add(
        channel=channel, to=to, subject=SUBJECT, text=whole, at=now, call_id=talk.call_id, attachment=calendar,
        about=key, expires=appointment.start,
    )  # fmt: skip
    day_before = datetime.combine(appointment.start.date() - timedelta(days=1), REMINDER_AT, PARIS)
    if day_before > now:
        hour = write_slot(appointment.start)
        reminder = f"{town}. Rappel : rendez-vous {hour}, {desk.place}. Pour annuler, appelez-nous. Dossier {number}."
        add(
            channel=channel, to=to, subject=SUBJECT, text=reminder, at=now, call_id=talk.call_id,
            about=key, not_before=day_before, expires=appointment.start,
        )  # fmt: skip


def changed(talk: Talk, desk: Desk, appointment: Appointment) -> None:
    """Withdraw what is not sent yet; who was sent a confirmation is told of the change."""
    messages = talk.store.outbox.about(about(appointment))
    talk.store.outbox.withdraw(about(appointment))
    if not messages:
        return
    channel, to = messages[-1].channel, messages[-1].recipient
    if appointment.active:
        confirm(talk, desk, appointment, channel, to)
        return
    if not any(message.state == SENT for message in messages):
        return
    text = f"{_town(talk)}. Votre rendez-vous du {write_slot(appointment.start)} est annulé."
    talk.store.outbox.add(
        channel=channel, to=to, subject=CANCELLED_SUBJECT, text=text,
        at=talk.now(), call_id=talk.call_id, about=about(appointment), expires=appointment.start,
    )  # fmt: skip


def link(talk: Talk, desk: Desk, address: str, to: str) -> None:
    """Queue the address of the town's own booking tool."""
    text = f"{_town(talk)}. Prenez rendez-vous avec {desk.name} sur {address}"
    talk.store.outbox.add(channel="sms", to=to, subject=SUBJECT, text=text, at=talk.now(), call_id=talk.call_id)


def _town(talk: Talk) -> str:
    return talk.wording.town[:1].upper() + talk.wording.town[1:]
