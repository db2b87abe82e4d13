"""Loading sources: whole or not at all, again without doubles, noted; from files and from the web."""

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from kb.importers.loading import Loaded, Wanted, load
from kb.importers.reading import FileRefusedError
from kb.importers.registry import KINDS
from kb.importers.sources_file import read_sources
from kb.importers.website.options import SiteOptions
from kb.importers.website.pace import Pace
from kb.store import Store
from tests.kb.conftest import MORNING
from tests.kb.website.server import Answer, Web, page, redirect, serving

ROOT = Path(__file__).parents[2]
PLACES = "nom;type;lon;lat;adresse;alias\nMairie;mairie;5.1;46.1;;\nPont neuf;pont;5.2;46.2;;\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261205T140000\r\n"
    "SUMMARY:Marché de Noël\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n"
    "SUMMARY:Sans date\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
BAN = "id;numero;rep;nom_voie;code_insee;lon;lat\n"
PASSAGES = (
    '[page]\nurl = "https://www.commune.example/chiens"\nsection = "Vie pratique"\ndate = 2026-11-03\n'
    '[passage.laisse]\ntitle = "Les chiens en laisse"\ntext = "Les chiens sont tenus en laisse dans les parcs."\n'
)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as site:
        yield site


@pytest.fixture
def run(store: Store) -> Callable[..., Loaded]:
    def loading(kind: str, origin: object, dry_run: bool = False, days: int = 0, **options: object) -> Loaded:
        wanted = Wanted(kind, str(origin), SiteOptions.model_validate(options))
        return load(store, wanted, MORNING + timedelta(days=days), dry_run=dry_run, pace=lambda delay: Pace(0))

    return loading


Run = Callable[..., Loaded]


