"""What all requests of the desk share: the stores, the clock, secrets, the pages' templates."""

import queue
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dialogue import catalogue
from dialogue.catalogue import Catalogue
from ivr.config import Settings
from ivr.desk import french
from ivr.desk.labels import Labels
from kb.store import Store
from kb.tickets import grouped

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
STATIC = _HERE / "static"


class Stores:
    """Open stores, lent to one request at a time: opening one costs more than a page."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._idle: queue.SimpleQueue[Store] = queue.SimpleQueue()

    @contextmanager
    def lent(self) -> Iterator[Store]:
        """A store for the block. StoreError when none can be opened."""
        try:
            store = self._idle.get_nowait()
        except queue.Empty:
            store = Store.open(self._database)
        try:
            yield store
        except BaseException:
            store.close()  # whatever went wrong, the next request gets a sound one
            raise
        self._idle.put(store)

    def close(self) -> None:
        """Close those that are idle."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return


@dataclass(frozen=True)
class Office:
    """The desk of one town hall."""

    settings: Settings
    stores: Stores
    clock: Callable[[], datetime]
    rng: Random
    labels: Labels
    templates: Environment
    secret: Callable[[], str] = field(default=lambda: secrets.token_urlsafe(32))

    @property
    def catalogue(self) -> Catalogue:
        """What can be asked for, with its labels."""
        return self.labels.catalogue


def office(settings: Settings, clock: Callable[[], datetime], rng: Random) -> Office:
    """The desk over the configured database. CatalogueError when the dialogue's files are wrong."""
    labels = Labels(catalogue.load())
    return Office(settings, Stores(settings.database), clock, rng, labels, environment())


@cache
def environment() -> Environment:
    """The templates: what is put into them is text unless a template says otherwise; what is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "long_day": french.long_day, "short_day": french.short_day, "hour": french.hour, "moment": french.moment,
        "length": french.length, "ticket": grouped, "counted": french.counted, "town": _town, "length_of": len,
        "topic_name": _topic_name, "understood": _understood,
    }  # fmt: skip
    made.globals |= {"moment_near": french.moment_near, "waiting_since": french.waiting}
    return made


def _town(said: str) -> str:
    """ "la mairie de Valbourg" as a heading: "Mairie de Valbourg"."""
    name = said.removeprefix("la ").removeprefix("le ")
    return name[:1].upper() + name[1:]


def _topic_name(code: str, labels: Labels) -> str:
    return labels.topic(code)


def _understood(text: str, labels: Labels) -> str:
    return labels.understood(text)
