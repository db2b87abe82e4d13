from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kb.store import Store

MORNING = datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=1)))
Add = Callable[..., int]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "guichet.db") as opened:
        yield opened


@pytest.fixture
def add(store: Store) -> Add:
    """Put a message into the outbox."""

    def put(**changes: object) -> int:
        values: dict[str, object] = {
            "channel": "email", "to": "jean.dupont@example.org", "subject": "Votre rendez-vous à la mairie",
            "text": "Apportez une pièce d'identité.", "at": MORNING, "call_id": None,
        }  # fmt: skip
        return store.outbox.add(**(values | changes))  # type: ignore[arg-type]

    return put


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **duration: int) -> None:
        self.now += timedelta(**duration)
