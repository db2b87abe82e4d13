"""Streets, places and house numbers of the commune: found by what was heard, by number, by crossing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from accessibility.hearing import sounds
from kb.database import Database, Row
from kb.matching import NameIndex
from kb.metres import METRES_PER_DEGREE
from kb.naming import SpokenName, place_names, street_names

CROSSING_M = 60.0
_REVISION = "gazetteer_revision"
_PHONETICS = "gazetteer_phonetics"
_PROBE = "Rue du Général Hugo, école de l'Église, 8 Mai 1945"
_SPOKEN = ("type", "letters", "sounds", "whole_sounds", "weight")


@dataclass(frozen=True)
class Entry:
    """A street or a place. `detail` tells homonyms apart: the former commune, or a place's address."""

    kind: Literal["street", "place"]
    id: int
    name: str
    lat: float
    lon: float
    detail: str = ""


@dataclass(frozen=True)
class Match:
    """An entry found in what was heard: score 0 to 1, and the words that matched."""

    entry: Entry
    score: float
    heard: str


@dataclass(frozen=True)
class Address:
    """A house number and where it is. `suffix` is bis, ter, a letter, or empty."""

    street_id: int
    number: int
    suffix: str
    lat: float
    lon: float


@dataclass(frozen=True)
class _Loaded:
    revision: str
    entries: list[Entry]  # one for each spoken name: an entry with two names is there twice
    index: NameIndex


class Gazetteer:
    """The gazetteer of a store. Names are read once, and again after an import."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._loaded: _Loaded | None = None

    def match(self, heard: Sequence[str], limit: int = 5) -> list[Match]:
        """The entries named in what was heard (hypotheses, best first), best first, at least 0.5.

        Other words may surround the name. Homonyms and near-twins all come out, close together.
        """
        loaded = self._names()
        found: dict[tuple[str, int], Match] = {}
        for hit in loaded.index.search(heard):
            entry = loaded.entries[hit.name]
            found.setdefault((entry.kind, entry.id), Match(entry, round(hit.score, 4), hit.heard))
        return list(found.values())[:limit]

    def entry(self, kind: Literal["street", "place"], entry_id: int) -> Entry:
        """One street or place. LookupError for an unknown id."""
        row = self._db.row(f"{_ENTRIES[kind]} WHERE id = ?", [entry_id])
        if row is None:
            raise LookupError(f"no {kind} {entry_id} in {self._db.path}")
        return Entry(**row)

    def house_number(self, street_id: int, number: int, suffix: str = "") -> Address | None:
        """That very house number ("12", "bis"), or None."""
        row = self._db.row(
            f"{_ADDRESS} WHERE street_id = ? AND number = ? AND suffix = ? ORDER BY id",
            [street_id, number, suffix.lower()],
        )
        return Address(**row) if row else None

    def nearest_number(self, street_id: int, number: int) -> Address | None:
        """The known house nearest in number; the other side of the street counts as one house further."""
        row = self._db.row(
            f"{_ADDRESS} WHERE street_id = ?1 "
            "ORDER BY abs(number - ?2) + 2 * ((number - ?2) % 2 <> 0), number, suffix, id LIMIT 1",
            [street_id, number],
        )
        return Address(**row) if row else None

    def crossing(self, street_a: int, street_b: int) -> tuple[float, float] | None:
        """Where two streets meet (lat, lon): amid their closest houses, when less than 60 m apart."""
        first, second = self._points(street_a), self._points(street_b)
        if not len(first) or not len(second) or street_a == street_b:
            return None
        gaps = _gaps_m(first, second)
        a, b = np.unravel_index(int(gaps.argmin()), gaps.shape)
        if gaps[a, b] >= CROSSING_M:
            return None
        lat, lon = (first[a] + second[b]) / 2
        return float(lat), float(lon)

    def count(self) -> int:
        """How many streets and places there are."""
        row = self._db.row("SELECT (SELECT count(*) FROM streets) + (SELECT count(*) FROM places) AS total")
        return int(row["total"]) if row else 0

    def _points(self, street_id: int) -> NDArray[np.float64]:
        rows = self._db.rows("SELECT lat, lon FROM addresses WHERE street_id = ? ORDER BY number, id", [street_id])
        return np.array([(row["lat"], row["lon"]) for row in rows], np.float64)

    def _names(self) -> _Loaded:
        revision = self._db.meta(_REVISION)
        if self._loaded is None or self._loaded.revision != revision:
            if revision and self._db.meta(_PHONETICS) != sounds(_PROBE):
                rebuild_names(self._db)  # another espeak-ng, or other sound classes, than at the import
                revision = self._db.meta(_REVISION)
            self._loaded = _load(self._db, revision)
        return self._loaded


_ENTRIES = {
    "street": "SELECT 'street' AS kind, id, name, lat, lon, former_town AS detail FROM streets",
    "place": "SELECT 'place' AS kind, id, name, lat, lon, address AS detail FROM places",
}
_ADDRESS = "SELECT street_id, number, suffix, lat, lon FROM addresses"


def rebuild_names(database: Database) -> None:
    """Work out anew how every street and place is said. To be called when names changed."""
    with database.transaction():
        database.run("DELETE FROM spoken_names")
        for row in database.rows("SELECT id, name FROM streets ORDER BY id"):
            _insert(database, "street_id", row, street_names(row["name"]))
        for row in database.rows("SELECT id, name, type, aliases FROM places ORDER BY id"):
            aliases = [alias for alias in row["aliases"].split("|") if alias]
            _insert(database, "place_id", row, place_names(row["name"], aliases, row["type"]))
        database.set_meta(_PHONETICS, sounds(_PROBE))
        database.set_meta(_REVISION, str(int(database.meta(_REVISION) or 0) + 1))


def _insert(database: Database, owner: str, row: Row, names: list[SpokenName]) -> None:
    database.run_many(
        f"INSERT INTO spoken_names ({owner}, {', '.join(_SPOKEN)}) VALUES (?, ?, ?, ?, ?, ?)",
        ((row["id"], *(getattr(name, column) for column in _SPOKEN)) for name in names),
    )


def _load(database: Database, revision: str) -> _Loaded:
    known = {(row["kind"], row["id"]): Entry(**row) for query in _ENTRIES.values() for row in database.rows(query)}
    rows = database.rows("SELECT * FROM spoken_names ORDER BY id")
    owners = [("place", row["place_id"]) if row["place_id"] else ("street", row["street_id"]) for row in rows]
    rows = [row for row, owner in zip(rows, owners, strict=True) if owner in known]  # an import may be going on
    entries = [known[owner] for owner in owners if owner in known]
    names = [SpokenName(**{column: row[column] for column in _SPOKEN}) for row in rows]
    return _Loaded(revision, entries, NameIndex(names, [entry.kind == "place" for entry in entries]))


def _gaps_m(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances in metres between points (lat, lon), on a flat earth: good to a millimetre here."""
    scale = np.array([1.0, np.cos(np.radians(first[0, 0]))]) * METRES_PER_DEGREE
    gaps: NDArray[np.float64] = np.linalg.norm(first[:, None] * scale - second[None] * scale, axis=2)
    return gaps
