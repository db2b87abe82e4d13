"""Cancelling a registration: that of this very call, or found by its number, or by the calling number and the name.

Of what a telephone is registered for nothing is said before the name was: nobody cancels another's by chance.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from accessibility.hearing import fold
from accessibility.pacing import UNHURRIED
from dialogue.events import Utterance
from dialogue.flows import surely
from dialogue.flows.agent import call_agent
from dialogue.flows.appointments.name import name_in
from dialogue.flows.base import Matter, PlainFlow, YesNo
from dialogue.flows.events import headcount, saying
from dialogue.flows.events.wish import about, coming, named_words, topic_words
from dialogue.french import phrase_files
from dialogue.french.dates import whens
from dialogue.french.same_name import same_name
from dialogue.french.tickets import ticket_readings
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer, Expectation, Question
from dialogue.talk import Talk
from kb.events import CANCELLED, Registration, message_key

_EXPECT_NAME = Expectation(UNHURRIED)
_EXPECT_TICKET = Expectation(UNHURRIED, digits=6)
FILE = Path(__file__).with_name("cancel.toml")
WRONG_NAMES = 2
"""After so many the number is asked."""
_LONGEST_NAME = 4
"""Words of a name said in a request."""


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; cancel.toml says what each is for."""

    regret: re.Pattern[str]
    withdrawn: re.Pattern[str]
    around: re.Pattern[str]
    reason: re.Pattern[str]
    one_less: re.Pattern[str]
    other: re.Pattern[str]
    named: re.Pattern[str]
    without: re.Pattern[str]
    headcount: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "regret": "regret", "withdrawn": "retrait", "around": "autour", "reason": "raison", "one_less": "un_de_moins",
    "other": "autre", "named": "au_nom_de", "without": "sans_numero", "headcount": "nombre",
}  # fmt: skip


def regretted(of: str) -> Callable[[Talk, Answer], bool]:
    """Takes "finalement annulez" right after a registration, while the topic is still `of`."""

    def follow(talk: Talk, answer: Answer) -> bool:
        if talk.topic != of or not (_regrets(talk, fold(answer.text)) or _counted_anew(talk, answer)):
            return False
        talk.note("registration regretted")
        talk.begin(CancelFlow(answer.texts))
        return True

    return follow


def _counted_anew(talk: Talk, answer: Answer) -> bool:
    """Whether a number of people is told, and nothing else is surely wanted."""
    return not surely.elsewhere(talk, answer.texts, "events") and bool(headcount.told(answer.texts[:1]))


