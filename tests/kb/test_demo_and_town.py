"""The invented commune beside what a town gives of its own, before its streets and with them."""

from pathlib import Path

from kb import demo_commune
from kb.importers.ban import DEMO_INSEE
from kb.importers.demo_leaving import TABLES
from kb.importers.events_csv import COLUMNS as EVENT_COLUMNS
from kb.importers.loading import Wanted, load
from kb.importers.places import DEMO_LOADED
from kb.store import Store
from tests.kb.conftest import MORNING

TOWN = '[origin]\nsource = "mairie"\nchecked = 2026-11-01\n'
POOL = '[service.piscine]\nname = "la piscine"\nkind = "sport"\n'
ONE_EVENT = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:loto\nSUMMARY:Loto des pompiers\n"
    "DTSTART;TZID=Europe/Paris:20261205T140000\nEND:VEVENT\nEND:VCALENDAR\n"
)


def run(store: Store, kind: str, origin: Path, dry_run: bool = False) -> None:
    loaded = load(store, Wanted(kind, str(origin)), MORNING, dry_run=dry_run)
    assert loaded.summary is not None, loaded.error


def _written(path: Path, content: str) -> Path:
    path.write_text(content, "utf-8")
    return path


def _counts(store: Store) -> dict[str, int]:
    tables = (*TABLES, "desks", "consultations", "events", "passages", "places", "streets")
    return {table: store.database.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in tables}


def _real_addresses(tmp_path: Path) -> Path:
    """The invented commune's addresses, as if they were a town's own."""
    text = demo_commune.ADDRESSES.read_text("utf-8").replace(DEMO_INSEE, "69123")
    return _written(tmp_path / "addresses.csv", text)


def test_a_real_town_takes_the_invented_one_out_at_once(store: Store, tmp_path: Path) -> None:
    demo_commune.load(store)
    run(store, "ban", _real_addresses(tmp_path))
    left = [table for table, count in _counts(store).items() if count]
    assert left == ["contacts", "streets"]  # the national numbers, and the town's own
    assert {match.entry.kind for match in store.gazetteer.match(["devant l'école jules ferry"])} <= {"street"}


def test_a_real_town_on_trial_leaves_the_invented_one(store: Store, tmp_path: Path) -> None:
    demo_commune.load(store)
    before = _counts(store)
    run(store, "ban", _real_addresses(tmp_path), dry_run=True)
    assert _counts(store) == before


def test_a_calendar_named_as_the_invented_one_stays(store: Store, tmp_path: Path) -> None:
    run(store, "ban", _real_addresses(tmp_path))
    calendar = _written(tmp_path / "events.ics", ONE_EVENT)
    table = _written(tmp_path / "events.csv", ";".join(EVENT_COLUMNS) + "\nBal;2026-12-06 20:00;;;;;;;;;;\n")
    run(store, "calendar", calendar)
    run(store, "events", table)
    demo_commune.load(store)  # as every start does
    assert [event.title for event in store.events.after(MORNING)] == ["Loto des pompiers", "Bal"]


def test_what_a_town_gave_before_its_streets_stays(store: Store, tmp_path: Path) -> None:
    run(store, "town", _written(tmp_path / "town.toml", TOWN + POOL))
    run(store, "places", _written(tmp_path / "places.csv", "nom;type;lon;lat;adresse;alias\nLavoir;;5;46;;\n"))
    run(store, "calendar", _written(tmp_path / "events.ics", ONE_EVENT))
    for _ in ("a start", "an upgrade"):
        assert demo_commune.load(store)
        assert [(each.key, each.provenance.source) for each in store.services.all()] == [("piscine", "mairie")]
        assert _counts(store)["places"] == 1
        assert [event.title for event in store.events.after(MORNING)] == ["Loto des pompiers"]
        store.database.set_meta(DEMO_LOADED, "an older version")
    run(store, "ban", _real_addresses(tmp_path))
    assert (_counts(store)["places"], _counts(store)["services"], _counts(store)["events"]) == (1, 1, 1)


def test_an_upgrade_brings_the_invented_town_up_to_date(store: Store) -> None:
    demo_commune.load(store)
    store.database.run("UPDATE services SET name = 'la vieille piscine' WHERE key = 'piscine'")
    store.database.set_meta(DEMO_LOADED, "an older version")
    assert demo_commune.load(store)
    assert store.services.get("piscine").name == "la piscine municipale"
