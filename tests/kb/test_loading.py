"""Loading sources: whole or not at all, again without doubles, noted; from files and from the web."""

import gzip
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from kb.importers.loading import Wanted, forget, load
from kb.importers.registry import KINDS
from kb.store import Store
from tests.kb.conftest import MORNING
from tests.kb.loading import PLACES, Run, counts, tables, written
from tests.kb.website.server import Answer, Web, page, redirect

ROOT = Path(__file__).parents[2]
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261205T140000\r\n"
    "SUMMARY:Marché de Noël\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n"
    "SUMMARY:Sans date\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
PASSAGES = (
    '[page]\nurl = "https://www.commune.example/chiens"\nsection = "Vie pratique"\ndate = 2026-11-03\n'
    '[passage.laisse]\ntitle = "Les chiens en laisse"\ntext = "Les chiens sont tenus en laisse dans les parcs."\n'
)


DEMO = ROOT / "kb" / "demo_commune"
SAMPLES = {
    "ban": DEMO / "addresses.csv",
    "places": DEMO / "places.csv",
    "town": DEMO / "town.toml",
    "sectors": DEMO / "waste_sectors.csv",
    "rounds": DEMO / "waste_rounds.csv",
    "menus": DEMO / "menus.csv",
    "desks": DEMO / "desks.toml",
    "consultations": DEMO / "consultations.toml",
    "passages": DEMO / "passages",
}


def test_every_kind_of_file_is_loaded_and_again_without_doubles(run: Run, store: Store) -> None:
    for kind in (name for name in KINDS if name in SAMPLES):
        first, again = run(kind, SAMPLES[kind]), run(kind, SAMPLES[kind])
        assert counts(first)[0] > 0, kind
        assert counts(again) == (0, 0, sum(counts(first)), 0), kind
    assert set(KINDS) - set(SAMPLES) == {"calendar", "events", "site"}  # tested below
    assert [source.kind for source in store.sources.all()] == sorted(SAMPLES)


def test_a_source_is_noted(run: Run, store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "lieux.csv", PLACES + "École;école;?;46;;\n")
    run("places", path)
    (source,) = store.sources.all()
    assert (source.kind, source.origin, source.loaded_at, source.error) == ("places", str(path), MORNING, "")
    assert (source.new, source.refused) == (2, 1)
    assert source.reasons == (f"{path}, line 4: lon is '?'; a number from -180 to 180 is needed",)


def test_a_mistyped_file_is_no_source_and_a_wrong_one_can_be_taken_out(run: Run, store: Store, tmp_path: Path) -> None:
    assert "cannot be read" in run("places", tmp_path / "lieus.csv").error
    assert store.sources.all() == []
    run("places", written(tmp_path, "lieux.csv", "autre;chose\n"))
    assert [source.loaded_at for source in store.sources.all()] == [None]
    assert forget(store, str(tmp_path / "x" / ".." / "lieux.csv")) == ["places"]
    assert store.sources.all() == []


def test_a_source_that_fails_keeps_the_note_of_the_last_time(run: Run, store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "lieux.csv", PLACES)
    run("places", path)
    path.write_text("autre;chose\n")
    failed = run("places", path, days=1)
    assert failed.summary is None
    assert not failed.unreachable
    (source,) = store.sources.all()
    assert (source.loaded_at, source.tried_at, source.new) == (MORNING, MORNING + timedelta(days=1), 2)
    assert "has no column" in source.error
    assert run("places", written(tmp_path, "lieux.csv", PLACES), days=2).error == ""
    assert store.sources.all()[0].error == ""


def test_a_dry_run_changes_nothing(run: Run, store: Store, tmp_path: Path, web: Web) -> None:
    web.routes = {"/": page("<p>Le marché a lieu le samedi matin.</p>")}
    before = tables(store)
    assert counts(run("places", written(tmp_path, "lieux.csv", PLACES), dry_run=True)) == (2, 0, 0, 0)
    assert counts(run("site", web.url, dry_run=True)) == (1, 0, 0, 0)
    assert run("places", tmp_path / "absent.csv", dry_run=True).error
    assert tables(store) == before


