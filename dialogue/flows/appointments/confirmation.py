"""After a booking: the date in writing, where the town sends messages and the caller wants one."""

from dialogue.flows.appointments import messages
from dialogue.flows.sending import Channel, Message, OfferBy, SendingFlow, is_mobile
from dialogue.talk import Talk
from kb.appointments import Appointment
from kb.desks import Desk


def offer_confirmation(talk: Talk, desk: Desk, booked: Appointment) -> None:
    """An SMS to the mobile that was given, else an e-mail; nothing is asked where neither can be sent."""

    def text(talk: Talk) -> None:
        messages.confirm(talk, desk, booked, "sms", booked.phone)
        talk.note("confirmation queued")
        talk.say("rdv_sms")

    if "sms" in talk.send_by and is_mobile(booked.phone):
        talk.begin(OfferBy("rdv_ask_sms", yes=text))
    elif "email" in talk.send_by:
        talk.begin(
            OfferBy(
                "rdv_ask_email",
                yes=lambda talk: talk.begin(_Confirmation(talk, "email", desk, booked)),
                channel="email",
            )
        )


class _Confirmation(SendingFlow):
    """Takes down the address, then queues confirmation and reminder."""

    def __init__(self, talk: Talk, channel: Channel, desk: Desk, booked: Appointment) -> None:
        super().__init__(talk, channel, Message(messages.SUBJECT, "", ""))
        self._desk, self._booked = desk, booked

    def _queue(self, talk: Talk, recipient: str) -> None:
        messages.confirm(talk, self._desk, self._booked, self._channel, recipient)
        self._done = True
        talk.note(f"queued {self._channel}")
        talk.say("sending_stored")
