"""Data folders of older versions: their demo is known for what it is, and their pages grow old."""

from datetime import datetime
from pathlib import Path

import pytest

from kb import demo_commune
from kb.importers.demo_leaving import DEMO_ORIGIN
from kb.importers.loading import Wanted, load
from kb.importers.places import DEMO_PLACES
from kb.passages import Passage
from kb.store import Store
from tests.kb.conftest import MORNING

STEP = "0009_upkeep"
OURS = ("events.ics concert@mairie.example 2026-12-05T14:00:00.000+00:00", "events.ics", "Concert des élèves")


def _aged(path: Path, *, loaded: bool = True, places: bool = True) -> None:
    """A data folder as versions before the step left it."""
    with Store.open(path) as store:
        if loaded:
            demo_commune.load(store)
        database = store.database
        for column in ("key", "series", "origin", "source"):
            database.run(f"UPDATE events SET {column} = replace({column}, '{DEMO_ORIGIN}', '')")
        if places:
            database.run("DELETE FROM meta WHERE key = ?", [DEMO_PLACES])
        database.run("ALTER TABLE site_pages DROP COLUMN text_digest")
        database.run("ALTER TABLE site_pages DROP COLUMN since")
        database.run("DELETE FROM _sqlite_migrations WHERE name = ?", [STEP])


def _origins(store: Store) -> set[str]:
    return {row["origin"] for row in store.database.rows("SELECT DISTINCT origin FROM events")}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return tmp_path / "old.db"


def test_the_demo_of_an_older_version_is_known_for_the_demo(old: Path) -> None:
    _aged(old)
    with Store.open(old) as store:
        assert _origins(store) == {"démonstration/events.ics", "démonstration/events.csv"}
        assert store.database.meta(DEMO_PLACES) == "1"


def test_it_leaves_when_the_town_comes(old: Path, tmp_path: Path) -> None:
    _aged(old)
    addresses = tmp_path / "addresses.csv"
    addresses.write_text(demo_commune.ADDRESSES.read_text("utf-8").replace("99901", "69123"), "utf-8")
    with Store.open(old) as store:
        assert load(store, Wanted("ban", str(addresses)), MORNING).summary
        for table in ("events", "places", "services", "menus", "passages", "desks", "consultations"):
            assert not store.database.rows(f"SELECT 1 FROM {table} LIMIT 1"), table


def test_it_is_replaced_by_a_calendar_of_the_town(old: Path, tmp_path: Path) -> None:
    _aged(old)
    calendar = tmp_path / "events.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:loto\nSUMMARY:Loto des pompiers\n"
        "DTSTART;TZID=Europe/Paris:20261205T140000\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    with Store.open(old) as store:
        assert load(store, Wanted("calendar", str(calendar)), MORNING).summary
        assert [event.title for event in store.events.after(MORNING)] == ["Loto des pompiers"]
        demo_commune.load(store)
        assert _origins(store) == {"events.ics"}


def test_what_the_town_gave_stays_its_own(old: Path) -> None:
    _aged(old, loaded=False)
    with Store.open(old) as store:
        database = store.database
        database.run("DELETE FROM _sqlite_migrations WHERE name = ?", [STEP])
        database.run("ALTER TABLE site_pages DROP COLUMN text_digest")
        database.run("ALTER TABLE site_pages DROP COLUMN since")
        key, origin, title = OURS
        event = {
            **dict.fromkeys(("kind", "place", "price", "description", "register_until", "url"), ""),
            **dict.fromkeys(("all_day", "children", "registration", "cancelled"), 0),
            **{"key": key, "origin": origin, "series": "events.ics concert@mairie.example", "title": title},
            **{"starts_at": "2026-12-05T14:00:00.000+00:00", "ends_at": "2026-12-05T16:00:00.000+00:00"},
            **{"source": origin, "checked": "2026-11-01", "valid_until": "2026-12-05"},
        }
        database.insert("events", event)
        # A concert of the same name as one of the demo's, on another day.
        database.insert("events", event | {"key": "events.csv concert du nouvel an 2027-01-02", "origin": "events.csv"})
        place = {"key": "lavoir", "name": "Lavoir", "type": "", "address": "", "aliases": "", "lat": 45.7, "lon": 5.0}
        database.insert("places", place)
    with Store.open(old) as store:
        assert _origins(store) == {"events.ics", "events.csv"}
        assert not store.database.row("SELECT 1 FROM meta WHERE key = ?", [DEMO_PLACES])


def test_pages_without_a_date_hold_a_year_from_when_they_were_read(old: Path) -> None:
    with Store.open(old) as store:
        read = datetime.fromisoformat("2026-03-01T08:00:00+01:00")
        store.passages.synchronise("https://x.example/", [Passage("https://x.example/a", "A", "A", "Un texte.")], read)
        store.passages.synchronise("dossier", [Passage("https://x.example/b", "B", "B", "Un texte.")], read)
    _aged(old, loaded=False)
    with Store.open(old) as store:
        assert [str(each.valid_until) for each in store.passages.all()] == ["2027-03-01", "None"]
