"""A person: the call is transferred when the town has a number for it, else a call-back is taken down."""

from dialogue.actions import Transfer
from dialogue.flows import phone
from dialogue.flows.base import PlainFlow
from dialogue.flows.phone import PhoneState
from dialogue.questions import EXPECT_OPEN, EXPECT_YES_NO, Answer, Question
from dialogue.talk import Talk


UNSPECIFIED = "(non précisé)"


def call_agent(talk: Talk, reason: str, subject: str = "") -> None:
    """Transfer to a person, or offer a call-back when nobody can be reached."""
    if talk.agent_number:
        talk.say("transfer")
        talk.note(f"transfer={reason}")
        talk.outcome = "transfer"
        talk.end(Transfer(talk.agent_number))
        return
    talk.say("no_agent")
    talk.begin(CallbackFlow(talk, reason, subject))


class CallbackFlow(PlainFlow):
    """A call-back by an agent: agreed to, a number, a subject; stored before it is announced."""

    name = "callback"

    def __init__(self, talk: Talk, reason: str, subject: str = "", agreed: bool = False) -> None:
        self._reason = reason
        self._subject = subject
        self._agreed: bool | None = agreed or None
        self._phone = PhoneState(talk.caller.number)
        self._done = False

    def next(self, talk: Talk) -> Question | None:
        """Agreement, number, subject; then the request is stored."""
        if self._done or self._agreed is False:
            return None
        if self._agreed is None:
            return Question("callback", "ask_callback", {}, EXPECT_YES_NO, "yes_or_no", 3, help="detail")
        asked = phone.question(self._phone)
        if asked is not None:
            return asked
        if self._phone.declined:
            talk.say("callback_no_phone")
            return None
        if not self._subject:
            return Question("subject", "ask_subject", {}, EXPECT_OPEN, "ask_subject_retry", 2, help="request")
        self._store(talk)
        return None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: not understood."""
        if question.name == "callback":
            reply = answer.yes_no()
            if reply is None:
                return False
            self._agreed = reply
            talk.note(f"callback={'yes' if reply else 'no'}")
            return True
        if question.name == "subject":
            self._subject = answer.text if answer.utterance else UNSPECIFIED  # a key: no wish to say
            return True
        number = phone.take(self._phone, question, answer)
        if number is None:
            return False
        self._phone = number
        talk.note(f"phone={number.number or ('declined' if number.declined else 'partial')}")
        return True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on without what could not be understood."""
        if question.name == "callback":
            self._agreed = False
        elif question.name == "subject":
            self._subject = UNSPECIFIED
        else:
            self._phone = phone.settle(self._phone)

    def leave(self, talk: Talk) -> None:
        """A caller who agreed and hung up with a known number is still called back."""
        if self._agreed and not self._done and (self._phone.number or talk.caller.number):
            self._add(talk, self._phone.number or talk.caller.number)

    def _add(self, talk: Talk, number: str) -> None:
        subject = self._subject or UNSPECIFIED
        talk.store.callbacks.add(talk.call_id, number, subject, self._reason, talk.now())
        self._done = True
        talk.outcome = "callback"

    def _store(self, talk: Talk) -> None:
        self._add(talk, self._phone.number)
        talk.note("callback stored")
        talk.say("callback_stored", phone=self._phone.spoken)
