"""A question, what it expects, and the answer it gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from accessibility import commands
from accessibility.pacing import OPEN, UNHURRIED, YES_NO, Patience
from dialogue.events import Utterance
from dialogue.french import answers

YES_PHRASES = ("oui", "oui oui", "ouais", "exact", "d'accord", "c'est ça", "oui merci", "bien sûr")
Instead = Literal["", "sure", "any"]
YES_OR_NO = "yes_or_no"
"""Wording that asks for yes or no."""
NO_PHRASES = ("non", "non non", "non merci", "pas du tout", "je ne sais pas")


@dataclass(frozen=True)
class Expectation:
    """How to listen for an answer."""

    patience: Patience
    phrases: tuple[str, ...] = ()
    digits: int = 1
    complete: Callable[[str], bool] | None = None
    """Whether words said so far are a full answer."""


EXPECT_OPEN = Expectation(OPEN)
EXPECT_PLACE = Expectation(UNHURRIED)
EXPECT_YES_NO = Expectation(YES_NO, (*YES_PHRASES, *NO_PHRASES, *commands.phrases()))
EXPECT_CHOICE = Expectation(OPEN)
"""One of a few: open speech, since an option may be said in many ways, or its number on the keypad."""


@dataclass(frozen=True)
class Question:
    """What is asked next. `name` tells questions apart and picks the help text."""

    name: str
    wording: str
    slots: Mapping[str, str] = field(default_factory=dict)
    expects: Expectation = EXPECT_OPEN
    retry: str = ""
    """Wording used after a failure; empty: the same again."""
    settle_after: int | None = None
    """Unclear answers after which the flow goes on with what it has; None: it must be answered."""
    text: str = ""
    """The question itself, when it comes from a data file instead of the wording."""
    help: str = ""
    """Name of the help text, if not `name`."""
    guesses: tuple[str, ...] = ()
    """Meanings and pages it asks about: with a no these are refused."""
    instead: Instead = ""
    """Whether a request said after a no, or instead of an answer, is served: any, only a sure one, or none."""

    calls_off: Callable[[str], bool] | None = None
    """Words that answer it by calling off what is there already, and give up nothing else: "annulez-le"."""

    @property
    def restate(self) -> bool:
        """Whether `retry` only says how to answer, so that the question itself has to come before it."""
        return self.retry == YES_OR_NO


@dataclass(frozen=True)
class Answer:
    """What came back: words, or keys."""

    utterance: Utterance | None = None
    keys: str = ""
    asked: str = field(default="", compare=False)
    """The yes/no question as it was said: its own words, said back, are a yes."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Readings of what was said, the best first; empty for keys."""
        return self.utterance.texts if self.utterance else ()

    @property
    def text(self) -> str:
        """What was said, or the keys."""
        return self.utterance.text if self.utterance else self.keys

    def yes_no(self) -> bool | None:
        """Yes, no, or neither. Key 1 is yes, 2 is no."""
        if self.keys:
            return {"1": True, "2": False}.get(self.keys)
        for text in self.texts:
            answer = answers.yes_no(text)
            if answer is not None:
                return answer
        return True if self.asked and self.texts and answers.echoes(self.text, self.asked) else None

    def dont_know(self) -> bool:
        """True for "je ne sais pas" and the like."""
        return any(answers.dont_know(text) for text in self.texts[:2])

    def option(self, options: tuple[str, ...]) -> int | None:
        """Which of the options (index), by words, order or key."""
        if self.keys:
            number = int(self.keys) - 1 if self.keys.isdigit() else -1
            return number if 0 <= number < len(options) else None
        for text in self.texts:
            chosen = answers.which(text, options)
            if chosen is not None:
                return chosen
        return None
