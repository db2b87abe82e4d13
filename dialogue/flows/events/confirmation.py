"""After a registration: the date in writing, and a reminder the day before, where the town sends messages."""

from dialogue.flows.appointments.messages import offer_key, reminder_at
from dialogue.flows.appointments.times import write_day, write_slot
from dialogue.flows.sending import Channel, Message, OfferBy, SendingFlow, is_mobile
from dialogue.talk import Talk
from kb.events import Event, message_key
from kb.tickets import grouped

SUBJECT = "Votre inscription"


def offer_confirmation(talk: Talk, event: Event, ticket: str, people: int, phone: str) -> None:
    """An SMS to the mobile that was given, else an e-mail; nothing is asked where neither can be sent."""

    def text(talk: Talk) -> None:
        _queue(talk, event, ticket, people, "sms", phone)
        talk.say("rdv_sms")

    if "sms" in talk.send_by and is_mobile(phone):
        talk.begin(OfferBy(offer_key("sms", event.start, talk.now()), yes=text))
    elif "email" in talk.send_by:
        talk.begin(
            OfferBy(
                offer_key("email", event.start, talk.now()),
                yes=lambda talk: talk.begin(_ByEmail(talk, event, ticket, people)),
                channel="email",
            )
        )


class _ByEmail(SendingFlow):
    """Takes down the address, then queues confirmation and reminder."""

    def __init__(self, talk: Talk, event: Event, ticket: str, people: int) -> None:
        super().__init__(talk, "email", Message(SUBJECT, "", ""))
        self._event, self._ticket, self._people = event, ticket, people

    def _queue(self, talk: Talk, recipient: str) -> None:
        _queue(talk, self._event, self._ticket, self._people, self._channel, recipient)
        self._done = True
        talk.say("rdv_email")


def _queue(talk: Talk, event: Event, ticket: str, people: int, channel: Channel, to: str) -> None:
    """The confirmation now, the reminder the day before unless it is too late for one."""
    town = talk.wording.town[:1].upper() + talk.wording.town[1:]
    what = f"{event.title}, {_when(event)}" + (f", {event.place}" if event.place else "")
    many = "1 personne" if people == 1 else f"{people} personnes"
    number = grouped(ticket)
    now, add = talk.now(), talk.store.outbox.add
    text = f"{town}. Inscription : {what}, {many}. Numéro : {number}. Pour annuler, appelez-nous."
    add(
        channel=channel, to=to, subject=SUBJECT, text=text, at=now, call_id=talk.call_id, about=message_key(ticket),
        expires=event.start,
    )  # fmt: skip
    talk.note(f"queued {channel}")
    day_before = reminder_at(event.start, now)
    if day_before:
        add(
            channel=channel, to=to, subject=SUBJECT, text=f"{town}. Rappel : {what}. Numéro : {number}.", at=now,
            call_id=talk.call_id, about=message_key(ticket), not_before=day_before, expires=event.start,
        )  # fmt: skip


def _when(event: Event) -> str:
    return write_day(event.start.date()) if event.all_day else write_slot(event.start)