def test_a_calendar_from_a_file_and_from_the_web(run: Run, store: Store, tmp_path: Path, web: Web) -> None:
    web.routes = {"/agenda": redirect("/agenda.ics"), "/agenda.ics": Answer(CALENDAR.encode(), 200, {})}
    for origin in (written(tmp_path, "agenda.ics", CALENDAR), f"{web.url}/agenda"):
        loaded = run("calendar", origin)
        assert counts(loaded) == (1, 0, 0, 0)
        assert loaded.summary is not None
        assert str(loaded.summary.refused[0]) == f"{origin}, line 9: DTSTART is missing"
        assert counts(run("calendar", origin)) == (0, 0, 1, 0)
    sources = {row["source"] for row in store.database.rows("SELECT source FROM events")}
    assert sources == {"agenda.ics", f"{web.url}/agenda"}


def test_a_packed_table_from_the_web(run: Run, web: Web) -> None:
    web.routes = {"/lieux.csv.gz": Answer(gzip.compress(PLACES.encode()), 200, {"Content-Type": "application/gzip"})}
    assert counts(run("places", f"{web.url}/lieux.csv.gz")) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("answer", "reason", "unreachable"),
    [
        (Answer(b"", 404), "the server answered 404; check the address", False),
        (Answer(b"", 503), "the server answered 503; try again later", True),
        (Answer(b"nom;type\n"), "has no column lon", False),
        (Answer(b"\x1f\x8b\x08broken", 200, {}), "has no column", False),
    ],
)
def test_a_file_on_the_web_that_is_no_good(run: Run, web: Web, answer: Answer, reason: str, unreachable: bool) -> None:
    web.routes = {"/lieux.csv": answer}
    loaded = run("places", f"{web.url}/lieux.csv")
    assert loaded.error.startswith(f"{web.url}/lieux.csv ")
    assert reason in loaded.error
    assert loaded.unreachable == unreachable


