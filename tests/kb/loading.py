"""Loading sources in a test: what it takes, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from kb.importers.loading import Loaded
from kb.store import Store

Run = Callable[..., Loaded]
"""The fixture `run`: loads a source of a kind from an origin, some `days` after the morning, with a site's options."""
PLACES = "nom;type;lon;lat;adresse;alias\nMairie;mairie;5.1;46.1;;\nPont neuf;pont;5.2;46.2;;\n"
BAN = "id;numero;rep;nom_voie;code_insee;lon;lat\n"


def written(tmp_path: Path, name: str, content: str) -> Path:
    """A file of that content."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def counts(loaded: Loaded) -> tuple[int, ...]:
    """Rows that are new, changed, the same, gone."""
    assert loaded.summary is not None, loaded.error
    return loaded.summary.new, loaded.summary.changed, loaded.summary.same, loaded.summary.gone


def tables(store: Store) -> dict[str, int]:
    """How many rows each table holds."""
    names = ("places", "events", "passages", "site_pages", "sources", "services")
    return {name: store.database.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in names}
