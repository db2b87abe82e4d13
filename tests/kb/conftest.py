from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kb import demo_commune
from kb.importers.loading import Loaded, Wanted, load
from kb.importers.website.options import SiteOptions
from kb.importers.website.pace import Pace
from kb.store import Store
from tests.kb.website.server import Web, serving

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


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A web site on loopback."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as site:
        yield site


@pytest.fixture
def run(store: Store) -> Callable[..., Loaded]:
    """See tests.kb.loading.Run."""

    def loading(kind: str, origin: object, dry_run: bool = False, days: int = 0, **options: object) -> Loaded:
        wanted = Wanted(kind, str(origin), SiteOptions.model_validate(options))
        return load(store, wanted, MORNING + timedelta(days=days), dry_run=dry_run, pace=lambda delay: Pace(0))

    return loading
