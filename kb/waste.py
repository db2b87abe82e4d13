"""Rubbish rounds: which sector a house is in, and on which days what is collected there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from accessibility.hearing import fold
from kb.calendars import public_holiday_at
from kb.database import Database, Row
from kb.opening import Opening
from kb.provenance import Provenance, provenance_of

WasteKind = Literal["ordures ménagères", "tri", "verre", "déchets verts", "encombrants"]
WASTE_KINDS: tuple[str, ...] = get_args(WasteKind)
Holiday = Literal["maintenue", "supprimée", "lendemain", "veille", "décalée"]
"""A round that falls on a public holiday: takes place, does not, is the next day, the day before; "décalée": it and
every later round of that week are a day later, as contracts with a collector often say."""
HOLIDAYS: tuple[str, ...] = get_args(Holiday)
LOOK_AHEAD_DAYS = 400
LAST_NUMBER = 99_999


@dataclass(frozen=True)
class Part:
    """A part of a street and its sector. `side`: "pair", "impair" or empty for both."""

    side: str
    first: int
    last: int
    sector: str

    def holds(self, number: int) -> bool:
        """Whether that house number is in it."""
        of_side = not self.side or (number % 2 == 0) == (self.side == "pair")
        return of_side and self.first <= number <= self.last


@dataclass(frozen=True)
class Round:
    """What is collected, by which rule (days as OSM opening_hours; empty: never), and what is said of it."""

    waste: str
    rule: str
    holiday: str
    note: str
    provenance: Provenance

    def days(self, first: date, zone: str) -> Iterator[date]:
        """The days of collection from `first` on, public holidays allowed for."""
        if not self.rule:
            return
        opening = Opening(self.rule, zone=zone)
        # A round of the days before may have been moved to `first` or later.
        found = set[date]()
        for number in range(-7, LOOK_AHEAD_DAYS):
            day = first + timedelta(days=number)
            if opening.intervals(day):
                moved = _moved(day, self.holiday)
                if moved is not None:
                    found.add(moved)
        yield from sorted(day for day in found if day >= first)

    def moved(self, day: date, zone: str) -> bool:
        """Whether a round takes place that day only because of a public holiday."""
        return bool(self.rule) and not Opening(self.rule, zone=zone).intervals(day)


def _moved(day: date, holiday: str) -> date | None:
    """When a round due that day takes place; None when it does not."""
    if holiday == "décalée":
        monday = day - timedelta(days=day.weekday())
        before = [monday + timedelta(days=number) for number in range(min(day.weekday(), 4) + 1)]
        return day + timedelta(days=1) if any(public_holiday_at(each) for each in before) else day
    if not public_holiday_at(day):
        return day
    match holiday:
        case "supprimée":
            return None
        case "lendemain":
            return day + timedelta(days=1)
        case "veille":
            return day - timedelta(days=1)
        case _:
            return day


class Waste:
    """The rubbish rounds of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def parts(self, street: str) -> list[Part]:
        """The parts of a street by its name; empty when the street is in no sector."""
        rows = self._db.rows("SELECT * FROM waste_sectors WHERE street = ? ORDER BY id", [fold(street)])
        return [Part(row["side"], row["first"], row["last"], row["sector"]) for row in rows]

    def rounds(self, sector: str, waste: str = "") -> list[Round]:
        """The rounds of a sector, those of the whole commune included; of one kind of waste if it is named."""
        rows = self._db.rows(
            "SELECT * FROM waste_rounds WHERE sector IN ('', ?1) AND (?2 = '' OR waste = ?2) ORDER BY id",
            [sector, waste],
        )
        return [_round(row) for row in rows]

    def same_everywhere(self, waste: str) -> bool:
        """Whether one answer about this waste holds for the whole commune."""
        rows = self._db.rows("SELECT DISTINCT sector FROM waste_rounds WHERE waste = ?", [waste])
        return [row["sector"] for row in rows] == [""]


def _round(row: Row) -> Round:
    return Round(row["waste"], row["rule"], row["holiday"], row["note"], provenance_of(row))
