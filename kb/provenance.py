"""Whence a fact comes, and for how long it may be given as true."""

from dataclasses import dataclass
from datetime import date, timedelta

from kb.database import Row

LONGEST = timedelta(days=366)
"""A fact that names no end of its validity is doubted a year after it was checked."""


@dataclass(frozen=True)
class Provenance:
    """Source of a record, the day it was checked, and the last day it holds (None: not told)."""

    source: str
    checked: date
    valid_until: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is given as true."""
        return self.valid_until or self.checked + LONGEST

    def outdated(self, today: date) -> bool:
        """Whether it may not be true any more."""
        return today > self.last_day

    def columns(self) -> Row:
        """As it is stored."""
        until = self.valid_until.isoformat() if self.valid_until else ""
        return {"source": self.source, "checked": self.checked.isoformat(), "valid_until": until}


def provenance_of(row: Row) -> Provenance:
    """As it was stored."""
    until = date.fromisoformat(row["valid_until"]) if row["valid_until"] else None
    return Provenance(row["source"], date.fromisoformat(row["checked"]), until)