def _regrets(talk: Talk, said: str) -> bool:
    """Whether a registration is not wanted any more, where nothing is named but an event, or that of this call."""
    known = load()
    if known.other.search(said):
        return False
    if known.regret.search(said):
        return True
    if not known.withdrawn.search(said):
        return False
    dated = {word for found in whens(said, talk.now()) for word in folded(found.words)}
    for pattern in (known.withdrawn, known.reason, known.around):
        said = pattern.sub(" ", said)
    rest = [word for word in said.split() if word not in FILLERS and word not in dated]
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
        self._checked = False
        """The name they were made under was said."""
        self._wrong = 0
        """Names said under which there is none."""
        self._no_name = False
        """The name is not asked any more."""
        self._done = False

    def matter(self, talk: Talk) -> Matter:
        """It is not found yet."""
        return Matter("annuler une inscription à un événement", self.topic)

    def next(self, talk: Talk) -> Question | None:
        """The name and which one, unless the request says them; the number only where the call does not tell."""
        if self._texts:
            said, self._texts = self._texts, ()
            if not self._found(talk, ticket_readings(said)) and not self._of_this_call(talk):
                self._of_caller(talk)
        if self._done:
            return None
        if self._mine and not self._checked:
            retry = "ask_event_whose_retry"
            return Question("event_whose", "ask_event_whose", {}, _EXPECT_NAME, retry, settle_after=2)
        if self._mine:
            return Question("event_which", "ask_event_which", {}, _EXPECT_NAME, "ask_event_which_retry", 2)
        retry = "ask_event_ticket_retry"
        return Question("event_ticket", "ask_event_ticket", {}, _EXPECT_TICKET, retry, settle_after=2)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The name, the number, or which one; without name and number a person is needed."""
        if question.name == "event_whose":
            return self._found(talk, ticket_readings(answer.texts)) or self._whose(talk, answer)
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
        """The number instead of the name; else a person looks for it."""
        if question.name == "event_whose":
            self._mine, self._no_name = [], True
            return
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
            _confirm(talk, made[-1], self._request)
        return bool(made)

    def _of_caller(self, talk: Talk) -> None:
        """What the calling number is registered for, unless another event is named: nothing of it is said yet."""
        words = _words(self._request[:1])
        mine = _of_number(talk)
        named = about(words, [talk.store.events.get(each.event_id) for each in mine])
        if named or about(words, coming(talk)):
            mine = [each for each in mine if each.event_id in {event.id for event in named}]
        self._mine = mine
        self._whose_are(talk, [each for each in mine if _names(self._request, each.name)])

    def _without_number(self, talk: Talk, answer: Answer) -> None:
        """By the calling number and the name, unless that failed."""
        self._mine = [] if self._no_name else _of_number(talk)
        if not self._mine:
            self.settle(talk, Question("event_ticket", ""), answer)

    def _whose(self, talk: Talk, answer: Answer) -> bool:
        """The name, as it was heard; nobody is told whether the telephone is known under another."""
        said = [name for text in answer.texts if (name := name_in(Answer(Utterance.typed(text)), talk.now()))]
        fitting = (each for each in self._mine if any(same_name(name, each.name) for name in said))
        if self._whose_are(talk, list(fitting) or [each for each in self._mine if _names(answer.texts, each.name)]):
            return True
        if named := about(_words(answer.texts[:1]), coming(talk)):
            return self._narrowed({event.id for event in named}, answer)
        if said:
            self._wrong += 1
            talk.note("name=wrong")
            talk.say("event_name_wrong")
        elif not (answer.dont_know() or answer.yes_no() is False):
            return False
        if not said or self._wrong >= WRONG_NAMES:
            self._mine, self._no_name = [], True
        return True

    def _narrowed(self, events: set[int], answer: Answer) -> bool:
        """An event is named instead of the name: which one need not be asked then. False: it was said before."""
        if set(answer.texts) <= set(self._request):
            return False
        self._request = (*answer.texts, *self._request)
        self._mine = [each for each in self._mine if each.event_id in events] or self._mine
        return True

    def _whose_are(self, talk: Talk, mine: Sequence[Registration]) -> bool:
        """Whether there are any made under the name that was said: one is to be confirmed, of several it is asked."""
        if not mine:
            return False
        self._mine, self._checked = list(mine), True
        talk.note("name=right")
        if len(mine) == 1:
            self._done = True
            _confirm(talk, mine[0], self._request)
        else:
            self._named(talk, self._request)
        return True

    def _named(self, talk: Talk, texts: Sequence[str]) -> bool:
        events = {each.event_id: talk.store.events.get(each.event_id) for each in self._mine}
        named = about(_words(texts), list(events.values()))
        if len(named) != 1:
            return False
        self._done = True
        _confirm(talk, next(each for each in self._mine if each.event_id == named[0].id), self._request)
        return True

    def _found(self, talk: Talk, numbers: Sequence[str]) -> bool:
        known = (found for number in numbers if (found := talk.store.events.by_ticket(number)))
        registration = next(known, None)
        if registration is None:
            return False
        self._done = True
        _confirm(talk, registration, self._request)
        return True


def _of_number(talk: Talk) -> list[Registration]:
    """What the calling number is registered for under a name: without one the number alone tells whose it is."""
    return [each for each in talk.store.events.of_caller(talk.caller.number, talk.now()) if each.name]


def _names(texts: Sequence[str], name: str) -> bool:
    """Whether a name is said after "au nom de", "madame" and the like."""
    after = [fold(text)[found.end() :].split() for text in texts for found in load().named.finditer(fold(text))]
    lengths = range(1, _LONGEST_NAME + 1)
    return any(same_name(" ".join(rest[:length]), name) for rest in after for length in lengths if length <= len(rest))


def _words(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for text in texts for word in topic_words(text))


def _confirm(talk: Talk, registration: Registration, request: Sequence[str]) -> None:
    """Say which, and ask whether to cancel it, or to take one person off it; `request`: the words of the wish."""
    if registration.state == CANCELLED:
        talk.say("event_was_cancelled")
        return
    event = talk.store.events.get(registration.event_id)
    talk.say("event_yours", label=saying.line(event, saying.today_of(talk)))
    if event.vanished:
        talk.say("event_vanished")
    people, said = headcount.told(request[:1]), fold(request[0]) if request else ""
    changes = load().headcount.search(said) is not None or people not in (None, registration.people)
    if changes and not load().withdrawn.search(said):
        talk.begin(headcount.HeadcountFlow(registration, people))
        return
    cancel = YesNo("ask_event_cancel", yes=partial(_cancel, registration=registration), no=_kept, commits=True)
    if registration.people == 1 or not any(load().one_less.search(fold(text)) for text in request[:1]):
        talk.begin(cancel)
        return
    fewer = partial(_one_fewer, registration=registration)
    slots = {"fact": str(registration.people)}
    talk.begin(YesNo("ask_event_one_less", fewer, lambda talk: talk.begin(cancel), slots, commits=True))


def _cancel(talk: Talk, registration: Registration) -> None:
    talk.store.events.cancel(registration.id, talk.now())
    talk.store.outbox.withdraw(message_key(registration.ticket))
    talk.note("registration cancelled")
    talk.achieve("registration")
    talk.stored += 1
    talk.say("event_is_cancelled")


def _one_fewer(talk: Talk, registration: Registration) -> None:
    left = registration.people - 1
    talk.store.events.change_people(registration.id, left, talk.now())
    talk.note(f"people={left}")
    talk.achieve("registration")
    talk.stored += 1
    if left == 1:
        talk.say("event_one_left")
    else:
        talk.say("event_some_left", fact=str(left))


def _kept(talk: Talk) -> None:
    talk.say("event_kept")
