from collections.abc import Callable
from datetime import datetime

import pytest

from kb.importers.reading import Summary
from kb.importers.website.importing import read_site
from kb.importers.website.options import SiteOptions
from kb.importers.website.pace import Pace
from kb.store import Store
from tests.kb.conftest import MORNING
from tests.kb.website.server import Web

Reader = Callable[..., Summary]


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def read(store: Store, web: Web, clock: Clock) -> Reader:
    """Import the site as an operator would; options as keywords."""

    def run(at: datetime = MORNING, start: str = "/", **options: object) -> Summary:
        chosen = SiteOptions.model_validate(options)
        reading = read_site(store, web.url + start, at, chosen, pace=lambda delay: Pace(delay, clock, clock.sleep))
        return reading.write(store)

    return run


@pytest.fixture
def texts(store: Store, web: Web) -> Callable[[], dict[str, str]]:
    """What is held, by path."""

    def held() -> dict[str, str]:
        found: dict[str, str] = {}
        for row in store.database.rows("SELECT url, text FROM passages ORDER BY id"):
            path = row["url"].removeprefix(web.url)
            found[path] = f"{found[path]}\n{row['text']}" if path in found else row["text"]
        return found

    return held
