from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import demo_commune
from kb.store import Store
from tests.ivr.desk.browsing import Town, town


@pytest.fixture(scope="session")
def _valbourg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("valbourg") / "guichet.db"
    with Store.open(file) as opened:
        demo_commune.load(opened)
        opened.database.row("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture
def desk(tmp_path: Path, _valbourg: Path) -> Iterator[Town]:
    """The desk of the demo commune, with an account of each role."""
    (tmp_path / "guichet.db").write_bytes(_valbourg.read_bytes())
    with Store.open(tmp_path / "guichet.db") as store:
        yield town(store)
