"""What a flow is: questions until it has what it needs, then something done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from dialogue import doubts
from dialogue.actions import Sentence
from dialogue.french.choices import which, without_refused
from dialogue.french.words import folded
from dialogue.questions import EXPECT_CHOICE, EXPECT_YES_NO, YES_OR_NO, Answer, Instead, Question
from dialogue.restating import telling
from dialogue.talk import Talk
from dialogue.understanding.request import CONFIRM


@dataclass(frozen=True)
class Matter:
    """What something is about: `subject` for the person who rings back, `label` as it may be said: "un passeport"."""

    subject: str
    label: str = ""


class Flow(Protocol):
    """Fills what is missing, one question at a time. What is known already is never asked."""

    @property
    def name(self) -> str:
        """For transcripts."""

    @property
    def topic(self) -> str:
        """What it is about, after "voulez-vous reprendre": "votre signalement"; empty: not worth resuming."""

    @property
    def done(self) -> bool:
        """Whether it asks nothing more. Asking this does nothing; `next` may."""

    def matter(self, talk: Talk) -> Matter | None:
        """What a person who rings back would be told it is about; None: nothing that is known."""

    def next(self, talk: Talk) -> Question | None:
        """The next question, or None when the flow is done. Whatever is done is done here, before None."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: it was not understood."""

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on with what there is, after `question.settle_after` unclear answers."""

    def back(self, talk: Talk) -> bool:
        """Undo the last answer. False when there is none."""

    def leave(self, talk: Talk) -> None:
        """The call ended, or the caller left: keep what there is."""

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """Sentences about this caller that will probably be said: the mouth makes them ahead of time."""


class PlainFlow:
    """Defaults for flows with nothing to undo, settle or keep."""

    topic: str = ""
    _done: bool = False

    @property
    def done(self) -> bool:
        """Whether it asks nothing more."""
        return self._done

    def matter(self, talk: Talk) -> Matter | None:
        """Nothing that a person must know."""
        return None

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Nothing to settle for."""

    def back(self, talk: Talk) -> bool:
        """Nothing to undo."""
        return False

    def leave(self, talk: Talk) -> None:
        """Nothing to keep."""

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """Nothing particular."""
        return ()


Then = Callable[[Talk], None]
YES, NO = Answer(keys="1"), Answer(keys="2")
"""The plain answers, when something else that was said amounts to one."""
NEITHER_KEY = "3"
"""After the keys of two options: neither."""
OFFER = "offer_agent"
"""Name of the question that offers a person, now or as a call-back."""


def nothing(talk: Talk) -> None:
    """Do nothing more."""


OF_TWO = 0.6
"""From here on own words are nearer to one of the meanings offered than to the other."""


def same_again(talk: Talk, answer: Answer, guesses: tuple[str, ...]) -> int | None:
    """Which of the meanings proposed is said again in other words; None when none is, or another is meant."""
    if not answer.texts or answer.dont_know() or not telling(folded(answer.text), 1):
        return None
    ranking = talk.understanding.request(answer.texts, talk.unwanted)
    if not ranking:
        return None
    best = ranking[0]
    if best.label in guesses:
        return guesses.index(best.label) if best.score >= CONFIRM else None
    if best.score >= CONFIRM or len(guesses) < 2:
        return None
    others = {each.label for each in ranking if each.label not in guesses}
    among = talk.understanding.request(answer.texts, others)
    return guesses.index(among[0].label) if among and among[0].label in guesses and among[0].score >= OF_TWO else None


@dataclass
class YesNo(PlainFlow):
    """One yes/no question, and what follows each answer."""

    wording: str
    yes: Then = nothing
    no: Then = nothing
    slots: Mapping[str, str] = field(default_factory=dict)
    name: str = "yes_no"
    question: str = ""
    """Name of the question, if not its wording."""
    guesses: tuple[str, ...] = ()
    instead: Instead = ""
    """As in `Question`."""
    commits: bool = False
    """A yes undoes something of the caller's: a doubtful one is asked about."""
    answered: bool = False

    @property
    def done(self) -> bool:
        """Whether it was answered."""
        return self.answered

    def next(self, talk: Talk) -> Question | None:
        """The question, until it is answered."""
        if self.answered:
            return None
        name = self.question or self.wording
        question = Question(name, self.wording, self.slots, EXPECT_YES_NO, YES_OR_NO, 3, help="detail")
        question = replace(question, guesses=self.guesses, instead=self.instead)
        return doubts.plainly(talk, question, "doubt_plainly_do") if self.commits else question

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow yes or no; "je ne sais pas" is a no."""
        reply = doubts.sure(talk, question, answer) if self.commits else answer.yes_no()
        if self.commits and reply is None and doubts.heard(talk, question, answer):
            return True
        if reply is None and self.guesses and same_again(talk, answer, self.guesses) is not None:
            reply = True
        if reply is None and not answer.dont_know():
            return False
        self.answered = True
        talk.note(f"{self.wording}={'yes' if reply else 'no'}")
        (self.yes if reply else self.no)(talk)
        return True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: take it for a no, which commits the caller to nothing."""
        self.answered = True
        self.no(talk)


@dataclass
class Choice(PlainFlow):
    """One of a few options, and what follows the choice."""

    wording: str
    options: tuple[str, ...]
    chosen: Callable[[Talk, int], None]
    neither: Then = nothing
    slots: Mapping[str, str] = field(default_factory=dict)
    name: str = "choice"
    guesses: tuple[str, ...] = ()
    """The meaning of each option, if it has one: options may be said in own words then."""
    answered: bool = False

    @property
    def done(self) -> bool:
        """Whether it was answered."""
        return self.answered

    def next(self, talk: Talk) -> Question | None:
        """The question, until it is answered."""
        if self.answered:
            return None
        retry = f"{self.wording}_retry"
        question = Question(self.wording, self.wording, self.slots, EXPECT_CHOICE, retry, settle_after=3, help="kind")
        return replace(question, guesses=self.guesses, instead="any" if self.guesses else "")

    def option(self, talk: Talk, answer: Answer) -> int | None:
        """The option that was said: by its words, its order or its key, beside what is refused, or in own words."""
        option = answer.option(self.options)
        if option is None and answer.texts:
            option = which(without_refused(answer.text), self.options)
        if option is None and self.guesses and answer.yes_no() is None:
            option = same_again(talk, answer, self.guesses)
        return option

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow the option said by its words, its order or its key; "non" is neither."""
        option = self.option(talk, answer)
        if option is None and answer.keys != NEITHER_KEY and answer.yes_no() is not False:
            return False
        self.answered = True
        if option is None:
            talk.note(f"{self.wording}=neither")
            self.neither(talk)
        else:
            talk.note(f"{self.wording}={self.options[option]}")
            self.chosen(talk, option)
        return True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: neither."""
        self.answered = True
        self.neither(talk)
