"""Registering for an event, and cancelling that: how many, what name, what number, then a ticket."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accessibility.hearing import fold
from accessibility.pacing import UNHURRIED
from dialogue.flows import event_confirmation, phone
from dialogue.flows import events_saying as saying
from dialogue.flows.agent import call_agent
from dialogue.flows.appointment_name import name_in
from dialogue.flows.base import PlainFlow, YesNo
from dialogue.flows.events_wish import about, topic_words
from dialogue.flows.phone import PhoneState
from dialogue.french.numbers import numbers_in, parse_number
from dialogue.french.spoken import digit_groups
from dialogue.french.tickets import ticket_readings
from dialogue.french.words import FILLERS, folded
from dialogue.questions import EXPECT_YES_NO, Answer, Expectation, Question
from dialogue.talk import Talk
from dialogue.wording import OwnWords
from kb.events import (
    CANCELLED,
    MOST_PEOPLE,
    AlreadyRegisteredError,
    Event,
    EventFullError,
    Registration,
    RegistrationClosedError,
)

_EXPECT_NUMBER = Expectation(UNHURRIED, digits=2)
_EXPECT_NAME = Expectation(UNHURRIED)
_WITHOUT = re.compile(r"l ai pas|pas (?:de|le|mon|ce|son) numero|plus le numero|perdu|pas note|pas sous les yeux")
_EXPECT_TICKET = Expectation(UNHURRIED, digits=6)
_ALONE = ("seul", "seule", "juste moi", "moi tout", "que moi", "pour moi", "moi meme")
_TWO = ("mon mari et moi", "ma femme et moi", "mon epouse et moi", "moi et mon mari", "moi et ma femme", "nous deux")
_PEOPLE = frozenset(
    "personnes personne adultes adulte enfants enfant places place petits petites amis amies voisins voisines copines"
    " copains autres".split()
)
_AND_ME = (" moi et ", " et moi ", " avec mes ", " avec ses ")
_WITH_ONE = re.compile(
    r"\bavec (?:ma|mon|une?) (?:mari|femme|epouse|voisine?|amie?|copine|copain|soeur|frere|fils|fille|petite? f\w+)\b"
)


def begin(talk: Talk, event: Event, texts: Sequence[str]) -> None:
    """Register for an event, unless it takes nobody (any more): that is said."""
    left = talk.store.events.left(event)
    if not event.open_for_registration(talk.now()) or left == 0:
        saying.tell_registration(talk, event)
        return
    talk.begin(RegistrationFlow(talk, event, people_in(texts, asked=False) or 0))


def people_in(texts: Sequence[str], *, asked: bool = True) -> int | None:
    """How many people are meant: "deux", "deux adultes et un enfant", "mon mari et moi", "toute seule".

    `asked`: it answers the question how many, so that a lone number says it.
    """
    for text in texts:
        said = fold(text)
        if any(phrase in said for phrase in _TWO):
            return 2
        numbers = numbers_in(text)
        spelled = folded(text)
        counted = [number.value for number in numbers if _PEOPLE.intersection(spelled[number.end_word :][:1])]
        if counted:
            return sum(counted) + any(phrase in f" {said} " for phrase in _AND_ME)
        if _WITH_ONE.search(said):
            return 2
        if asked and len(numbers) == 1:
            return numbers[0].value
        if asked and any(phrase in said for phrase in _ALONE):
            return 1
    return None


def _lone_number(text: str) -> int | None:
    return parse_number(" ".join(word for word in folded(text) if word not in FILLERS))


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
            named = question.name == "event_name_of"  # "non, le 06 ..." is no name
            if named or taken is None:
                talk.say("noted")
            taken = replace(self._form if named or taken is None else taken, phone=early)
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
                again = _lone_number(answer.text) if answer.texts else None
                if again:  # "euh, trois": how many they are, once more
                    talk.say("noted")
                    return replace(form, people=again)
                name = name_in(answer)
                return replace(form, name=name, name_asked=True) if name else None
            case "event_readback":
                return self._confirmed(form, answer)
            case _:
                number = phone.take(form.phone, question, answer)
                if number is None:
                    return None
                phone.remember(talk, number)
                return replace(form, phone=number)

    def _confirmed(self, form: _Form, answer: Answer) -> _Form | None:
        """Yes, no, or "non, pour trois personnes"."""
        people = people_in(answer.texts) if answer.texts else None
        if people and people != form.people:
            return replace(form, people=people)
        reply = answer.yes_no()
        return None if reply is None else replace(form, agreed=reply)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on without a name or number; without people or agreement nobody is registered."""
        if question.name == "event_name_of":
            self._form = replace(self._form, name=answer.text, name_asked=True)
        elif question.name in ("event_people", "event_readback"):
            talk.say("event_not_registered")
            self._done = True
        else:
            self._form = replace(self._form, phone=phone.settle(self._form.phone))

    def back(self, talk: Talk) -> bool:
        """Undo the last answer."""
        if not self._past:
            return False
        self._form = self._past.pop()
        return True

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
        event_confirmation.offer_confirmation(talk, self._event, ticket, form.people, form.phone.number)


