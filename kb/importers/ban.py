"""Streets and house numbers from a file of the Base Adresse Nationale (CSV, semicolons).

Format: https://doc.adresse.data.gouv.fr, "csv" export, one row an address. The `id` is
`<commune>_<street>_<number>[_<suffix>]`: its first two parts name the street, and outlive a change of name.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from accessibility.hearing import fold
from kb.database import Row
from kb.gazetteer import rebuild_names
from kb.importers.demo_leaving import forget_demo
from kb.importers.reading import (
    PROGRESS_STEP,
    Fields,
    Progress,
    Refused,
    RowRefusedError,
    Summary,
    none_usable,
    number,
    point,
    read_rows,
    text,
)
from kb.importers.writing import Counts, synchronise
from kb.naming import words_of
from kb.store import Store

COLUMNS = words_of(
    "id id_fantoir numero rep nom_voie code_postal code_insee nom_commune code_insee_ancienne_commune "
    "nom_ancienne_commune x y lon lat type_position alias nom_ld libelle_acheminement nom_afnor "
    "source_position source_nom_voie certification_commune cad_parcelles"
)
NEEDED = ("id", "numero", "rep", "nom_voie", "code_insee", "lon", "lat")
DEMO_INSEE = "99901"
"""The demo commune, which leaves when a real one comes."""

NO_NUMBER = 99_999
"""The number by which communes give the position of a hamlet without numbers (Base Adresse Locale)."""
_INSEE = re.compile(r"[0-9][0-9AB][0-9]{3}")  # Corsica has 2A and 2B
_ID = re.compile(r"([0-9][0-9AB][0-9]{3}_[^_]+)_[0-9]+")


@dataclass(frozen=True)
class _Row:
    key: str
    street_key: str
    insee: str
    street: str
    former_town: str
    number: int
    suffix: str
    lat: float
    lon: float


def import_ban(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring the streets and house numbers of the communes in a file up to date, in one transaction.

    `progress(done, total)` counts rows. Streets of communes that the file does not name stay as they are; the
    demo commune leaves with all it brought. FileRefusedError for a file of another shape or without one good row;
    StoreError when nothing could be stored.
    """
    rows, refused, refused_keys = _read(path, progress)
    if not rows:
        raise none_usable(path, "row", refused)
    with store.database.transaction():
        if any(row.insee != DEMO_INSEE for row in rows):
            forget_demo(store)
        communes = sorted({row.insee for row in rows} | {DEMO_INSEE})
        streets = _write_streets(store, rows, communes, refused_keys)
        addresses = _write_addresses(store, rows, communes, refused_keys)
        if streets.touched:
            rebuild_names(store.database)
    return Summary(
        addresses.new, addresses.changed, addresses.same, addresses.gone, tuple(refused), kept=addresses.kept
    )


def _read(path: Path, progress: Progress | None) -> tuple[list[_Row], list[Refused], frozenset[str]]:
    lines = read_rows(path, NEEDED)
    rows: dict[str, _Row] = {}
    given: dict[object, int] = {}  # ids, and houses: the line that first named them
    refused: list[Refused] = []
    for done, (line, fields) in enumerate(lines, 1):
        try:
            row = _row(fields)
            for mark in (row.key, (row.street_key, row.number, row.suffix)):
                if given.setdefault(mark, line) != line:
                    raise RowRefusedError(f"the same address or id was given at line {given[mark]}")
            rows[row.key] = row
        except RowRefusedError as error:
            refused.append(Refused(path, line, str(error)))
        if progress and (done % PROGRESS_STEP == 0 or done == len(lines)):
            progress(done, len(lines))
    bad = {refusal.line for refusal in refused}
    return list(rows.values()), refused, frozenset(fields["id"] for line, fields in lines if line in bad)


def _row(fields: Fields) -> _Row:
    insee, name = text(fields, "code_insee"), " ".join(text(fields, "nom_voie").split())
    if not _INSEE.fullmatch(insee):
        raise RowRefusedError(f"code_insee is {insee!r}; five characters such as 01004 or 2A004 are needed")
    if not fold(name):
        raise RowRefusedError(f"nom_voie is {name!r}, which has no letter")
    if not fields["numero"].isdecimal():
        raise RowRefusedError(f"numero is {fields['numero']!r}; a whole number is needed")
    house = int(number(fields, "numero", 0, NO_NUMBER))
    lat, lon = point(fields)
    key = text(fields, "id")
    street = _ID.match(key)
    former = fields.get("nom_ancienne_commune", "")
    street_key = street[1] if street else f"{insee}:{fold(name)}:{fold(former)}"
    return _Row(key, street_key, insee, name, former, house, fields["rep"].lower(), lat, lon)


def _write_streets(store: Store, rows: list[_Row], communes: list[str], spared_rows: frozenset[str]) -> Counts:
    grouped: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        grouped[row.street_key].append(row)
    wanted: dict[str, Row] = {key: _street(members) for key, members in grouped.items()}
    spared = {found[1] for key in spared_rows if (found := _ID.match(key))}
    known = _known(store, "SELECT * FROM streets WHERE insee", communes)
    return synchronise(store.database, "streets", known, wanted, frozenset(spared))


def _street(members: list[_Row]) -> Row:
    """A street stands at its middle house."""
    middle = sorted(members, key=lambda row: (row.number, row.suffix))[len(members) // 2]
    first = members[0]
    return {
        **{"insee": first.insee, "name": first.street, "former_town": first.former_town},
        **{"lat": middle.lat, "lon": middle.lon},
    }


def _write_addresses(store: Store, rows: list[_Row], communes: list[str], spared: frozenset[str]) -> Counts:
    streets = {row["key"]: row["id"] for row in store.database.rows("SELECT key, id FROM streets")}
    wanted: dict[str, Row] = {
        row.key: {
            **{"street_id": streets[row.street_key], "number": row.number, "suffix": row.suffix},
            **{"lat": row.lat, "lon": row.lon},
        }
        for row in rows
        if row.number != NO_NUMBER
    }
    inside = "SELECT a.* FROM addresses a JOIN streets s ON s.id = a.street_id WHERE s.insee"
    return synchronise(store.database, "addresses", _known(store, inside, communes), wanted, spared)


def _known(store: Store, query: str, communes: list[str]) -> list[Row]:
    return store.database.rows(f"{query} IN ({', '.join('?' * len(communes))})", communes)
