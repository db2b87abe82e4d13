from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kb import demo_commune
from kb.store import Store

MORNING = datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=1)))
LATER = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "guichet.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def valbourg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the demo commune. Tests only read it."""
    with Store.open(tmp_path_factory.mktemp("valbourg") / "guichet.db") as opened:
        demo_commune.load(opened)
        yield opened
