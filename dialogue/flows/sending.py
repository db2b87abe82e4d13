"""Sending something to the caller: by SMS to a mobile, or by e-mail; queued before it is promised."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import phonenumbers

from accessibility.hearing import fold
from accessibility.pacing import UNHURRIED
from dialogue.flows import phone
from dialogue.flows.base import YES, PlainFlow, YesNo
from dialogue.flows.phone import PhoneState
from dialogue.french.emails import email_in, speak_email
from dialogue.questions import EXPECT_CHOICE, EXPECT_YES_NO, YES_OR_NO, Answer, Expectation, Question
from dialogue.talk import Talk

Channel = Literal["sms", "email"]
ADDRESS_TRIES = 3
"""Times an address is taken down before it is given up."""
EXPECT_ADDRESS = Expectation(UNHURRIED)
_NAMES: tuple[tuple[Channel, tuple[str, ...]], ...] = (
    ("sms", ("sms", "texto", "message", "telephone", "portable", "s m s", "esse aime esse")),
    ("email", ("e mail", "email", "mail", "mel", "courriel", "internet", "ordinateur", "i mel", "imel", "adresse")),
)
_REFUSED = re.compile(r"\b(?:pas|ni) (?:(?:par|d|de|un|le|mon|l|sur) )*(?:e mail|i mel|esse aime esse|s m s|\w+)")
"""A channel that is not wanted: "non merci, pas par mail"."""
_MOBILES = frozenset({phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE})


@dataclass(frozen=True)
class Message:
    """What is sent: a short text for a telephone, a full one for an e-mail."""

    subject: str
    short: str
    full: str


def is_mobile(number: str) -> bool:
    """Whether a number in E.164 gets SMS, as far as its range tells."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(number)) in _MOBILES
    except phonenumbers.NumberParseException:
        return False


def only(talk: Talk) -> Channel | None:
    """The channel, when there is just one."""
    return next((name for name, _ in _NAMES if talk.send_by == {name}), None)


def offer(talk: Talk, name: str) -> Question:
    """The question whether to send, and by what, of the channels this town has."""
    channel = only(talk)
    if channel is None:
        return Question(name, "sending_both", {}, EXPECT_CHOICE, "sending_both_retry", settle_after=3, help="sending")
    return Question(name, f"sending_{channel}", {}, EXPECT_YES_NO, YES_OR_NO, settle_after=3, help="sending")


def channel_in(talk: Talk, answer: Answer) -> Channel | None:
    """The channel that an answer chooses among those the town has; None for none, or for a no."""
    if answer.keys:
        return _keyed(talk, answer)
    return channel_named(talk, answer.texts) or (only(talk) if answer.yes_no() else None)


def channel_named(talk: Talk, texts: Sequence[str]) -> Channel | None:
    """The channel that the words name, of those the town has."""
    for text in texts:
        named = [channel for channel, words in _NAMES if _says(_REFUSED.sub("", fold(text)), words)]
        if len(named) == 1 and named[0] in talk.send_by:
            return named[0]
    return None


def _keyed(talk: Talk, answer: Answer) -> Channel | None:
    single = only(talk)
    if single is not None:
        return single if answer.keys == "1" else None
    return {"1": _NAMES[0][0], "2": _NAMES[1][0]}.get(answer.keys)


def _says(text: str, words: Sequence[str]) -> bool:
    said = f" {fold(text)} "
    return any(f" {word} " in said for word in words)


@dataclass(frozen=True)
class _Recipient:
    """Whom it goes to, as far as it is known."""

    phone: PhoneState
    email: str = ""
    confirmed: bool = False
    doubted: bool = False
    """The address was read back and was not right, or not understood: it is spelled the next time."""
    tries: int = 0
    refused: bool = False

    @property
    def mobile(self) -> str:
        """The number, if it gets SMS."""
        return self.phone.number if is_mobile(self.phone.number) else ""


