"""Scenario files: one simulated resident each, with what must come of their call (docs/scenarios.md)."""

import re
import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from asr_models import catalogue
from dialogue.talk import OUTCOMES
from ivr.simulation import known
from ivr.simulation.mistakes import meant, sentence, unknown
from kb.clock import PARIS

FOLDER = Path(__file__).parent.parent / "scenarios"
"""The project's own scenarios."""
SLOT = re.compile(r"\{([a-z_]+)\}")
"""Stands for a varied value. Regular expressions write their own braces with digits: "\\d{2}"."""
Half = Literal["tune", "report"]
Kind = Literal[
    "ordinary", "slow", "quiet", "mumbling", "interrupting", "undecided", "two_requests", "angry", "chatty",
    "foreign", "speakerphone",
]  # fmt: skip
TOLD = 20
"""So many wrong files are told at once."""
Noise = Literal["none", "babble", "street", "television", "car"]
Drawn = Literal["address", "street", "name", "phone"]
"""Values that the generator makes itself."""


class ScenarioError(ValueError):
    """A scenario file cannot be used. One sentence naming file and key."""


@lru_cache(maxsize=1)
def voices() -> tuple[str, ...]:
    """The speakers of the built-in voice."""
    return tuple(speaker.name for speaker in catalogue.voice().speakers)


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _pattern(value: object) -> object:
    if isinstance(value, str):  # else pydantic says so
        try:
            re.compile(SLOT.sub("x", value))
        except re.error as error:
            raise ValueError(f"{value!r} is not a regular expression: {error}") from error
    return value


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]
Pattern = Annotated[str, BeforeValidator(_pattern)]
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(_several)]
Value = str | int | bool


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CallerVoice(_Part):
    """Who calls, and how they sound. Only `kind` and `number` count in text."""

    kind: Kind = "ordinary"
    number: str = ""
    voice: str = "nicola"
    rate: float = Field(default=1.0, ge=0.5, le=2.0)
    pitch: float = Field(default=0.0, ge=-6.0, le=6.0)
    """Semitones."""
    tract: float = Field(default=1.0, ge=0.8, le=1.25)
    """Length of the vocal tract against the speaker's own."""
    hesitations: float = Field(default=0.0, ge=0.0, le=1.0)
    noise: Noise = "none"
    noise_db: float = Field(default=15.0, ge=-5.0, le=40.0)
    """Level of the speech above the noise, dB."""
    band: Literal["narrow", "wide"] = "narrow"
    loss: float = Field(default=0.0, ge=0.0, le=30.0)
    """Percent of the packets that are lost."""

    @field_validator("voice")
    @classmethod
    def _exists(cls, value: str) -> str:
        if value not in voices():
            raise ValueError(unknown(value, voices()))
        return value


