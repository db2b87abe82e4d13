"""Valbourg-les-Tilleuls, the invented commune that the program shows itself with."""

from hashlib import sha256
from pathlib import Path

from kb.demo_commune.happenings import HAPPENINGS, load_happenings
from kb.demo_commune.information import IMPORTS, load_information
from kb.demo_commune.knowledge import load_passages
from kb.importers.ban import DEMO_INSEE, import_ban
from kb.importers.consultations import load_demo_consultations
from kb.importers.demo_leaving import forget_demo
from kb.importers.desks import DEMO_DESKS, import_desks
from kb.importers.places import DEMO_LOADED, load_demo_places
from kb.importers.reading import Progress
from kb.store import Store

HERE = Path(__file__).parent
ADDRESSES = HERE / "addresses.csv"
PLACES = HERE / "places.csv"
DESKS = HERE / "desks.toml"
CONSULTATIONS = HERE / "consultations.toml"


def load(store: Store, progress: Progress | None = None) -> bool:
    """Import the demo commune as a real one would be; whether there was anything to do.

    Nothing is done when it is there already, or when the store holds a real commune. StoreError when nothing
    could be stored.
    """
    database = store.database
    if database.row("SELECT 1 FROM streets WHERE insee <> ?", [DEMO_INSEE]):
        forget_demo(store)
        return False
    _load_desks(store)
    load_passages(store)
    files = (ADDRESSES, PLACES, CONSULTATIONS, *IMPORTS, *HAPPENINGS)
    version = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    if database.meta(DEMO_LOADED) == version and database.row("SELECT 1 FROM streets"):
        return False
    with database.transaction():
        import_ban(store, ADDRESSES, progress)
        load_demo_places(store, PLACES)
        load_demo_consultations(store, CONSULTATIONS)
        load_information(store)
        load_happenings(store)
        database.set_meta(DEMO_LOADED, version)
    return True


def _load_desks(store: Store) -> None:
    """The desks, unless they are there already or the town gave its own."""
    version = sha256(DESKS.read_bytes()).hexdigest()
    held = store.database.meta(DEMO_DESKS)
    if held == version or (not held and store.desks.all()):
        return
    with store.database.transaction():
        import_desks(store, DESKS)
        store.database.set_meta(DEMO_DESKS, version)
