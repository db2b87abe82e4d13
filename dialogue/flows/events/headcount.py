"""More or fewer people of a registration: "finalement on sera trois au lieu de deux" (`nombre` of cancel.toml)."""

from collections.abc import Sequence

from accessibility.pacing import UNHURRIED
from dialogue.flows.base import PlainFlow, YesNo
from dialogue.flows.events.confirmation import offer_confirmation
from dialogue.flows.events.people import corrected_people, people_in
from dialogue.questions import Answer, Expectation, Question
from dialogue.talk import Talk
from kb.events import MOST_PEOPLE, EventFullError, Registration, message_key

_EXPECT_NUMBER = Expectation(UNHURRIED, digits=2)


def told(texts: Sequence[str]) -> int | None:
    """How many there will be now; what it is said to be instead of does not count."""
    return corrected_people([text.lower().partition(" au lieu ")[0] for text in texts])


class HeadcountFlow(PlainFlow):
    """Asks how many there will be, unless it was said, whether that is right, and changes it."""

    name = "registration_people"
    topic = "votre inscription"

    def __init__(self, registration: Registration, people: int | None) -> None:
        self._registration = registration
        self._people = people
        self._done = False

    def next(self, talk: Talk) -> Question | None:
        """How many; then whether to change it."""
        if self._done:
            return None
        if not self._people:
            retry = "ask_event_people_retry"
            return Question("event_people", "ask_event_people", {}, _EXPECT_NUMBER, retry, settle_after=3)
        self._done = True
        if self._people == self._registration.people:
            talk.say("event_people_now", fact=str(self._people))
            return None
        if self._people > MOST_PEOPLE:
            talk.say("event_group")
            return None
        slots = {"fact": str(self._registration.people), "label": str(self._people)}
        ask = YesNo("ask_event_people_change", self._change, _kept, slots, commits=True)
        talk.begin(ask)
        return ask.next(talk)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The number of people."""
        self._people = int(answer.keys) if answer.keys.isdigit() else people_in(answer.texts)
        return bool(self._people)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """It stays as it is."""
        self._done = True
        _kept(talk)

    def _change(self, talk: Talk) -> None:
        people = self._people or self._registration.people
        try:
            talk.store.events.change_people(self._registration.id, people, talk.now())
        except EventFullError as error:
            talk.say("event_few_more", fact=str(error.left))
            _kept(talk)
            return
        talk.note(f"people={people}")
        talk.achieve("registration")
        talk.stored += 1
        talk.say("event_people_now", fact=str(people))
        if talk.store.outbox.withdraw(message_key(self._registration.ticket)):  # it tells the number of before
            event, known = talk.store.events.get(self._registration.event_id), self._registration
            offer_confirmation(talk, event, known.ticket, people, known.phone)


def _kept(talk: Talk) -> None:
    talk.say("event_kept")
