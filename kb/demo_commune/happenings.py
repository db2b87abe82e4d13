"""The events of the demo commune: loaded with its streets, gone when a real commune comes."""

from datetime import date
from pathlib import Path

from kb.importers.events_csv import import_events_csv
from kb.importers.events_ics import import_events_ics
from kb.store import Store

HERE = Path(__file__).parent
CALENDAR, LIST = HERE / "events.ics", HERE / "events.csv"
HAPPENINGS = (CALENDAR, LIST)
CHECKED = date(2026, 11, 2)
"""The day the demo's events were written down."""


def load_happenings(store: Store) -> None:
    """Import the files. FileRefusedError when one is broken; StoreError when nothing could be stored."""
    import_events_ics(store, CALENDAR, today=CHECKED)
    import_events_csv(store, LIST, checked=CHECKED)


def forget_happenings(store: Store) -> None:
    """Take the demo's events out; those that people registered for stay, cancelled."""
    origins = [file.name for file in HAPPENINGS]
    with store.database.transaction():
        with_people = "id IN (SELECT event_id FROM registrations)"
        store.database.run(f"DELETE FROM events WHERE origin IN (?, ?) AND NOT {with_people}", origins)
        store.database.run("UPDATE events SET cancelled = 1 WHERE origin IN (?, ?)", origins)