class CancelFlow(PlainFlow):
    """A registration found by its number, and cancelled when the caller confirms."""

    name = "registration_cancel"
    topic = "l'annulation de votre inscription"

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = self._request = tuple(texts)
        self._mine: list[Registration] = []
        """Registrations of the calling number, when the caller has no ticket."""
        self._done = False

    def next(self, talk: Talk) -> Question | None:
        """The number, unless the request said it."""
        if self._texts:
            said, self._texts = self._texts, ()
            self._found(talk, ticket_readings(said))
        if self._done:
            return None
        if self._mine:
            return Question("event_which", "ask_event_which", {}, _EXPECT_NAME, "ask_event_which_retry", 2)
        retry = "ask_event_ticket_retry"
        return Question("event_ticket", "ask_event_ticket", {}, _EXPECT_TICKET, retry, settle_after=2)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The number; without it a person is needed."""
        if question.name == "event_which":
            return self._named(talk, (answer.text, *self._request))
        if answer.dont_know() or answer.yes_no() is False or _WITHOUT.search(fold(answer.text)):
            self._without_number(talk, answer)
            return True
        numbers = [answer.keys] if answer.keys else ticket_readings(answer.texts)
        if self._found(talk, numbers):
            return True
        if numbers:
            talk.say("event_ticket_unknown")
        return False

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """A person looks for it."""
        self._done = True
        talk.say("event_ticket_none")
        call_agent(talk, "registration not found", "annuler une inscription à un événement")

    def _without_number(self, talk: Talk, answer: Answer) -> None:
        """By the calling number, when the caller names the event: nobody cancels another's by chance."""
        self._mine = talk.store.events.of_caller(talk.caller.number, talk.now())
        if not self._mine:
            self.settle(talk, Question("event_ticket", ""), answer)
        else:
            self._named(talk, self._request)

    def _named(self, talk: Talk, texts: Sequence[str]) -> bool:
        events = {each.event_id: talk.store.events.get(each.event_id) for each in self._mine}
        words = tuple(word for text in texts for word in topic_words(text))
        named = about(words, list(events.values()))
        if len(named) != 1:
            return False
        self._done = True
        _confirm(talk, next(each for each in self._mine if each.event_id == named[0].id))
        return True

    def _found(self, talk: Talk, numbers: Sequence[str]) -> bool:
        known = (found for number in numbers if (found := talk.store.events.by_ticket(number)))
        registration = next(known, None)
        if registration is None:
            return False
        self._done = True
        _confirm(talk, registration)
        return True


def _confirm(talk: Talk, registration: Registration) -> None:
    if registration.state == CANCELLED:
        talk.say("event_was_cancelled")
        return
    event = talk.store.events.get(registration.event_id)

    def cancel(talk: Talk) -> None:
        talk.store.events.cancel(registration.id, talk.now())
        talk.store.outbox.withdraw(event_confirmation.about(registration.ticket))
        talk.note("registration cancelled")
        talk.achieve("registration")
        talk.stored += 1
        talk.say("event_is_cancelled")

    talk.say("event_yours", label=saying.line(event, saying.today_of(talk)))
    talk.begin(YesNo("ask_event_cancel", yes=cancel, no=lambda talk: talk.say("event_kept")))
