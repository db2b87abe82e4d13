"""Registering for an event: how many, what name, what number, then a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accessibility.pacing import UNHURRIED
from dialogue import doubts
from dialogue.flows import callbacks, phone
from dialogue.flows.agent import call_agent
from dialogue.flows.appointments.name import name_in
from dialogue.flows.base import Matter, PlainFlow
from dialogue.flows.events import cancel as event_cancel
from dialogue.flows.events import confirmation as event_confirmation
from dialogue.flows.events import saying
from dialogue.flows.events.people import corrected_people, lone_number, people_in
from dialogue.flows.phone import PhoneState
from dialogue.french.spoken import digit_groups
from dialogue.questions import EXPECT_YES_NO, Answer, Expectation, Question
from dialogue.talk import Talk
from dialogue.wording import OwnWords
from kb.events import (
    MOST_PEOPLE,
    AlreadyRegisteredError,
    Event,
    EventFullError,
    RegistrationClosedError,
)

_EXPECT_NUMBER = Expectation(UNHURRIED, digits=2)
_EXPECT_NAME = Expectation(UNHURRIED)


def begin(talk: Talk, event: Event, texts: Sequence[str]) -> None:
    """Register for an event, unless it takes nobody (any more): that is said."""
    left = talk.store.events.left(event)
    if not event.open_for_registration(talk.now()) or left == 0:
        saying.tell_registration(talk, event)
        return
    talk.begin(RegistrationFlow(talk, event, people_in(texts, asked=False) or 0))


@dataclass(frozen=True)
class _Form:
    phone: PhoneState
    people: int = 0
    name: str = ""
    name_asked: bool = False
    agreed: bool | None = None


class RegistrationFlow(PlainFlow):
    """Asks what is missing, reads it back, stores it, and says the number."""

    name = "registration"
    topic = "votre inscription"

    def __init__(self, talk: Talk, event: Event, people: int = 0) -> None:
        self._event = event
        self._form = _Form(phone.known(talk), people)
        self._past: list[_Form] = []
        self._done = False

    def next(self, talk: Talk) -> Question | None:
        """People, name, number, read-back; then it is stored."""
        if self._done or self._ended(talk, self._form):
            return None
        form = self._form
        if not form.people:
            retry = "ask_event_people_retry"
            return Question("event_people", "ask_event_people", {}, _EXPECT_NUMBER, retry, settle_after=3)
        if not form.name_asked:
            return Question("event_name_of", "ask_event_name_of", {}, _EXPECT_NAME, "ask_event_name_of_retry", 2)
        asked = phone.question(form.phone)
        if asked is not None:
            return asked
        if form.agreed is None:
            slots = {"label": self._event.title, "people": str(form.people), "name": OwnWords(form.name or "inconnu")}
            retry = "ask_event_readback_retry"
            return Question("event_readback", "ask_event_readback", slots, EXPECT_YES_NO, retry, 3, help="detail")
        self._done = True
        if form.agreed:
            self._store(talk)
        else:
            talk.say("event_not_registered")
        return None

    def _ended(self, talk: Talk, form: _Form) -> bool:
        """Whether so many people cannot be registered: that is said."""
        left = talk.store.events.left(self._event)
        if form.people > MOST_PEOPLE:
            talk.say("event_group")
            call_agent(talk, "group registration", self._event.title)
        elif left is not None and form.people > left:
            self._too_many(talk, left)
        else:
            return False
        self._done = self._done or form.people > MOST_PEOPLE or left == 0
        return self._done

    def _too_many(self, talk: Talk, left: int) -> None:
        if left == 0:
            talk.say("event_full")
            return
        talk.say("event_few_left", fact=str(left))
        self._form = replace(self._form, people=0, agreed=None)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: not understood."""
        taken = self._take(talk, question, answer)
        early = phone.in_passing(talk, question, answer)
        if early is not None and early != self._form.phone:
            # "non, le 06 …" is no name, and no refusal of the whole.
            if taken is None or question.name == "event_name_of" or taken.agreed is False:
                talk.say("noted")
                taken = self._form
            taken = replace(taken, phone=early)
        if taken is None:
            return False
        self._past.append(self._form)
        self._form = taken
        return True

    def _take(self, talk: Talk, question: Question, answer: Answer) -> _Form | None:
        form = self._form
        match question.name:
            case "event_people":
                people = int(answer.keys) if answer.keys.isdigit() else people_in(answer.texts)
                return replace(form, people=people) if people else None
            case "event_name_of":
                again = lone_number(answer.text) if answer.texts else None
                if again:  # "euh, trois": how many they are, once more
                    talk.say("noted")
                    return replace(form, people=again)
                name = name_in(answer, talk.now())
                return replace(form, name=name, name_asked=True) if name else None
            case "event_readback":
                return self._confirmed(talk, form, answer)
            case _:
                number = phone.take(form.phone, question, answer)
                if number is None:
                    return None
                phone.remember(talk, number)
                return replace(form, phone=number)

    def _confirmed(self, talk: Talk, form: _Form, answer: Answer) -> _Form | None:
        """Yes, no, or "non, pour trois personnes"."""
        people = corrected_people(answer.texts)
        if people and people != form.people:
            return replace(form, people=people)
        reply = doubts.sure(answer)
        if reply is None:
            again = doubts.asks_what(answer) or doubts.heard(talk, "event_readback", answer)
            return form if again else None
        return replace(form, agreed=reply)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on without a name or number; without people or agreement nobody is registered."""
        if question.name == "event_name_of":
            self._form = replace(self._form, name=answer.text, name_asked=True)
        elif question.name in ("event_people", "event_readback"):
            talk.say("event_not_registered")
            self._done = True
        else:
            self._form = replace(self._form, phone=phone.settle(self._form.phone))

    def matter(self, talk: Talk) -> Matter:
        """What for, and how many they are if that was told."""
        people = self._form.people
        many = f", {people} personne{'s' if people > 1 else ''}" if people else ""
        return Matter(f"inscription : {self._event.title}{many}", self.topic)

    def back(self, talk: Talk) -> bool:
        """Undo the last answer."""
        if not self._past:
            return False
        self._form = self._past.pop()
        return True

    def leave(self, talk: Talk) -> None:
        """Nobody is registered without a yes; who left a number is called back."""
        form = self._form
        if self._done or talk.giving_up or not form.people or not form.phone.number:
            return
        self._done = True
        callbacks.keep(talk, form.phone.number, self.matter(talk).subject, "registration not finished")

    def _store(self, talk: Talk) -> None:
        form, events = self._form, talk.store.events
        try:
            ticket = events.register(
                self._event.id, talk.call_id, name=form.name, phone=form.phone.number, people=form.people,
                at=talk.now(), rng=talk.random,
            )  # fmt: skip
        except EventFullError as error:
            self._done = error.left == 0
            self._too_many(talk, error.left)
            return
        except RegistrationClosedError:
            talk.say("event_register_closed")
            return
        except AlreadyRegisteredError:
            talk.say("event_known")
            return
        talk.note(f"registration={ticket}")
        talk.achieve("registration")
        talk.stored += 1
        talk.say("event_registered", ticket=digit_groups(ticket))
        talk.follow_up = event_cancel.regretted(talk.topic)
        event_confirmation.offer_confirmation(talk, self._event, ticket, form.people, form.phone.number)
