"""People and numbers: elected officials, emergency numbers, doctors on duty; and the transport lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.database import Database, Row
from kb.finding import Named, find, without_article
from kb.provenance import Provenance, provenance_of


@dataclass(frozen=True)
class Contact:
    """Whom to reach. `role` has its article ("la maire"); `note` is said: when and how."""

    key: str
    kind: str
    role: str
    name: str
    aliases: tuple[str, ...]
    phone: str
    email: str
    note: str
    provenance: Provenance


@dataclass(frozen=True)
class Line:
    """A transport line: stops in order, days as OSM opening_hours, first and last departure ("6 heures 45")."""

    key: str
    name: str
    aliases: tuple[str, ...]
    stops: tuple[str, ...]
    days: str
    first: str
    last: str
    headway: str
    note: str
    provenance: Provenance


class Contacts:
    """The contacts of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self, kind: str) -> list[Contact]:
        """Those of a kind, in the order of the file."""
        return [_contact(row) for row in self._db.rows("SELECT * FROM contacts WHERE kind = ? ORDER BY id", [kind])]

    def said(self, texts: Sequence[str], kind: str) -> list[Contact]:
        """Those of a kind that were named in what was heard, best first."""
        contacts = {each.key: each for each in self.all(kind)}
        named = [Named(key, (without_article(each.role), *each.aliases)) for key, each in contacts.items()]
        return [contacts[each.key] for each in find(texts, named)]


class Transport:
    """The transport lines of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def lines(self) -> list[Line]:
        """Every line, in the order of the file."""
        return [_line(row) for row in self._db.rows("SELECT * FROM transport_lines ORDER BY id")]

    def said(self, texts: Sequence[str]) -> list[Line]:
        """The lines named, else those that serve a stop named, best first."""
        lines = {each.key: each for each in self.lines()}
        by_name = find(texts, [Named(key, (without_article(each.name), *each.aliases)) for key, each in lines.items()])
        by_stop = find(texts, [Named(key, each.stops) for key, each in lines.items()])
        return [lines[each.key] for each in by_name or by_stop]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _contact(row: Row) -> Contact:
    plain = {name: row[name] for name in ("key", "kind", "role", "name", "phone", "email", "note")}
    return Contact(**plain, aliases=_listed(row["aliases"]), provenance=provenance_of(row))


def _line(row: Row) -> Line:
    plain = {name: row[name] for name in ("key", "name", "days", "first", "last", "headway", "note")}
    stops, aliases = _listed(row["stops"]), _listed(row["aliases"])
    return Line(**plain, aliases=aliases, stops=stops, provenance=provenance_of(row))
