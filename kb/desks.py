"""Desks that take appointments: when, how many people at a time, and for what."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from accessibility.hearing import fold
from kb.database import Database, Row
from kb.opening import Closure, Opening, OpeningError, check

LINK_FIELDS = frozenset({"procedure", "case", "documents", "motive", "phone"})
"""What a link template may have between braces."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _hours(expression: str) -> str:
    try:
        check(expression)
    except OpeningError as error:
        raise ValueError(str(error).rstrip(".")) from error  # it becomes a part of a sentence
    return expression


class DeskClosure(_Entry):
    """Days on which the desk is closed, or open at other hours."""

    first: date
    last: date
    why: str = ""
    hours: Annotated[str, AfterValidator(_hours)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "DeskClosure":
        if self.last < self.first:
            raise ValueError(f"last ({self.last}) is before first ({self.first})")
        return self


class Motive(_Entry):
    """Something people come to a desk for."""

    label: str = Field(min_length=1)
    """Said after "pour": "une carte d'identité"."""
    words: tuple[str, ...] = Field(min_length=1)
    """Words in a request that mean it."""
    procedure: str = ""
    """Code of the procedure it belongs to."""


class Desk(_Entry):
    """A desk. Its slots follow from its hours; nothing is stored but what is booked."""

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    """Said as "avec …": "le service des titres d'identité"."""
    place: str = Field(min_length=1)
    hours: Annotated[str, AfterValidator(_hours)]
    """OSM opening_hours of the appointments."""
    slot_minutes: int = Field(ge=5, le=240)
    capacity: int = Field(default=1, ge=1, le=50)
    """People seen at the same time."""
    lead_hours: int = Field(default=24, ge=0, le=720)
    """The earliest slot is so many hours from now."""
    horizon_days: int = Field(default=60, ge=1, le=365)
    motives: tuple[Motive, ...] = Field(min_length=1)
    closures: tuple[DeskClosure, ...] = ()
    link: str = ""
    """Address of the town's own booking tool, with {procedure}, {case} … between braces; empty: booked here."""

    @property
    def opening(self) -> Opening:
        """Its hours with what overrides them."""
        return Opening(
            self.hours, tuple(Closure(each.first, each.last, each.why, each.hours or "") for each in self.closures)
        )

    def motive(self, text: str) -> Motive | None:
        """What a text is about, by the longest word of a motive in it."""
        said = f" {fold(text)} "
        found = [
            (len(word), motive)
            for motive in self.motives
            for word in map(fold, motive.words)
            if word and f" {word} " in said
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None


class Desks:
    """The desks of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> tuple[Desk, ...]:
        """Every desk, in the order of the file."""
        return tuple(
            Desk(**json.loads(row["data"])) for row in self._db.rows("SELECT data FROM desks ORDER BY position")
        )

    def get(self, code: str) -> Desk | None:
        """The desk with that code."""
        row = self._db.row("SELECT data FROM desks WHERE key = ?", [code])
        return Desk(**json.loads(row["data"])) if row else None

    def serving(self, procedure: str) -> Desk | None:
        """The first desk with a motive of that procedure; None for an empty code."""
        if not procedure:
            return None
        return next((desk for desk in self.all() if any(each.procedure == procedure for each in desk.motives)), None)

    def named_in(self, texts: Sequence[str]) -> tuple[Desk, Motive] | None:
        """Desk and motive that the words are about; the longest words count."""
        for text in texts:
            found = [(desk, motive) for desk in self.all() if (motive := desk.motive(text)) is not None]
            if found:
                return max(found, key=lambda pair: _length(pair[1], text))
        return None


def _length(motive: Motive, text: str) -> int:
    said = f" {fold(text)} "
    return max(len(word) for word in map(fold, motive.words) if f" {word} " in said)


def record(desk: Desk, position: int) -> Row:
    """The columns of a desk in its table."""
    return {"position": position, "data": desk.model_dump_json()}


def filled(link: str, values: Mapping[str, str]) -> str:
    """A link template with its values, each safe inside an address."""
    from urllib.parse import quote

    return link.format(**{name: quote(values.get(name, ""), safe="") for name in LINK_FIELDS})
