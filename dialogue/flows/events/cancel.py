"""Cancelling a registration: found by its number, or by the calling number and the name of the event."""

import re
from collections.abc import Sequence

from accessibility.hearing import fold
from accessibility.pacing import UNHURRIED
from dialogue.flows.agent import call_agent
from dialogue.flows.base import PlainFlow, YesNo
from dialogue.flows.events import saying
from dialogue.flows.events.wish import about, topic_words
from dialogue.french.tickets import ticket_readings
from dialogue.questions import Answer, Expectation, Question
from dialogue.talk import Talk
from kb.events import CANCELLED, Registration, message_key

_EXPECT_NAME = Expectation(UNHURRIED)
_EXPECT_TICKET = Expectation(UNHURRIED, digits=6)
_WITHOUT = re.compile(r"l ai pas|pas (?:de|le|mon|ce|son) numero|plus le numero|perdu|pas note|pas sous les yeux")


class CancelFlow(PlainFlow):
    """One registration, cancelled when the caller confirms."""

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
        talk.store.outbox.withdraw(message_key(registration.ticket))
        talk.note("registration cancelled")
        talk.achieve("registration")
        talk.stored += 1
        talk.say("event_is_cancelled")

    talk.say("event_yours", label=saying.line(event, saying.today_of(talk)))
    if event.vanished:
        talk.say("event_vanished")
    talk.begin(YesNo("ask_event_cancel", yes=cancel, no=lambda talk: talk.say("event_kept")))