class ReplyRule(_Part):
    """What the resident does when the assistant says something that matches: one of say, keys or silence."""

    when: Pattern = ""
    say: Texts = ()
    keys: str = Field(default="", pattern=r"^[0-9*#]*$")
    silence: float = Field(default=0.0, ge=0.0, le=120.0)
    """Seconds."""
    times: int = Field(default=1, ge=1)
    hang_up: bool = False

    @field_validator("say")
    @classmethod
    def _says_something(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(text.strip() for text in value):
            raise ValueError("a sentence is empty; write what is said, or use silence")
        return value

    @model_validator(mode="after")
    def _does_one_thing(self) -> "ReplyRule":
        deeds = sum(map(bool, (self.say, self.keys, self.silence)))
        if deeds > 1 or not (deeds or self.hang_up):
            raise ValueError("give one of say, keys or silence (or hang_up alone)")
        return self


class EarlierReport(_Part):
    """What another resident told the town hall before this call."""

    kind: str = Field(min_length=1)
    """A kind of incidents.toml."""
    place: str = Field(min_length=1)
    """As it is said: "3 impasse des Fauvettes", "le marché"."""
    days: int = Field(default=1, ge=0, le=3650)
    """How many days before the call."""
    number: str = ""
    """Their telephone; empty: none was given."""


class Expect(_Part):
    """What must be true in the end."""

    outcome: str = ""
    intent: str = ""
    case: dict[str, Value] = {}
    appointment: dict[str, Value] = {}
    callback: dict[str, Value] = {}
    message: dict[str, Value] = {}
    said: Patterns = ()
    not_said: Patterns = ()
    max_turns: int | None = Field(default=None, ge=1)
    max_seconds: float | None = Field(default=None, gt=0)

    @field_validator("outcome")
    @classmethod
    def _can_happen(cls, value: str) -> str:
        if value and value not in OUTCOMES:
            raise ValueError(unknown(value, OUTCOMES))
        return value

    @field_validator("intent")
    @classmethod
    def _can_be_meant(cls, value: str) -> str:
        if value and not SLOT.search(value) and value not in known.meanings():
            raise ValueError(f"{value!r} is not known; {meant(value, known.meanings())}")
        return value

    @model_validator(mode="after")
    def _can_be_stored(self) -> "Expect":
        for name, keys in known.stored().items():
            for key in getattr(self, name):
                if key not in keys:
                    raise ValueError(f"{name} has no {key!r}; {meant(key, keys)}")
        kind = self.case.get("kind", "")
        if kind and not SLOT.search(str(kind)) and kind not in known.kinds():
            raise ValueError(f"case.kind: {unknown(kind, known.kinds())}")
        return self


class Scenario(_Part):
    """A whole scenario."""

    name: str = Field(min_length=1)
    goal: str = ""
    clock: str = "2026-11-23T10:05"
    caller: CallerVoice = CallerVoice()
    vary: dict[str, Drawn | tuple[Value, ...]] = {}
    earlier: tuple[EarlierReport, ...] = ()
    reply: tuple[ReplyRule, ...] = Field(min_length=1)
    expect: Expect = Expect()

    @field_validator("clock")
    @classmethod
    def _is_a_moment(cls, value: str) -> str:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a date and time; write it as 2026-11-23T10:05") from None
        return value

    @model_validator(mode="after")
    def _knows_its_slots(self) -> "Scenario":
        replies = [text for rule in self.reply for text in (*rule.say, rule.when)]
        earlier = [text for told in self.earlier for text in (told.place, told.number)]
        expected = [self.expect.model_dump_json()]
        for where, texts in (("[[reply]]", replies), ("[[earlier]]", earlier), ("[expect]", expected)):
            for name in sorted({name for text in texts for name in SLOT.findall(text)} - set(self.vary)):
                raise ValueError(f"{{{name}}} stands in {where}, but [vary] gives it no value; add {name} there")
        for name, values in self.vary.items():
            if not SLOT.fullmatch(f"{{{name}}}"):
                raise ValueError(f"[vary] {name}: a name has small letters and _ alone")
            if isinstance(values, tuple) and not values:
                raise ValueError(f"[vary] {name}: the list is empty; give it a value")
            if not any(name in SLOT.findall(text) for text in (*replies, *earlier, *expected)):
                raise ValueError(f"[vary] {name}: {{{name}}} stands nowhere; write it into a sentence, or leave it out")
        return self

    @field_validator("reply")
    @classmethod
    def _has_one_opening(cls, value: tuple[ReplyRule, ...]) -> tuple[ReplyRule, ...]:
        openings = [number for number, rule in enumerate(value, 1) if not rule.when]
        if len(openings) > 1:
            raise ValueError(f"number {openings[1]} has no `when`, and only the opening may; say what it answers")
        return value

    @property
    def expects(self) -> bool:
        """Whether anything must come of the call."""
        return self.expect != Expect()

    @property
    def begins_at(self) -> datetime:
        """When the call is placed; in the town's time when the file gives no offset."""
        moment = datetime.fromisoformat(self.clock)
        return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)

    @property
    def half(self) -> Half:
        """Which half of the set it is in, for ever: nothing is tuned on `report`."""
        return "report" if sha256(self.name.encode()).digest()[0] % 2 else "tune"


def load(file: Path) -> Scenario:
    """Read a scenario file. Raises ScenarioError."""
    try:
        scenario = Scenario.model_validate(tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise ScenarioError(f"{file} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{file} is not in UTF-8: save it in that encoding.") from error
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{file} is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise ScenarioError(f"{file}: {sentence(error, Scenario)}") from error
    if all(rule.when for rule in scenario.reply):
        raise ScenarioError(f"{file}: [[reply]]: none is the opening; write one without `when`.")
    return scenario


def load_all(paths: Iterable[Path]) -> dict[Path, Scenario]:
    """Every scenario of files and folders, those of folders in the order of their names.

    Raises ScenarioError for files that cannot be used, each in a line, for a folder without scenarios, and for two
    scenarios of the same name.
    """
    scenarios: dict[Path, Scenario] = {}
    wrong: list[str] = []
    for path in paths:
        files = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
        if not files:
            raise ScenarioError(f"{path} holds no scenario: give a folder with .toml files.")
        for file in files:
            try:
                scenarios[file] = load(file)
            except ScenarioError as error:
                wrong.append(str(error))
    if wrong:
        more = [f"and {len(wrong) - TOLD} more."] if len(wrong) > TOLD else []
        raise ScenarioError("\n".join([*wrong[:TOLD], *more]))
    named: dict[str, Path] = {}
    for file, scenario in scenarios.items():
        other = named.setdefault(scenario.name, file)
        if other != file:
            raise ScenarioError(f"{file}: name: {scenario.name!r} is the name of {other} too; names are unique.")
    return scenarios


def chosen(paths: Iterable[Path], half: str = "") -> dict[Path, Scenario]:
    """The scenarios of files and folders that are in one half (empty: all). Raises ScenarioError."""
    if half not in ("", *get_args(Half)):
        raise ScenarioError(f"{half!r} is no half: use {' or '.join(get_args(Half))}.")
    found = {file: each for file, each in load_all(paths).items() if half in ("", each.half)}
    if not found:
        raise ScenarioError(f"None of these scenarios is in the half {half!r}: leave the half out.")
    return found
