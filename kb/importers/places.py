"""Places people know (schools, halls, bridges) from a CSV file: nom;type;lon;lat;adresse;alias.

Aliases are the other names people use, separated by |: "la poste|bureau de poste". The type is a word people
say too: "l'école" is any school. The file is the whole list: a place no longer in it leaves the gazetteer.
"""

from pathlib import Path

from accessibility.hearing import fold
from kb.database import Row
from kb.gazetteer import rebuild_names
from kb.importers.reading import (
    Fields,
    Progress,
    Refused,
    RowRefusedError,
    Summary,
    none_usable,
    point,
    read_rows,
    text,
)
from kb.importers.writing import synchronise
from kb.store import Store

DEMO_LOADED = "demo_commune"
"""Meta key: which version of the demo commune's files was loaded last; empty once it left."""
DEMO_PLACES = "demo_places"
"""Meta key: set while the places are the demo commune's."""
COLUMNS = ("nom", "type", "lon", "lat", "adresse", "alias")


def import_places(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring the places up to date with a file, in one transaction; `progress(done, total)` counts rows.

    FileRefusedError for a file of another shape or without one good row; StoreError when nothing could be
    stored.
    """
    lines = read_rows(path, COLUMNS)
    wanted: dict[str, Row] = {}
    refused: list[Refused] = []
    spared: set[str] = set()
    for line, fields in lines:
        try:
            key, record = _place(fields)
            if key in wanted:
                raise RowRefusedError(f"{fields['nom']} was given before")
            wanted[key] = record
        except RowRefusedError as error:
            refused.append(Refused(path, line, str(error)))
            spared.add(fold(fields["nom"]))
    if progress:
        progress(len(lines), len(lines))
    if not wanted:
        raise none_usable(path, "row", refused)
    with store.database.transaction():
        store.database.set_meta(DEMO_PLACES, "")
        known = store.database.rows("SELECT * FROM places")
        counts = synchronise(store.database, "places", known, wanted, frozenset(spared))
        if counts.touched:
            rebuild_names(store.database)
    return Summary(counts.new, counts.changed, counts.same, counts.gone, tuple(refused), kept=counts.kept)


def load_demo_places(store: Store, path: Path) -> None:
    """Load the invented commune's places, unless a town gave its own."""
    with store.database.transaction():
        if store.database.meta(DEMO_PLACES) or not store.database.row("SELECT 1 FROM places"):
            import_places(store, path)
            store.database.set_meta(DEMO_PLACES, "1")


def _place(fields: Fields) -> tuple[str, Row]:
    name = " ".join(text(fields, "nom").split())
    if not fold(name):
        raise RowRefusedError(f"nom is {name!r}, which has no letter")
    lat, lon = point(fields)
    aliases = "|".join(alias.strip() for alias in fields["alias"].split("|") if fold(alias))
    record = {"name": name, "type": fields["type"], "address": fields["adresse"], "aliases": aliases}
    return fold(name), record | {"lat": lat, "lon": lon}