def _file(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def _counts(loaded: Loaded) -> tuple[int, ...]:
    assert loaded.summary is not None, loaded.error
    return loaded.summary.new, loaded.summary.changed, loaded.summary.same, loaded.summary.gone


def _tables(store: Store) -> dict[str, int]:
    names = ("places", "events", "passages", "site_pages", "sources", "services")
    return {name: store.database.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in names}


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
        assert _counts(first)[0] > 0, kind
        assert _counts(again) == (0, 0, sum(_counts(first)), 0), kind
    assert set(KINDS) - set(SAMPLES) == {"calendar", "events", "site"}  # tested below
    assert [source.kind for source in store.sources.all()] == sorted(SAMPLES)


def test_a_source_is_noted(run: Run, store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, "lieux.csv", PLACES + "École;école;?;46;;\n")
    run("places", path)
    (source,) = store.sources.all()
    assert (source.kind, source.origin, source.loaded_at, source.error) == ("places", str(path), MORNING, "")
    assert (source.new, source.refused) == (2, 1)
    assert source.reasons == (f"{path}, line 4: lon is '?'; a number from -180 to 180 is needed",)


def test_a_source_that_fails_keeps_the_note_of_the_last_time(run: Run, store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, "lieux.csv", PLACES)
    run("places", path)
    path.write_text("autre;chose\n")
    failed = run("places", path, days=1)
    assert failed.summary is None
    assert not failed.unreachable
    (source,) = store.sources.all()
    assert (source.loaded_at, source.tried_at, source.new) == (MORNING, MORNING + timedelta(days=1), 2)
    assert "has no column" in source.error
    assert run("places", _file(tmp_path, "lieux.csv", PLACES), days=2).error == ""
    assert store.sources.all()[0].error == ""


def test_a_dry_run_changes_nothing(run: Run, store: Store, tmp_path: Path, web: Web) -> None:
    web.routes = {"/": page("<p>Le marché a lieu le samedi matin.</p>")}
    before = _tables(store)
    assert _counts(run("places", _file(tmp_path, "lieux.csv", PLACES), dry_run=True)) == (2, 0, 0, 0)
    assert _counts(run("site", web.url, dry_run=True)) == (1, 0, 0, 0)
    assert run("places", tmp_path / "absent.csv", dry_run=True).error
    assert _tables(store) == before


def test_a_calendar_from_a_file_and_from_the_web(run: Run, store: Store, tmp_path: Path, web: Web) -> None:
    web.routes = {"/agenda": redirect("/agenda.ics"), "/agenda.ics": Answer(CALENDAR.encode(), 200, {})}
    for origin in (_file(tmp_path, "agenda.ics", CALENDAR), f"{web.url}/agenda"):
        loaded = run("calendar", origin)
        assert _counts(loaded) == (1, 0, 0, 0)
        assert loaded.summary is not None
        assert str(loaded.summary.refused[0]) == f"{origin}, line 9: DTSTART is missing"
        assert _counts(run("calendar", origin)) == (0, 0, 1, 0)
    sources = {row["source"] for row in store.database.rows("SELECT source FROM events")}
    assert sources == {"agenda.ics", f"{web.url}/agenda"}


def test_a_packed_table_from_the_web(run: Run, web: Web) -> None:
    web.routes = {"/lieux.csv.gz": Answer(gzip.compress(PLACES.encode()), 200, {"Content-Type": "application/gzip"})}
    assert _counts(run("places", f"{web.url}/lieux.csv.gz")) == (2, 0, 0, 0)


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
    assert _counts(run("places", path)) == (3, 0, 0, 0)
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
    assert _counts(run("places", _file(tmp_path, "lieux.csv", PLACES))) == (2, 0, 0, 0)


def test_others_write_while_a_dry_run_reads(store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, "lieux.csv", PLACES)

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
    run("passages", _file(tmp_path, "chiens.toml", PASSAGES))
    load_passages(store)
    assert store.passages.count() == 1


def test_a_source_is_taken_out_again(run: Run, store: Store, tmp_path: Path, web: Web) -> None:
    from kb.importers.loading import forget

    before = _tables(store)
    web.routes = {"/": page("<p>Le marché a lieu le samedi matin.</p>"), "/a.ics": Answer(CALENDAR.encode(), 200, {})}
    run("site", web.url)
    run("calendar", f"{web.url}/a.ics")
    run("calendar", _file(tmp_path, "agenda.ics", CALENDAR))
    run("passages", _file(tmp_path, "chiens.toml", PASSAGES))
    assert len(store.sources.all()) == 4
    assert forget(store, "https://ailleurs.example/") == []
    for source in store.sources.all():
        assert forget(store, source.origin) == [source.kind]
    assert _tables(store) == before


KILLED = """
import os, sys
from pathlib import Path
from kb.importers.loading import Wanted, load
from kb.importers.website.pace import Pace
from kb.store import Store
from tests.kb.conftest import MORNING

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
    path = _file(tmp_path, "lieux.csv", PLACES)
    web.routes = {"/": page("<p>Le marché a lieu le samedi matin.</p>")}
    origin, table = (str(path), "places") if kind == "places" else (f"{web.url}/", "passages")
    run(kind, origin)
    before = _tables(store), store.database.rows(f"SELECT * FROM {table}")
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
        assert (_tables(again), again.database.rows(f"SELECT * FROM {table}")) == before
    assert _counts(run(kind, origin))[0] >= 60


def test_what_a_town_loads(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "sources.toml",
        '[[source]]\nkind = "menus"\nfrom = "menus.ods"\n[[source]]\nkind = "site"\nfrom = "https://www.commune.example/"\n'
        'max_pages = 50\ncontact = "x@commune.example"\n[[source]]\nkind = "town"\nfrom = "town.toml"\n',
    )
    town, menus, site = read_sources(path)
    assert (town.kind, town.origin) == ("town", str(tmp_path / "town.toml"))
    assert (menus.kind, menus.origin) == ("menus", str(tmp_path / "menus.ods"))
    assert (site.options.max_pages, site.options.contact) == (50, "x@commune.example")


ONE = '[[source]]\nkind = "{}"\nfrom = "{}"\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "there is no source; write a table"),
        ("[source]\n", "there is no source"),
        ("[[source]", "is not valid TOML"),
        ("town = 1\n", "'town' is unknown here"),
        ("[[source]]\n", "line 1: kind is None; use one of ban"),
        ('\n[[source]]\nkind = "web"\n', "line 2: kind is 'web'"),
        ('[[source]]\nkind = "ban"\n', "line 1: from is missing"),
        (ONE.format("ban", "a.csv") + "max_pages = 3\n", "line 1: max_pages is unknown for ban"),
        (ONE.format("site", "www.x.fr"), "a site begins with https://"),
        (ONE.format("site", "https://x.fr") + "max_page = 3\n", "max_page is unknown; a site has contact"),
        (ONE.format("site", "https://x.fr") + "max_pages = 0\n", "max_pages: Input should be greater"),
        (ONE.format("site", "https://x.fr") + 'contact = "é\\n"\n', "contact: String should match"),
        (ONE.format("menus", "a.csv") + ONE.format("menus", "b.csv"), "line 4: menus is there twice"),
        (
            ONE.format("site", "https://x.fr") + ONE.format("site", "https://x.fr/#a"),
            "line 4: https://x.fr/#a is there",
        ),
        (ONE.format("calendar", "a/x.ics") + ONE.format("calendar", "b/x.ics"), "two files are named x.ics"),
    ],
)
def test_a_wrong_list_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = _file(tmp_path, "sources.toml", content)
    with pytest.raises(FileRefusedError, match=r"sources\.toml") as raised:
        read_sources(path)
    assert message in str(raised.value)


TOWN = '[origin]\nsource = "mairie"\nchecked = 2026-11-01\n'
POOL = '[service.piscine]\nname = "la piscine"\nkind = "sport"\n'
HALL = '[service.mairie]\nname = "la mairie"\nkind = "mairie"\n'
MAYOR = '[contact.maire]\nkind = "élu"\nrole = "le maire"\n'


def test_two_files_of_a_town_may_not_undo_each_other(tmp_path: Path) -> None:
    path = _file(tmp_path, "sources.toml", ONE.format("town", "a.toml") + ONE.format("town", "b.toml"))
    _file(tmp_path, "a.toml", TOWN + POOL)
    _file(tmp_path, "b.toml", TOWN + MAYOR)
    assert len(read_sources(path)) == 2
    _file(tmp_path, "b.toml", TOWN + MAYOR + HALL)
    with pytest.raises(FileRefusedError, match=r"line 4: a\.toml and b\.toml both have service tables"):
        read_sources(path)
    _file(tmp_path, "b.toml", "[service")  # told when it is loaded
    assert len(read_sources(path)) == 2


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="cannot be read"):
        read_sources(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes("# été\n".encode("latin-1"))
    with pytest.raises(FileRefusedError, match="not UTF-8"):
        read_sources(tmp_path / "latin.toml")


SERVICE = '[service.{0}]\nname = "la salle {0}"\nkind = "salle"\nhours = "Mo-Fr 09:00-12:00"\n'
ORIGIN = '[origin]\nsource = "mairie"\nchecked = 2026-11-02\n'
MENU = "ecole;date;plats;allergenes;source;verifie\n"


def _menus(*days: int) -> str:
    return MENU + "".join(f";{day:02}/12/2026;soupe;lait;mairie;2026-11-20\n" for day in days)


def _events(*days: int) -> str:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:202612{day:02}T140000\r\nSUMMARY:Fête\r\nEND:VEVENT\r\n" for day in days
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\n{events}END:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("kind", "name", "whole", "short", "what"),
    [
        ("town", "t.toml", ORIGIN + "".join(map(SERVICE.format, "abcdef")), ORIGIN + SERVICE.format("a"), "services"),
        ("menus", "m.csv", _menus(1, 2, 3, 4, 7, 8), _menus(1), "menus to come"),
        ("calendar", "a.ics", _events(1, 2, 3, 4, 5, 6), _events(1), "events"),
        (
            *("places", "p.csv", PLACES + "A;x;5;46;;\nB;x;5;46;;\nC;x;5;46;;\nD;x;5;46;;\n"),
            *("nom;type;lon;lat;adresse;alias\nA;x;5;46;;\n", "places"),
        ),
        (
            *("ban", "b.csv", BAN + "".join(f"01999_0001_{n};{n};;Rue Haute;01999;5;46\n" for n in range(6))),
            *(BAN + "01999_0001_1;1;;Rue Haute;01999;5;46\n", "addresses"),
        ),
    ],
)
def test_a_short_file_leaves_a_list_as_it_was(
    run: Run, store: Store, tmp_path: Path, kind: str, name: str, whole: str, short: str, what: str
) -> None:
    file = _file(tmp_path, name, whole)
    assert _counts(run(kind, file))[0] == 6
    before = _tables(store)
    _file(tmp_path, name, short)
    refused = run(kind, file)
    assert f"{file} would leave 1 of 6 {what}, so nothing was changed" in refused.error
    assert "--max-loss-percent 100" in refused.error
    assert _tables(store) == before
    assert run(kind, file, dry_run=True).error == refused.error
    allowed = run(kind, file, max_loss_percent=100).summary
    assert allowed is not None
    assert allowed.gone == 5


def test_what_is_over_leaves_without_a_word(run: Run, tmp_path: Path) -> None:
    file = _file(tmp_path, "m.csv", _menus(1, 2, 3, 4, 7, 8))
    run("menus", file)
    _file(tmp_path, "m.csv", _menus(14, 15))
    assert run("menus", file, days=3).summary is None
    assert _counts(run("menus", file, days=30))[3] == 6


def test_a_list_that_is_replaced_by_another_as_long_is_no_loss(run: Run, tmp_path: Path) -> None:
    file = _file(tmp_path, "t.toml", ORIGIN + "".join(map(SERVICE.format, "abcdef")))
    run("town", file)
    _file(tmp_path, "t.toml", ORIGIN + "".join(map(SERVICE.format, "ghijkl")))
    assert _counts(run("town", file))[:4] == (6, 0, 0, 6)


def test_a_closure_that_turns_wrong_stays_as_it_was(run: Run, store: Store, tmp_path: Path) -> None:
    closure = '[[closure]]\nservice = "{}"\nfirst = {}\nlast = 2026-12-31\n'
    known = ORIGIN + SERVICE.format("a") + SERVICE.format("b")
    file = _file(tmp_path, "t.toml", known + closure.format("a", "2026-12-24") + closure.format("b", "2026-12-24"))
    run("town", file)
    _file(tmp_path, "t.toml", known + closure.format("a", '"le 24"') + closure.format("b", "2026-12-23"))
    summary = run("town", file).summary
    assert summary is not None
    assert (summary.new, summary.gone, summary.kept, len(summary.refused)) == (1, 1, 1, 1)
    kept = [row["first"] for row in store.database.rows("SELECT first FROM closures ORDER BY service")]
    assert kept == ["2026-12-24", "2026-12-23"]
