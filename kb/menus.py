"""Menus of the school canteens, by school and day."""

from dataclasses import dataclass
from datetime import date

from kb.database import Database, Row
from kb.provenance import Provenance, provenance_of

NONE = "aucun"
"""Written in the column of allergens when there is none; an empty column says nothing about them."""


@dataclass(frozen=True)
class Menu:
    """What is served to a school one day. `allergens` is None when the source does not tell."""

    school: str
    day: date
    dishes: tuple[str, ...]
    allergens: tuple[str, ...] | None
    provenance: Provenance


class Menus:
    """The menus of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def on(self, day: date, school: str = "") -> list[Menu]:
        """The menus of a day: those of one school (by the key of its service) and those of every school."""
        rows = self._db.rows(
            "SELECT * FROM menus WHERE day = ?1 AND (?2 = '' OR school IN ('', ?2)) ORDER BY school DESC, id",
            [day.isoformat(), school],
        )
        return [_menu(row) for row in rows]

    def schools(self) -> list[str]:
        """Keys of the schools that have menus of their own."""
        rows = self._db.rows("SELECT DISTINCT school FROM menus WHERE school <> '' ORDER BY school")
        return [str(row["school"]) for row in rows]

    def last_day(self) -> date | None:
        """The last day that any menu is known for."""
        row = self._db.row("SELECT max(day) AS day FROM menus")
        return date.fromisoformat(row["day"]) if row and row["day"] else None


def _menu(row: Row) -> Menu:
    dishes = tuple(dish for dish in row["dishes"].split("|") if dish)
    told = tuple(each for each in row["allergens"].split("|") if each)
    allergens = None if not told else () if told == (NONE,) else told
    return Menu(row["school"], date.fromisoformat(row["day"]), dishes, allergens, provenance_of(row))
