"""What people say: callers' stories, answers made of templates, everyday talk, words as they come."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

from num2words import num2words

from asr_models.language.frequencies import frequencies

SAID = Path(__file__).with_name("said.toml")
EVERYDAY = Path(__file__).with_name("everyday")
COMMON_WORDS = 25_000
"""Of the most frequent French words, drawn as they are: every sound beside every other."""


def spoken(number: int) -> str:
    """A number in words, without hyphens: "quatre vingt douze"."""
    return str(num2words(number, lang="fr")).replace("-", " ")


def everyday() -> list[str]:
    """Sentences of telephone calls of every kind, written for this: one a line of the files in everyday/."""
    files = sorted(EVERYDAY.glob("*.txt"))
    return [line for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


@dataclass(frozen=True)
class Texts:
    """Sentences to draw from. `stories` are what callers say for each request; `lists` replace those of said.toml."""

    stories: Sequence[str]
    everyday: Sequence[str]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def draw(self, random: Random) -> str:
        """One text: a story (35 %), an answer of templates (30 %), everyday talk (25 %), words at random (10 %)."""
        kind = random.random()
        if kind < 0.35 and self.stories:
            return _shortened(random.choice(self.stories), random)
        if kind < 0.65:
            return self.answer(random)
        if kind < 0.9 and self.everyday:
            return _shortened(random.choice(self.everyday), random)
        return " ".join(random.choice(self._common) for _ in range(random.randint(2, 6)))

    def answer(self, random: Random) -> str:
        """One of the templates, filled."""
        groups = list(self._said["weights"])
        group = random.choices(groups, [self._said["weights"][name] for name in groups])[0]
        return self._filled(random.choice(self._said["sentences"][group]), random)

    def _filled(self, template: str, random: Random) -> str:
        pieces = []
        for text, slot, _, _ in Formatter().parse(template):
            pieces.append(text)
            if slot is not None:
                pieces.append(self._value(slot, random))
        return "".join(pieces)

    def _value(self, slot: str, random: Random) -> str:
        if slot in MADE:
            return MADE[slot](random, self._said["lists"])
        return str(random.choice(self.lists.get(slot) or self._said["lists"][slot]))

    @cached_property
    def _said(self) -> dict[str, Any]:
        return tomllib.loads(SAID.read_text("utf-8"))

    @cached_property
    def _common(self) -> list[str]:
        return [word for word in list(frequencies())[:COMMON_WORDS] if word.isalpha()]


LONGEST_STORY = 22


def _shortened(story: str, random: Random) -> str:
    """A long story's part: some words in a row, so that no reading is longer than a breath or two."""
    words = story.split()
    if len(words) <= LONGEST_STORY:
        return story
    start = random.randrange(len(words) - LONGEST_STORY)
    return " ".join(words[start : start + LONGEST_STORY])


Lists = dict[str, list[str]]


def _phone(random: Random, _: Lists) -> str:
    pairs = [random.randint(0, 99) for _ in range(4)]
    said = [spoken(pair) if pair > 9 else f"zéro {spoken(pair)}" for pair in pairs]
    return f"zéro {spoken(random.choice((1, 2, 3, 4, 5, 6, 6, 6, 7, 9)))} {' '.join(said)}"


def _date(random: Random, lists: Lists) -> str:
    day = random.randint(1, 31)
    return f"{'premier' if day == 1 else spoken(day)} {random.choice(lists['month'])}"


def _hour(random: Random, _: Lists) -> str:
    hour = random.randint(7, 20)
    name = "midi" if hour == 12 else f"{spoken(hour)} heures"
    return f"{name}{random.choice(('', '', '', ' trente', ' et demie', ' et quart', ' moins le quart', ' quinze'))}"


def _year(random: Random, _: Lists) -> str:
    return spoken(random.choice((random.randint(1932, 1999), random.randint(2000, 2027))))


def _digits(random: Random, _: Lists) -> str:
    return " ".join(spoken(random.randint(0, 9)) for _ in range(random.randint(2, 6)))


def _number(random: Random, _: Lists) -> str:
    return spoken(random.choice((random.randint(1, 30), random.randint(1, 99), random.randint(100, 999))))


MADE: dict[str, Callable[[Random, Lists], str]] = {
    "phone": _phone,
    "date": _date,
    "hour": _hour,
    "year": _year,
    "digits": _digits,
    "number": _number,
    "digit": lambda random, _: spoken(random.randint(0, 9)),
    "small": lambda random, _: spoken(random.randint(1, 12)),
    "spelled": lambda random, lists: " ".join(random.choice(lists["letter"]) for _ in range(random.randint(3, 7))),
}
