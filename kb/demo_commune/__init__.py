"""Valbourg-les-Tilleuls, the invented commune that the program shows itself with."""

from hashlib import sha256
from pathlib import Path

from kb.importers.ban import DEMO_INSEE, import_ban
from kb.importers.places import DEMO_LOADED, import_places
from kb.importers.reading import Progress
from kb.store import Store

HERE = Path(__file__).parent
ADDRESSES = HERE / "addresses.csv"
PLACES = HERE / "places.csv"


def load(store: Store, progress: Progress | None = None) -> bool:
    """Import the demo commune as a real one would be; whether there was anything to do.

    Nothing is done when it is there already, or when the store holds a real commune. StoreError when nothing
    could be stored.
    """
    database = store.database
    if database.row("SELECT 1 FROM streets WHERE insee <> ?", [DEMO_INSEE]):
        return False
    version = sha256(ADDRESSES.read_bytes() + PLACES.read_bytes()).hexdigest()
    if database.meta(DEMO_LOADED) == version and database.row("SELECT 1 FROM streets"):
        return False
    with database.transaction():
        import_ban(store, ADDRESSES, progress)
        import_places(store, PLACES)
        database.set_meta(DEMO_LOADED, version)
    return True
