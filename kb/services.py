"""Services and places of the town: names, addresses, telephones, hours, and exceptions to these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb.database import Database, Row
from kb.finding import Named, find, without_article
from kb.opening import Closure, Opening
from kb.provenance import Provenance, provenance_of


@dataclass(frozen=True)
class Service:
    """A service as it is said and reached. `name` has its article; what is unknown is empty."""

    key: str
    name: str
    feminine: bool
    aliases: tuple[str, ...]
    kind: str
    address: str
    phone: str
    email: str
    hours: str
    note: str
    provenance: Provenance

    @property
    def plural(self) -> bool:
        """Whether it is "les services techniques"."""
        return self.name.startswith("les ")


@dataclass(frozen=True)
class Duty:
    """A pharmacy on duty from `first` to `last`, both included."""

    service: Service
    first: date
    last: date
    provenance: Provenance


class Services:
    """The services of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self, kind: str = "") -> list[Service]:
        """Every service, or those of a kind, in the order of the file."""
        return [
            _service(row)
            for row in self._db.rows("SELECT * FROM services WHERE ?1 = '' OR kind = ?1 ORDER BY id", [kind])
        ]

    def get(self, key: str) -> Service:
        """One service. LookupError for an unknown key."""
        row = self._db.row("SELECT * FROM services WHERE key = ?", [key])
        if row is None:
            raise LookupError(f"no service {key} in {self._db.path}")
        return _service(row)

    def said(self, texts: Sequence[str], kind: str = "") -> list[Service]:
        """The services named in what was heard (readings, best first), best first; empty when none is."""
        services = {each.key: each for each in self.all(kind)}
        named = [Named(key, (without_article(each.name), *each.aliases)) for key, each in services.items()]
        found = find(texts, named)
        least = found[0].score - 0.05 if found else 0
        return [services[each.key] for each in found if each.score >= least]

    def opening(self, service: Service, zone: str) -> Opening | None:
        """Its hours with their exceptions, in a zone of school holidays; None when they are unknown."""
        if not service.hours:
            return None
        rows = self._db.rows("SELECT * FROM closures WHERE service = ? ORDER BY first, id", [service.key])
        return Opening(service.hours, tuple(_closure(row) for row in rows), zone)

    def duties(self, day: date) -> list[Duty]:
        """The pharmacies on duty that day."""
        rows = self._db.rows(
            "SELECT duties.* FROM duties JOIN services ON services.key = duties.service "
            "WHERE first <= ?1 AND last >= ?1 ORDER BY first, duties.id",
            [day.isoformat()],
        )
        return [
            Duty(
                self.get(row["service"]),
                date.fromisoformat(row["first"]),
                date.fromisoformat(row["last"]),
                provenance_of(row),
            )
            for row in rows
        ]


def _service(row: Row) -> Service:
    plain = {name: row[name] for name in ("key", "name", "kind", "address", "phone", "email", "hours", "note")}
    aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
    return Service(**plain, feminine=bool(row["feminine"]), aliases=aliases, provenance=provenance_of(row))


def _closure(row: Row) -> Closure:
    return Closure(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), row["why"], row["hours"])
