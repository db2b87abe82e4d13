"""Facts in the database that a person must look at again: no longer given as true, or soon not to be.

A caller who asks for such a fact is told that it may be out of date: agents should know of it first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kb.database import Database
from kb.passage_records import LONGEST as PAGES_HOLD
from kb.provenance import provenance_of

_NAMED = (
    ("service", "SELECT name, source, checked, valid_until FROM services"),
    (
        "fermeture",
        "SELECT services.name || CASE why WHEN '' THEN '' ELSE ' : ' || why END AS name, "
        "c.source, c.checked, c.valid_until FROM closures c JOIN services ON services.key = c.service "
        "WHERE c.last >= :today",
    ),
    (
        "collecte",
        "SELECT waste || CASE sector WHEN '' THEN '' ELSE ' (' || sector || ')' END AS name, "
        "source, checked, valid_until FROM waste_rounds",
    ),
    ("rues d'un secteur", "SELECT DISTINCT sector AS name, source, checked, valid_until FROM waste_sectors"),
    (
        "menus",
        "SELECT DISTINCT CASE school WHEN '' THEN 'toutes les écoles' ELSE school END AS name, "
        "source, checked, valid_until FROM menus WHERE day >= :today",
    ),
    (
        "contact",
        "SELECT role || CASE WHEN role = '' OR name = '' THEN '' ELSE ' : ' END || name AS name, "
        "source, checked, valid_until FROM contacts",
    ),
    (
        "garde",
        "SELECT DISTINCT services.name, d.source, d.checked, d.valid_until FROM duties d "
        "JOIN services ON services.key = d.service WHERE d.last >= :today",
    ),
    ("ligne de transport", "SELECT name, source, checked, valid_until FROM transport_lines"),
)
"""Kind and query of all records with a provenance. What is only about past days is no matter."""


@dataclass(frozen=True)
class Expiring:
    """A fact to look at again. `by`: the last day on which it is given as true."""

    kind: str
    name: str
    by: date
    checked: date | None
    """For a page without a date: the day from which on its text is known to be what it is."""
    source: str


def expiring(database: Database, today: date, ahead: timedelta = timedelta()) -> list[Expiring]:
    """All facts given as true no longer than `ahead` from today on, the longest due first. StoreError."""
    found = []
    for kind, query in _NAMED:
        values = [today.isoformat()] if ":today" in query else []
        for row in database.rows(query.replace(":today", "?"), values):
            provenance = provenance_of(row)
            if provenance.last_day <= today + ahead:
                found.append(Expiring(kind, row["name"], provenance.last_day, provenance.checked, provenance.source))
    found += [page for page in _pages(database) if page.by <= today + ahead]
    return sorted(found, key=lambda each: (each.by, each.kind, each.name))


def _pages(database: Database) -> Iterator[Expiring]:
    """One for each page, named by its first passage: its passages grow old together."""
    rows = database.rows(
        "SELECT min(p.id), p.title, p.url, p.date, p.valid_until, s.since FROM passages p "
        "LEFT JOIN site_pages s ON s.url = p.url AND s.since <> '' "
        "WHERE p.date <> '' OR p.valid_until <> '' GROUP BY p.url"
    )
    for row in rows:
        seen = row["date"] or row["since"]
        checked = date.fromisoformat(seen) if seen else None
        last = date.fromisoformat(row["valid_until"] or row["date"])
        yield Expiring("page", row["title"], last if row["valid_until"] else last + PAGES_HOLD, checked, row["url"])
