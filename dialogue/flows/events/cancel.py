"""Cancelling a registration: that of this very call, or found by its number, or by the calling number and its event."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from accessibility.pacing import UNHURRIED
from dialogue.flows.agent import call_agent
from dialogue.flows.base import Matter, PlainFlow, YesNo
from dialogue.flows.events import saying
from dialogue.flows.events.wish import about, coming, named_words, topic_words
from dialogue.french import phrase_files
from dialogue.french.tickets import ticket_readings
from dialogue.french.words import FILLERS
from dialogue.questions import Answer, Expectation, Question
from dialogue.talk import Talk
from kb.events import CANCELLED, Registration, message_key

_EXPECT_NAME = Expectation(UNHURRIED)
_EXPECT_TICKET = Expectation(UNHURRIED, digits=6)
FILE = Path(__file__).with_name("cancel.toml")


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; cancel.toml says what each is for."""

    regret: re.Pattern[str]
    withdrawn: re.Pattern[str]
    around: re.Pattern[str]
    other: re.Pattern[str]
    without: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    lists = phrase_files.lists(file, "regret", "retrait", "autour", "autre", "sans_numero")
    return Words(*map(phrase_files.pattern_of, lists.values()))


def regretted(of: str) -> Callable[[Talk, Answer], bool]:
    """Takes "finalement annulez" right after a registration, while the topic is still `of`."""

    def follow(talk: Talk, answer: Answer) -> bool:
        if talk.topic != of or not _regrets(talk, fold(answer.text)):
            return False
        talk.note("registration regretted")
        talk.begin(CancelFlow(answer.texts))
        return True

    return follow


def _regrets(talk: Talk, said: str) -> bool:
    """Whether a registration is not wanted any more, where nothing is named but an event, or that of this call."""
    known = load()
    if known.other.search(said):
        return False
    if known.regret.search(said):
        return True
    if not known.withdrawn.search(said):
        return False
    rest = [word for word in known.around.sub(" ", known.withdrawn.sub(" ", said)).split() if word not in FILLERS]
    made = [talk.store.events.get(each.event_id) for each in talk.store.events.of_call(talk.call_id)]
    return len(named_words(rest, coming(talk))) == len(rest) or bool(about(rest, made))


class CancelFlow(PlainFlow):
    """One registration, cancelled when the caller confirms."""

    name = "registration_cancel"
    topic = "l'annulation de votre inscription"

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = self._request = tuple(texts)
        self._mine: list[Registration] = []
        """Registrations of the calling number that may be meant, when the request says no ticket."""
        self._done = False

    def matter(self, talk: Talk) -> Matter:
        """It is not found yet."""
        return Matter("annuler une inscription à un événement", self.topic)

    def next(self, talk: Talk) -> Question | None:
        """Which one, unless the request says it; its number only where the call does not tell."""
        if self._texts:
            said, self._texts = self._texts, ()
            if not self._found(talk, ticket_readings(said)) and not self._of_this_call(talk):
                self._of_caller(talk)
        if self._done:
            return None
        if self._mine:
            return Question("event_which", "ask_event_which", {}, _EXPECT_NAME, "ask_event_which_retry", 2)
        retry = "ask_event_ticket_retry"
        return Question("event_ticket", "ask_event_ticket", {}, _EXPECT_TICKET, retry, settle_after=2)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The number; without it a person is needed."""
        if question.name == "event_which":
            return self._found(talk, ticket_readings(answer.texts)) or self._named(talk, (answer.text, *self._request))
        if answer.dont_know() or answer.yes_no() is False or load().without.search(fold(answer.text)):
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
        call_agent(talk, "registration not found", self.matter(talk))

    def _of_this_call(self, talk: Talk) -> bool:
        """What was registered just now, unless another event is named: its number is not asked."""
        made = talk.store.events.of_call(talk.call_id)
        events = [talk.store.events.get(each.event_id) for each in made]
        named = about(_words(self._request[:1]), coming(talk))
        if named:
            made = [each for each, event in zip(made, events, strict=True) if event in named]
        if made:
            self._done = True
            _confirm(talk, made[-1])
        return bool(made)

    def _of_caller(self, talk: Talk) -> None:
        """What the calling number is registered for, unless another event is named. It is said, and asked about."""
        self._mine = talk.store.events.of_caller(talk.caller.number, talk.now())
        if not self._mine or self._named(talk, self._request):
            return
        words = _words(self._request[:1])
        mine = [talk.store.events.get(each.event_id) for each in self._mine]
        if about(words, coming(talk)) and not about(words, mine):
            self._mine = []
        elif len(mine) == 1:
            self._done = True
            _confirm(talk, self._mine[0])

    def _without_number(self, talk: Talk, answer: Answer) -> None:
        """By the calling number, when the caller names the event: nobody cancels another's by chance."""
        self._mine = talk.store.events.of_caller(talk.caller.number, talk.now())
        if not self._mine:
            self.settle(talk, Question("event_ticket", ""), answer)
        else:
            self._named(talk, self._request)

    def _named(self, talk: Talk, texts: Sequence[str]) -> bool:
        events = {each.event_id: talk.store.events.get(each.event_id) for each in self._mine}
        named = about(_words(texts), list(events.values()))
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


def _words(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for text in texts for word in topic_words(text))


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
    talk.begin(YesNo("ask_event_cancel", yes=cancel, no=lambda talk: talk.say("event_kept"), commits=True))
