import sqlite3
from multiprocessing import get_context
from pathlib import Path

import pytest

from kb.migrations import migrations
from kb.store import Store, StoreError
from tests.kb.conftest import MORNING


def test_opening_makes_folders_and_a_wal_database(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "guichet.db"
    with Store.open(path) as store:
        assert store.database.row("PRAGMA journal_mode") == {"journal_mode": "wal"}
        assert store.database.row("PRAGMA foreign_keys") == {"foreign_keys": 1}
        assert store.database.row("PRAGMA busy_timeout") == {"timeout": 5000}
    assert path.exists()


def test_migrations_run_once(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    with Store.open(path) as store:
        call = store.calls.start("text", "", MORNING)
        applied = store.database.rows("SELECT name, applied_at FROM _sqlite_migrations")
    with Store.open(path) as store:
        assert store.database.rows("SELECT name, applied_at FROM _sqlite_migrations") == applied
        assert store.calls.get(call).channel == "text"
    assert [row["name"] for row in applied] == [step.name for step in migrations._migrations]


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    with Store.open(path) as store:
        record = {"migration_set": "guichet", "name": "0999_future", "applied_at": "2030-01-01"}
        store.database.insert("_sqlite_migrations", record)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"guichet\.db was made by a newer version .*0999_future.*install"):
        Store.open(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE books (title TEXT)")
    with pytest.raises(StoreError, match=r"library\.db belongs to another program"):
        Store.open(path)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    path.write_text("a letter to the mayor " * 100)
    with pytest.raises(StoreError, match=r"guichet\.db is not a database; choose another file"):
        Store.open(path)
    assert path.read_text().startswith("a letter")


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    with Store.open(path) as store:
        for _ in range(50):
            store.calls.start("text", "x" * 500, MORNING)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError, match=r"guichet\.db is damaged; restore"), Store.open(path) as store:
        store.calls.recent(10)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"folder .*file/data cannot be made .*choose a data folder"):
        Store.open(tmp_path / "file" / "data" / "guichet.db")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path)


def test_a_locked_database_is_refused_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match=r"guichet\.db is locked by another program; close"):
        Store.open(path, busy_ms=50)
    blocker.close()
    with Store.open(path) as store:
        assert store.gazetteer.count() == 0


def test_a_write_against_a_lock_is_a_store_error_and_can_be_repeated(store: Store) -> None:
    store.database.run("PRAGMA busy_timeout = 50")
    blocker = sqlite3.connect(store.database.path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is locked"):
        store.calls.start("phone", "", MORNING)
    assert store.calls.recent(5) == []  # readers do not wait
    blocker.execute("ROLLBACK")
    blocker.close()
    assert store.calls.start("phone", "", MORNING) == 1


def test_a_full_disk_is_a_store_error_and_loses_nothing(store: Store) -> None:
    call = store.calls.start("phone", "", MORNING)
    pages = store.database.row("PRAGMA page_count")
    assert pages
    store.database.row(f"PRAGMA max_page_count = {pages['page_count']}")
    with pytest.raises(StoreError, match="the disk is full; free some space"):
        store.calls.start("phone", "x" * 100_000, MORNING)
    assert [each.id for each in store.calls.recent(5)] == [call]


def test_a_readonly_database_is_a_store_error(store: Store) -> None:
    store.database.run("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="cannot be written; give this user the right"):
        store.calls.start("phone", "", MORNING)


def test_an_unknown_call_cannot_have_a_callback(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.callbacks.add(99, "0612345678", "urbanisme", "pas encore traité", MORNING)


def _open_and_write(path: str) -> int:
    with Store.open(Path(path)) as store:
        return store.calls.start("phone", "", MORNING)


def test_processes_may_make_the_database_at_the_same_time(tmp_path: Path) -> None:
    path = str(tmp_path / "guichet.db")
    with get_context("spawn").Pool(4) as pool:
        ids = pool.map(_open_and_write, [path] * 8, chunksize=1)
    assert sorted(ids) == list(range(1, 9))