def test_a_packed_file_that_unpacks_to_too_much(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.importers import remote

    monkeypatch.setattr(remote, "BIGGEST", 1_000_000)
    path = tmp_path / "lieux.csv.gz"
    path.write_bytes(gzip.compress(b"a" * 2_000_000))
    assert "unpacks to more than 1 MB" in run("places", path).error
    path.write_bytes(b"broken")
    assert "cannot be unpacked" in run("places", path).error


def test_a_packed_file_in_several_members_is_read_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kb.importers import remote

    path = tmp_path / "lieux.csv.gz"
    path.write_bytes(gzip.compress(PLACES.encode()) + gzip.compress("École;école;5.3;46.3;;\n".encode()))
    assert counts(run("places", path)) == (3, 0, 0, 0)
    path.write_bytes(gzip.compress(PLACES.encode())[:-9])
    assert "cannot be unpacked" in run("places", path).error
    monkeypatch.setattr(remote, "BIGGEST", 1_000_000)
    path.write_bytes(gzip.compress(b"a" * 600_000) * 2)
    assert "unpacks to more than 1 MB" in run("places", path).error


@pytest.mark.parametrize(
    ("error", "told", "unreachable"),
    [
        (AttributeError("no items"), "because of a fault of this program (AttributeError: no items)", False),
        (OSError(28, "No space left on device"), "(No space left on device); check the disk", True),
    ],
)
def test_an_error_that_nobody_foresaw_is_noted_and_the_others_are_loaded(
    run: Run, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str,
    unreachable: bool,
) -> None:  # fmt: skip
    def broken(*_: object) -> NoReturn:
        raise error

    monkeypatch.setitem(KINDS, "town", replace(KINDS["town"], read=broken))
    failed = run("town", SAMPLES["town"])
    assert told in failed.error
    assert failed.unreachable == unreachable
    assert [source.error for source in store.sources.all()] == [failed.error]
    assert counts(run("places", written(tmp_path, "lieux.csv", PLACES))) == (2, 0, 0, 0)


def test_others_write_while_a_dry_run_reads(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "lieux.csv", PLACES)

    def meanwhile(done: int, total: int) -> None:
        with Store.open(store.database.path, busy_ms=0) as call:
            call.database.set_meta("test", f"{done} of {total}")

    assert load(store, Wanted("places", str(path)), MORNING, meanwhile, dry_run=True).error == ""
    assert store.database.meta("test") == "2 of 2"


def test_a_site_out_of_reach_is_told_from_a_wrong_one(run: Run, web: Web, store: Store) -> None:
    web.routes = {"/": Answer(b"", 503)}
    loaded = run("site", web.url)
    assert loaded.unreachable
    assert loaded.error == (
        f"The site {web.url} is left as it was: its first page cannot be read: the server answered 503."
    )
    assert store.sources.all()[0].origin == f"{web.url}/"
    assert not run("site", "x").unreachable


def test_pages_of_a_town_take_the_place_of_invented_ones(run: Run, store: Store, tmp_path: Path) -> None:
    from kb.demo_commune.knowledge import load_passages

    load_passages(store)
    assert store.passages.count() > 100
    run("passages", written(tmp_path, "chiens.toml", PASSAGES))
    load_passages(store)
    assert store.passages.count() == 1


def test_a_source_is_taken_out_again(run: Run, store: Store, tmp_path: Path, web: Web) -> None:
    from kb.importers.loading import forget

    before = tables(store)
    web.routes = {"/": page("<p>Le marché a lieu le samedi matin.</p>"), "/a.ics": Answer(CALENDAR.encode(), 200, {})}
    run("site", web.url)
    run("calendar", f"{web.url}/a.ics")
    run("calendar", written(tmp_path, "agenda.ics", CALENDAR))
    run("passages", written(tmp_path, "chiens.toml", PASSAGES))
    assert len(store.sources.all()) == 4
    assert forget(store, "https://ailleurs.example/") == []
    for source in store.sources.all():
        assert forget(store, source.origin) == [source.kind]
    assert tables(store) == before


KILLED = """
import os, sys
from pathlib import Path
from kb.importers.loading import Wanted, load
from kb.importers.website.pace import Pace
from kb.store import Store
from tests.kb.conftest import MORNING
from tests.kb.loading import BAN, PLACES, Run, counts, tables, written

database, kind, origin, table = sys.argv[1:]
with Store.open(Path(database)) as store:
    connection = store.database.raw.conn
    connection.create_function("die", 0, lambda: os.kill(os.getpid(), 9))
    connection.execute(f"CREATE TEMP TRIGGER t AFTER INSERT ON main.{table} WHEN (SELECT count(*) FROM {table}) > 20 "
                       "BEGIN SELECT die(); END")
    load(store, Wanted(kind, origin), MORNING, pace=lambda delay: Pace(0))
"""


@pytest.mark.parametrize("kind", ["places", "site"])
def test_killed_in_the_middle_the_old_state_stays(run: Run, store: Store, tmp_path: Path, web: Web, kind: str) -> None:
    path = written(tmp_path, "lieux.csv", PLACES)
    web.routes = {"/": page("<p>Le marché a lieu le samedi matin.</p>")}
    origin, table = (str(path), "places") if kind == "places" else (f"{web.url}/", "passages")
    run(kind, origin)
    before = tables(store), store.database.rows(f"SELECT * FROM {table}")
    path.write_text(PLACES + "".join(f"Lieu {number};pont;5;46;;\n" for number in range(100)), "utf-8")
    web.routes["/"] = page("".join(f"<h2>Partie {n}</h2><p>Le texte de la partie {n}.</p>" for n in range(60)))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(store.database.path), kind, origin, table],
        cwd=ROOT,
        env=os.environ | {"NO_PROXY": "127.0.0.1"},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    with Store.open(store.database.path) as again:
        assert (tables(again), again.database.rows(f"SELECT * FROM {table}")) == before
    assert counts(run(kind, origin))[0] >= 60
