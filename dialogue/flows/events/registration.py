"""Registering for an event: how many, what name, what number, then a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accessibility.pacing import UNHURRIED
from dialogue import doubts
from dialogue.events import Utterance
from dialogue.flows import callbacks, phone
from dialogue.flows.agent import call_agent
from dialogue.flows.appointments.name import corrected_name, late_correction, name_in, renamed
from dialogue.flows.base import Matter, PlainFlow
from dialogue.flows.events import cancel as event_cancel
from dialogue.flows.events import confirmation as event_confirmation
from dialogue.flows.events import corrections, saying
from dialogue.flows.events.least_age import least_age
from dialogue.flows.events.people import corrected_people, lone_number, people_in
from dialogue.flows.events.wish import coming, topic_words
from dialogue.flows.phone import PhoneState
from dialogue.french.spoken import digit_groups
from dialogue.french.words import folded
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

PEOPLE = "event_people"
"""Name of the question how many they are."""
_EXPECT_NUMBER = Expectation(UNHURRIED, digits=2)
_EXPECT_NAME = Expectation(UNHURRIED)


def begin(talk: Talk, event: Event, texts: Sequence[str], name: str = "") -> None:
    """Register for an event, unless it takes nobody (any more): that is said. `name`: it was said already."""
    left = talk.store.events.left(event)
    if not event.open_for_registration(talk.now()) or left == 0:
        saying.tell_registration(talk, event)
        return
    years = least_age(event)
    if years is not None:
        talk.say("event_least_age", fact=f"{years} ans")
    people = people_in(texts, asked=False) or corrected_people(texts)  # "on est deux", beside what is wanted
    talk.begin(RegistrationFlow(talk, event, people or 0, name))


@dataclass(frozen=True)
class _Form:
    phone: PhoneState
    people: int = 0
    name: str = ""
    name_asked: bool = False
    agreed: bool | None = None
    correcting: bool = False
    """Something of what was read is to be changed: it is asked what."""


class RegistrationFlow(PlainFlow):
    """Asks what is missing, reads it back, stores it, and says the number."""

    name = "registration"
    topic = "votre inscription"

    def __init__(self, talk: Talk, event: Event, people: int = 0, name: str = "") -> None:
        self._event = event
        self._form = _Form(phone.known(talk), people, name, bool(name))
        self._past: list[_Form] = []
        self._done = False

    def next(self, talk: Talk) -> Question | None:
        """People, name, number, read-back; then it is stored."""
        if self._done or self._ended(talk, self._form):
            return None
        form = self._form
        if not form.people:
            retry = "ask_event_people_retry"
            return Question(PEOPLE, "ask_event_people", {}, _EXPECT_NUMBER, retry, settle_after=3)
        if not form.name_asked:
            return Question("event_name_of", "ask_event_name_of", {}, _EXPECT_NAME, "ask_event_name_of_retry", 2)
        asked = phone.question(form.phone)
        if asked is not None:
            return asked
        if form.correcting:
            return corrections.question()
        if form.agreed is None:
            label = saying.line(self._event, saying.today_of(talk))
            slots = {"label": label, "people": str(form.people), "name": OwnWords(form.name or "inconnu")}
            retry = "ask_event_readback_retry"
            read = Question("event_readback", "ask_event_readback", slots, EXPECT_YES_NO, retry, 3, help="detail")
            return doubts.plainly(talk, read)
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
            case corrections.WHICH:
                return _corrected(talk, form, answer)
            case "event_readback":
                return self._confirmed(talk, form, question, answer)
            case _:
                if late := late_correction(answer, form.name, talk.now()):
                    return replace(form, name=late)
                number = phone.take(form.phone, question, answer)
                if number is None:
                    return None
                phone.remember(talk, number)
                return replace(form, phone=number)

    def _confirmed(self, talk: Talk, form: _Form, question: Question, answer: Answer) -> _Form | None:
        """Yes, no, "non, pour trois personnes", or another name; what else is wrong is asked."""
        changed = _changed(talk, form, answer)
        if changed is not None:
            return changed
        reply = doubts.sure(talk, question, answer, looked=True)
        if reply is not True and corrections.wanted(answer.texts):
            return _without(talk, form, corrections.part(answer)) or replace(form, correcting=True)
        if reply is None:
            asks = doubts.asks_what(answer)
            again = doubts.read_again(talk, question) if asks else doubts.heard(talk, question, answer)
            return form if again else None
        return replace(form, agreed=reply)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on without a name or number; without people or agreement nobody is registered."""
        if question.name == "event_name_of":
            self._form = replace(self._form, name=answer.text, name_asked=True)
        elif question.name in ("event_people", "event_readback", corrections.WHICH):
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
        talk.hold(ticket)
        talk.say("event_registered", ticket=digit_groups(ticket))
        talk.follow_up = event_cancel.regretted(talk.topic)
        event_confirmation.offer_confirmation(talk, self._event, ticket, form.people, form.phone.number)


def _changed(talk: Talk, form: _Form, answer: Answer) -> _Form | None:
    """The form with what was said instead of what was read; None when nothing was."""
    people = corrected_people(answer.texts)
    if people and people != form.people:
        return replace(form, people=people)
    said = renamed(answer)
    name = name_in(Answer(Utterance.typed(said)), talk.now()) if said else corrected_name(answer, talk.now())
    if not name or name == form.name:
        return None
    talk.note("change=name")
    return replace(form, name=name, name_asked=True, agreed=None)


def _corrected(talk: Talk, form: _Form, answer: Answer) -> _Form | None:
    """The form with what was named changed, or to be asked again; as it was read for "rien"; None: not understood."""
    form = replace(form, correcting=False)
    changed = _changed(talk, form, answer) or _without(talk, form, corrections.part(answer))
    if changed is None and (corrections.nothing(answer) or answer.yes_no() is False):
        return form
    return changed


def _without(talk: Talk, form: _Form, part: corrections.Part | None) -> _Form | None:
    """The form without one part, which is asked again; None when none is named."""
    if part is None:
        return None
    talk.note(f"change={part}")
    match part:
        case "people":
            return replace(form, people=0)
        case "name":
            return replace(form, name="", name_asked=False)
        case "phone":
            return replace(form, phone=PhoneState())


def alone(answer: Answer, talk: Talk) -> str:
    """The name that is all that was said, first and last: "Paulette Garnier"; empty for anything else."""
    said = folded(answer.text) if answer.texts else []
    if not _NAME_WORDS[0] <= len(said) <= _NAME_WORDS[1] or set(said) - set(topic_words(answer.text)):
        return ""
    known = {word for event in coming(talk) for word in folded(f"{event.title} {event.kind} {event.place}")}
    return "" if known.intersection(said) else name_in(answer, talk.now())


_NAME_WORDS = (2, 4)
"""The fewest and the most words of a name that is said alone."""
