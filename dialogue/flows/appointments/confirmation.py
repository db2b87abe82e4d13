"""After a booking: the date in writing, where the town sends messages and the caller wants one."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogue.flows.appointments import messages
from dialogue.flows.sending import Channel, Message, OfferBy, SendingFlow, is_mobile
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.appointments import Appointment
from kb.desks import Desk

_SECOND_THOUGHT = 3
"""Words of "ah non, annulez": fewer answer the question."""


def offer_confirmation(talk: Talk, desk: Desk, booked: Appointment) -> None:
    """An SMS to the mobile that was given, else an e-mail; nothing is asked where neither can be sent."""

    def text(talk: Talk) -> None:
        messages.confirm(talk, desk, talk.store.appointments.get(booked.id), "sms", booked.phone)
        talk.note("confirmation queued")
        talk.say("rdv_sms")

    if "sms" in talk.send_by and is_mobile(booked.phone):
        talk.begin(
            _Offer(
                messages.offer_key("sms", booked.start, talk.now()), yes=text, booked=booked.id, after=talk.follow_up
            )
        )
    elif "email" in talk.send_by:
        talk.begin(
            _Offer(
                messages.offer_key("email", booked.start, talk.now()),
                yes=lambda talk: talk.begin(_Confirmation(talk, "email", desk, booked)),
                channel="email",
                booked=booked.id,
                after=talk.follow_up,
            )
        )


def offered(talk: Talk, booked: Appointment) -> bool:
    """Whether `offer_confirmation` has something to offer."""
    return "email" in talk.send_by or ("sms" in talk.send_by and is_mobile(booked.phone))


@dataclass
class _Offer(OfferBy):
    """Nothing is offered any more when the appointment was cancelled meanwhile."""

    booked: int = 0
    after: Callable[[Talk, Answer], bool] | None = None
    """What goes on from the booking: it comes before a no ("ah non, demain je travaille")."""

    def next(self, talk: Talk) -> Question | None:
        """The question, as long as somebody is expected."""
        return super().next(talk) if talk.store.appointments.get(self.booked).active else None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Yes, no, the channel; or another time after all, which is sent then."""
        if self.after is not None and len(answer.text.split()) >= _SECOND_THOUGHT and self.after(talk, answer):
            return True
        return super().take(talk, question, answer) or (talk.follow_up is not None and talk.follow_up(talk, answer))


class _Confirmation(SendingFlow):
    """Takes down the address, then queues confirmation and reminder."""

    def __init__(self, talk: Talk, channel: Channel, desk: Desk, booked: Appointment) -> None:
        super().__init__(talk, channel, Message(messages.SUBJECT, "", ""))
        self._desk, self._booked = desk, booked

    def _queue(self, talk: Talk, recipient: str) -> None:
        messages.confirm(talk, self._desk, talk.store.appointments.get(self._booked.id), self._channel, recipient)
        self._done = True
        talk.note(f"queued {self._channel}")
        talk.say("rdv_email")
