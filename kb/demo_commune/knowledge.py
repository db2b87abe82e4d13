"""The invented commune's pages, cut into passages: loaded once, and gone when a real commune comes."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from kb.importers.demo_leaving import DEMO_PASSAGES, forget_passages
from kb.importers.passages_toml import DEMO_SOURCE, import_passages
from kb.store import Store

FOLDER = Path(__file__).with_name("passages")
FETCHED = datetime(2026, 11, 23, tzinfo=UTC)
"""The day the invented pages were last looked through."""


def load_passages(store: Store) -> None:
    """Bring the invented pages up to date, unless a town gave its own. StoreError."""
    database = store.database
    if database.row("SELECT 1 FROM passage_sources WHERE name <> ?", [DEMO_SOURCE]):
        forget_passages(store)
        return
    version = sha256(b"".join(file.read_bytes() for file in sorted(FOLDER.glob("*.toml")))).hexdigest()
    if database.meta(DEMO_PASSAGES) == version:
        return
    with database.transaction():
        import_passages(store, FOLDER, FETCHED, source=DEMO_SOURCE)
        database.set_meta(DEMO_PASSAGES, version)
