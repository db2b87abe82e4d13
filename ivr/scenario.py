"""A simulated resident: what they want, how they answer, and what must be stored in the end."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

FOLDER = Path(__file__).with_name("scenarios")
DONT_KNOW = "Je ne sais pas."


class ScenarioError(ValueError):
    """A scenario file cannot be used. One sentence naming file and key."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CallerVoice(_Part):
    """Who calls."""

    voice: str = "nicola"
    number: str = ""


class ReplyRule(_Part):
    """What the resident says when the assistant says something that matches."""

    when: str = ""
    say: str
    times: int = Field(default=1, ge=1)
    hang_up: bool = False

    @field_validator("when")
    @classmethod
    def _is_a_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value


class Expect(_Part):
    """What must be true in the end. `case`: fields of what was stored, a report, or an appointment and its context."""

    outcome: str = ""
    case: dict[str, str] = {}


class Scenario(_Part):
    """A whole scenario."""

    name: str
    goal: str = ""
    caller: CallerVoice = CallerVoice()
    reply: tuple[ReplyRule, ...] = Field(min_length=1)
    expect: Expect = Expect()


def load(file: Path) -> Scenario:
    """Read a scenario file. Raises ScenarioError."""
    try:
        return Scenario.model_validate(tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise ScenarioError(f"{file} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{file} is not in UTF-8: save it in that encoding.") from error
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{file} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ScenarioError(f"{file}: {key}: {first['msg']}.") from error


class Script:
    """Picks the resident's answers: the first rule that matches and is not used up."""

    def __init__(self, scenario: Scenario) -> None:
        self._rules = scenario.reply
        self._used: Counter[int] = Counter()
        self._opened = False

    def answer(self, heard: Iterable[str]) -> ReplyRule:
        """The rule for what the assistant was heard to say (readings, the best first)."""
        texts = [text.lower() for text in heard]
        for number, rule in enumerate(self._rules):
            if self._used[number] >= rule.times:
                continue
            if not rule.when:
                if self._opened:
                    continue
            elif not any(re.search(rule.when, text, re.IGNORECASE) for text in texts):
                continue
            self._opened = True
            self._used[number] += 1
            return rule
        return ReplyRule(say=DONT_KNOW)


def unmet(expect: Expect, outcome: str, case: dict[str, object]) -> list[str]:
    """Which expectations do not hold, one sentence each."""
    failures = []
    if expect.outcome and outcome != expect.outcome:
        failures.append(f"the outcome is {outcome!r} instead of {expect.outcome!r}")
    for key, value in expect.case.items():
        if str(case.get(key, "")) != value:
            failures.append(f"{key} is {case.get(key, '')!r} instead of {value!r}")
    return failures
