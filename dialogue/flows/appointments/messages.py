"""What is sent about an appointment: the confirmation, the reminder of the day before, changes, a link."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dialogue.flows.appointments.times import write_slot
from dialogue.talk import Talk
from kb.appointments import Appointment
from kb.calendar_feed import invitation
from kb.clock import PARIS
from kb.desks import Desk
from kb.outbox import SENT, Channel
from kb.store import Store
from kb.tickets import grouped

REMINDER_AT = time(10, 0)
"""The day before."""
SUBJECT = "Votre rendez-vous"
CANCELLED_SUBJECT = "Votre rendez-vous est annulé"


def about(appointment: Appointment) -> str:
    """The key of everything sent about an appointment."""
    return f"appointment:{appointment.ticket}"


def reminder_at(start: datetime, now: datetime) -> datetime | None:
    """When to remind of what begins then; None when it is too late for that."""
    day_before = datetime.combine(start.date() - timedelta(days=1), REMINDER_AT, PARIS)
    return day_before if day_before > now else None


def offer_key(channel: Channel, start: datetime, now: datetime) -> str:
    """The offer to write: no reminder is promised that cannot come any more."""
    return f"rdv_ask_{channel}" if reminder_at(start, now) else f"rdv_ask_{channel}_now"


@dataclass(frozen=True)
class Writer:
    """Who writes: a call, or an agent."""

    store: Store
    town: str
    """As it is said: "la mairie de Valbourg"."""
    at: datetime
    call_id: int | None = None

    @property
    def signature(self) -> str:
        """The town, at the beginning of a message."""
        return self.town[:1].upper() + self.town[1:]


def confirm(talk: Talk, desk: Desk, appointment: Appointment, channel: Channel, to: str) -> None:
    """Queue the confirmation, and the reminder unless it is too late for one."""
    _confirm(_writer(talk), desk, appointment, channel, to, "Rendez-vous")


def changed(talk: Talk, desk: Desk, appointment: Appointment) -> None:
    """Withdraw what is not sent yet; who was sent a confirmation is told of the change."""
    writer = _writer(talk)
    messages = writer.store.outbox.about(about(appointment))
    writer.store.outbox.withdraw(about(appointment))
    if not messages:
        return
    channel, to = messages[-1].channel, messages[-1].recipient
    if appointment.active:
        _confirm(writer, desk, appointment, channel, to, "Rendez-vous")
    elif any(message.state == SENT for message in messages):
        _called_off(writer, appointment, channel, to)


def changed_by_agent(
    writer: Writer, desk: Desk | None, appointment: Appointment, before: datetime, channels: Collection[Channel]
) -> Channel | None:
    """Withdraw what is not sent yet, and tell the resident, who knows nothing of the change; by which channel.

    None: the resident had nothing in writing, or not by one of `channels` (those configured), and is not told.
    `before`: the time until now. `desk` may be None for one that is cancelled.
    """
    messages = [each for each in writer.store.outbox.about(about(appointment)) if each.channel in channels]
    writer.store.outbox.withdraw(about(appointment))
    if not messages:
        return None
    channel, to = messages[-1].channel, messages[-1].recipient
    if not appointment.active:
        _called_off(writer, appointment, channel, to)
    elif desk is not None:
        moved = f"Votre rendez-vous du {write_slot(before)} est déplacé. Nouveau rendez-vous"
        _confirm(writer, desk, appointment, channel, to, moved)
    return channel


def _confirm(writer: Writer, desk: Desk, appointment: Appointment, channel: Channel, to: str, lead: str) -> None:
    town, now, key = writer.signature, writer.at, about(appointment)
    when = write_slot(appointment.start)
    number = grouped(appointment.ticket)
    motive = f", pour {appointment.context.motive}" if appointment.context.motive else ""
    text = f"{town}. {lead} {when}, {desk.place}{motive}. Numéro de dossier : {number}."
    papers = "".join(f"\n- {document}" for document in appointment.context.documents)
    whole = f"{text}\nÀ apporter :{papers}" if papers else text
    calendar = invitation(desk, appointment) if channel == "email" else ""
    add = writer.store.outbox.add
    add(
        channel=channel, to=to, subject=SUBJECT, text=whole, at=now, call_id=writer.call_id, attachment=calendar,
        about=key, expires=appointment.start,
    )  # fmt: skip
    day_before = reminder_at(appointment.start, now)
    if day_before:
        reminder = f"{town}. Rappel : rendez-vous {when}, {desk.place}. Pour annuler, appelez-nous. Dossier {number}."
        add(
            channel=channel, to=to, subject=SUBJECT, text=reminder, at=now, call_id=writer.call_id,
            about=key, not_before=day_before, expires=appointment.start,
        )  # fmt: skip


def _called_off(writer: Writer, appointment: Appointment, channel: Channel, to: str) -> None:
    text = f"{writer.signature}. Votre rendez-vous du {write_slot(appointment.start)} est annulé."
    writer.store.outbox.add(
        channel=channel, to=to, subject=CANCELLED_SUBJECT, text=text,
        at=writer.at, call_id=writer.call_id, about=about(appointment), expires=appointment.start,
    )  # fmt: skip


def link(talk: Talk, desk: Desk, address: str, to: str) -> None:
    """Queue the address of the town's own booking tool."""
    text = f"{_writer(talk).signature}. Prenez rendez-vous avec {desk.name} sur {address}"
    talk.store.outbox.add(channel="sms", to=to, subject=SUBJECT, text=text, at=talk.now(), call_id=talk.call_id)


def _writer(talk: Talk) -> Writer:
    return Writer(talk.store, talk.wording.town, talk.now(), talk.call_id)
