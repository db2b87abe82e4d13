"""The events of the demo commune: loaded with its streets, gone when a real commune comes."""

from datetime import date
from pathlib import Path

from kb.importers.demo_leaving import DEMO_ORIGIN, town_has_events
from kb.importers.events_csv import import_events_csv
from kb.importers.events_ics import import_events_ics
from kb.store import Store

HERE = Path(__file__).parent
CALENDAR, LIST = HERE / "events.ics", HERE / "events.csv"
HAPPENINGS = (CALENDAR, LIST)
CHECKED = date(2026, 11, 2)
"""The day the demo's events were written down."""


def load_happenings(store: Store) -> None:
    """Import the files, unless a town gave events of its own.

    FileRefusedError when one is broken; StoreError when nothing could be stored.
    """
    if town_has_events(store):
        return
    import_events_ics(store, CALENDAR, today=CHECKED, source=DEMO_ORIGIN + CALENDAR.name)
    import_events_csv(store, LIST, checked=CHECKED, source=DEMO_ORIGIN + LIST.name)
