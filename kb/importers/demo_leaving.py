"""The invented commune leaves: what tells its records from a town's own, and how they are taken out."""

from kb.database import Database
from kb.gazetteer import rebuild_names
from kb.importers.consultations import forget_demo_consultations
from kb.importers.desks import forget_demo_desks
from kb.importers.passages_toml import DEMO_SOURCE
from kb.importers.places import DEMO_LOADED, DEMO_PLACES
from kb.importers.writing import DEMO_MARK
from kb.store import Store

DEMO_ORIGIN = "démonstration/"
"""Begins the origin of its events: no file name can have a stroke, and no address begins so."""
DEMO_PASSAGES = "demo_passages"
"""Meta key: which version of its passages is held."""
TABLES = (
    *("services", "closures", "contacts", "duties"),
    *("transport_lines", "waste_sectors", "waste_rounds", "menus"),
)
"""Practical information."""
DEMO_RECORD = f"source LIKE '%{DEMO_MARK}'"
"""What its practical information has, but for national numbers, which hold in any town."""
_DEMO_EVENT = f"origin LIKE '{DEMO_ORIGIN}%'"


def forget_demo(store: Store) -> None:
    """Take out all that the invented commune put in but its streets, all or nothing. Raises StoreError."""
    with store.database.transaction():
        forget_demo_desks(store)
        forget_demo_consultations(store)
        forget_information(store)
        forget_happenings(store)
        forget_passages(store)
        _forget_places(store.database)


def forget_information(store: Store) -> None:
    """Take out its practical information. Raises StoreError."""
    with store.database.transaction():
        for table in TABLES:
            store.database.run(f"DELETE FROM {table} WHERE {DEMO_RECORD}")


def forget_happenings(store: Store) -> None:
    """Take its events out; those that people registered for stay, cancelled. Raises StoreError."""
    with store.database.transaction():
        with_people = "id IN (SELECT event_id FROM registrations)"
        store.database.run(f"DELETE FROM events WHERE {_DEMO_EVENT} AND NOT {with_people}")
        store.database.run(f"UPDATE events SET cancelled = 1 WHERE {_DEMO_EVENT}")


def forget_passages(store: Store) -> None:
    """Its pages leave: nobody may be told the prices of a town that does not exist."""
    if store.database.meta(DEMO_PASSAGES):
        with store.database.transaction():
            store.passages.forget(DEMO_SOURCE)
            store.database.set_meta(DEMO_PASSAGES, "")


def town_has_events(store: Store) -> bool:
    """Whether a town gave events of its own."""
    return store.database.row(f"SELECT 1 FROM events WHERE NOT {_DEMO_EVENT}") is not None


def _forget_places(database: Database) -> None:
    if database.meta(DEMO_PLACES):
        database.run("DELETE FROM places")
        database.set_meta(DEMO_PLACES, "")
        rebuild_names(database)
    if database.meta(DEMO_LOADED):
        database.set_meta(DEMO_LOADED, "")
