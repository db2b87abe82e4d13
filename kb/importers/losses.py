"""A list that would become much shorter at once is not touched: the file is probably cut off, or another one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kb.importers.ban import DEMO_INSEE
from kb.importers.demo_leaving import DEMO_ORIGIN
from kb.importers.passages_toml import DEMO_SOURCE
from kb.importers.places import DEMO_LOADED
from kb.importers.reading import FileRefusedError
from kb.store import Store

FEW = 4
"""Below so many records a list may change as it likes."""


@dataclass(frozen=True)
class _List:
    """What is counted before and after: `sql` has, for each `part` that a file is the whole list of, what it holds.

    What is over by the day ?1 (a menu, an event) is not counted: it leaves in any case.
    """

    name: str
    sql: str


def _table(name: str, table: str, until: str = "") -> _List:
    over = f" WHERE {until} >= ?1" if until else " WHERE ?1 <> ''"
    return _List(name, f"SELECT '' AS part, count(*) AS held FROM {table}{over}")


_INVENTED = "; the invented commune, which is still held, leaves by itself when you load your addresses (kb import ban)"
_EVENTS = _List(
    "events",
    "SELECT origin AS part, count(DISTINCT series) AS held FROM events "
    f"WHERE NOT vanished AND ends_at >= ?1 AND origin NOT LIKE '{DEMO_ORIGIN}%' GROUP BY origin",
)
_STREETS = f"FROM streets s WHERE ?1 <> '' AND s.insee <> '{DEMO_INSEE}' GROUP BY s.insee"
_LISTS: dict[str, tuple[_List, ...]] = {
    "ban": (
        _List("streets", f"SELECT s.insee AS part, count(*) AS held {_STREETS}"),
        _List(
            "addresses",
            "SELECT s.insee AS part, count(*) AS held "
            + _STREETS.replace("streets s", "addresses a JOIN streets s ON s.id = a.street_id"),
        ),
    ),
    "places": (_table("places", "places"),),
    "town": (
        _table("services", "services"),
        _table("closures", "closures", "last"),
        _table("contacts", "contacts"),
        _table("pharmacies on duty", "duties", "last"),
        _table("transport lines", "transport_lines"),
    ),
    "sectors": (_table("streets in sectors", "waste_sectors"),),
    "rounds": (_table("rounds", "waste_rounds"),),
    "menus": (_table("menus to come", "menus", "day"),),
    "desks": (_table("desks", "desks"),),
    "consultations": (_table("entries", "consultations", "ends"),),
    "calendar": (_EVENTS,),
    "events": (_EVENTS,),
    "passages": (
        _List(
            "passages",
            "SELECT s.name AS part, count(*) AS held FROM passages p JOIN passage_sources s ON s.id = p.source_id "
            f"WHERE ?1 <> '' AND s.name <> '{DEMO_SOURCE}' GROUP BY s.name",
        ),
    ),
}
"""By kind of source. A site is not here: it looks at its pages before it writes (`website.importing`)."""


class LossError(FileRefusedError):
    """A list would become much shorter than it was."""


def watch(store: Store, kind: str, origin: str, most_percent: int, today: date) -> Callable[[], None]:
    """Count what is held of a kind, now; what is returned counts again, inside the same transaction.

    That raises LossError when a list of FEW or more would lose more than `most_percent` of its length.
    """
    before = _held(store, kind, today)
    invented = bool(store.database.meta(DEMO_LOADED))

    def check() -> None:
        after = _held(store, kind, today)
        for (name, part), held in before.items():
            left = after.get((name, part), 0)
            if held >= FEW and 100 * (held - left) > most_percent * held:
                raise LossError(
                    f"{origin} would leave {left} of {held} {name}, so nothing was changed: see whether the file is "
                    "whole, or allow it with --max-loss-percent 100 (in a file of sources: max_loss_percent = 100)"
                    f"{_INVENTED if invented else ''}."
                )

    return check


def _held(store: Store, kind: str, today: date) -> dict[tuple[str, str], int]:
    return {
        (each.name, str(row["part"])): int(row["held"])
        for each in _LISTS.get(kind, ())
        for row in store.database.rows(each.sql, [today.isoformat()])
    }