@dataclass
class OfferBy(YesNo):
    """Whether to send by one channel: who names it, "par SMS", says yes."""

    channel: Channel = "sms"

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow yes, no or the name of the channel."""
        said = (
            answer.yes_no() is None
            and not answer.dont_know()
            and not any(_says(each, ("pas",)) for each in answer.texts)
        )
        return super().take(
            talk, question, YES if said and channel_named(talk, answer.texts) == self.channel else answer
        )


class SendingFlow(PlainFlow):
    """Takes down where a message goes, and puts it into the outbox."""

    name = "sending"

    def __init__(self, talk: Talk, channel: Channel, message: Message) -> None:
        self._channel, self._message = channel, message
        known = phone.known(talk)
        usable = known if is_mobile(known.number or known.calling) else PhoneState()
        self._to = _Recipient(replace(usable, number="", calling=usable.number or usable.calling))
        self._past: list[_Recipient] = []
        self._done = False

    # ------------------------------------------------------------------ what to ask

    def next(self, talk: Talk) -> Question | None:
        """The number or the address, until it is sure; then the message is queued."""
        if self._done:
            return None
        to = self._to
        if to.refused:
            self._done = True
            return None
        if self._channel == "sms":
            if not to.mobile:
                return _number_question(to.phone)
            self._queue(talk, to.mobile)
            return None
        if not to.confirmed:
            return self._address_question()
        self._queue(talk, to.email)
        return None

    def _address_question(self) -> Question:
        to = self._to
        if not to.email:
            wording = "sending_address_retry" if to.tries else "sending_address"
            return Question(
                "sending_address", wording, {}, EXPECT_ADDRESS, "sending_address_retry", ADDRESS_TRIES, help="sending"
            )
        wording = "sending_address_spelled" if to.doubted else "sending_address_check"
        slots = {"email": _spelled(to.email) if to.doubted else speak_email(to.email)}
        return Question("sending_check", wording, slots, EXPECT_YES_NO, YES_OR_NO, 3, help="sending")

    # ------------------------------------------------------------------ what was answered

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: not understood."""
        taken = self._take(talk, question, answer)
        if taken is None:
            return False
        self._past.append(self._to)
        self._to = taken
        if taken.refused:
            talk.say("sending_none")
        return True

    def _take(self, talk: Talk, question: Question, answer: Answer) -> _Recipient | None:
        if self._channel == "sms":
            return self._take_number(talk, question, answer)
        if question.name == "sending_check":
            return self._take_check(talk, answer)
        return self._take_address(talk, answer)

    def _take_number(self, talk: Talk, question: Question, answer: Answer) -> _Recipient | None:
        to = self._to
        asked = replace(question, name=question.name.removeprefix("sending_"))
        taken = phone.take(to.phone, asked, answer)
        if taken is None:
            return None
        if taken.declined:
            return replace(to, refused=True)
        if taken.number and not is_mobile(taken.number):
            talk.say("sending_not_mobile")
            return replace(to, phone=PhoneState())
        if taken.number:
            talk.note(f"sms={taken.number}")
            talk.phone = talk.phone or taken.number
        return replace(to, phone=taken)

    def _take_address(self, talk: Talk, answer: Answer) -> _Recipient | None:
        to, found = self._to, email_in(answer.texts) if answer.texts else None
        if found is not None:
            talk.note("email heard")
            return replace(to, email=found, tries=to.tries + 1)
        return replace(to, refused=True) if answer.yes_no() is False else None

    def _take_check(self, talk: Talk, answer: Answer) -> _Recipient | None:
        to, other = self._to, email_in(answer.texts) if answer.texts else None
        if other is not None and other != to.email:  # "non, c'est dupond avec un d, dupond arobase ..."
            return replace(to, email=other, doubted=True)
        reply = answer.yes_no()
        if reply:
            return replace(to, confirmed=True)
        if answer.dont_know():
            return replace(to, doubted=True)
        if reply is None:
            return None
        if to.tries >= ADDRESS_TRIES:
            talk.say("sending_given_up")
            self._done = True
        return replace(to, email="", doubted=True)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: nothing is sent, and that is said."""
        talk.say("sending_given_up")
        self._done = True

    def back(self, talk: Talk) -> bool:
        """Undo the last answer."""
        if not self._past:
            return False
        self._to = self._past.pop()
        return True

    def _queue(self, talk: Talk, recipient: str) -> None:
        """Commit first, promise after."""
        text = self._message.short if self._channel == "sms" else self._message.full
        subject = "" if self._channel == "sms" else self._message.subject
        talk.store.outbox.add(
            channel=self._channel, to=recipient, subject=subject, text=text, at=talk.now(), call_id=talk.call_id
        )
        self._done = True
        talk.note(f"queued {self._channel}")
        talk.say("sending_stored")


def _number_question(state: PhoneState) -> Question:
    """As the flow of telephone numbers asks, in words about a message."""
    asked = phone.question(state)
    assert asked is not None, "a number that gets no SMS was taken off"
    wording = {"phone_calling": "sending_calling", "phone": "sending_number"}.get(asked.name, asked.wording)
    return replace(asked, name=f"sending_{asked.name}", wording=wording, help="sending")


def _spelled(address: str) -> str:
    """An address letter by letter."""
    name, _, host = address.partition("@")
    letters = ", ".join(speak_email(char) if not char.isalnum() else char for char in name)
    return f"{letters}, {speak_email('@' + host)}"
