"""The store: one database file, opened by each thread for itself."""

from pathlib import Path
from types import TracebackType
from typing import Self

from kb.accounts import Accounts
from kb.appointments import Appointments
from kb.audit import Audit
from kb.call_search import CallSearch
from kb.callbacks import Callbacks
from kb.calls import Calls
from kb.consultations import Consultations
from kb.contacts import Contacts, Transport
from kb.database import BUSY_MS, Database, StoreError
from kb.desk_overview import DeskOverview
from kb.desk_sessions import DeskSessions
from kb.desks import Desks
from kb.events import Events
from kb.followup import Followup
from kb.gazetteer import Gazetteer
from kb.incidents import Incidents
from kb.menus import Menus
from kb.migrations import migrate
from kb.nearby import NearbyReports
from kb.outbox import Outbox
from kb.passages import Passages
from kb.questions import Questions
from kb.services import Services
from kb.site_pages import SitePages
from kb.sources import Sources
from kb.waste import Waste

__all__ = ["Store", "StoreError"]


class Store:
    """Calls, incident reports, call-back requests and the gazetteer. For one thread at a time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.calls = Calls(database)
        self.incidents = Incidents(database)
        self.callbacks = Callbacks(database)
        self.gazetteer = Gazetteer(database)
        self.questions = Questions(database)
        self.passages = Passages(database)
        self.services = Services(database)
        self.contacts = Contacts(database)
        self.transport = Transport(database)
        self.waste = Waste(database)
        self.menus = Menus(database)
        self.followup = Followup(database)
        self.consultations = Consultations(database)
        self.nearby = NearbyReports(database)
        self.outbox = Outbox(database)
        self.desks = Desks(database)
        self.events = Events(database)
        self.appointments = Appointments(database)
        self.sources = Sources(database)
        self.site_pages = SitePages(database)
        self.accounts = Accounts(database)
        self.desk_sessions = DeskSessions(database)
        self.audit = Audit(database)
        self.call_search = CallSearch(database)
        self.overview = DeskOverview(database)

    @classmethod
    def open(cls, path: Path, busy_ms: int = BUSY_MS) -> "Store":
        """Open or make the database and bring its schema up to date.

        `busy_ms`: how long any operation waits for another program's lock. StoreError when the file is
        locked, damaged, no database, another program's, made by a newer version, or cannot be written.
        """
        database = Database(path, busy_ms)
        try:
            migrate(database)
            # WAL: agents' pages read while calls write. It stays set in the file.
            if database.row("PRAGMA journal_mode") != {"journal_mode": "wal"}:
                database.row("PRAGMA journal_mode = WAL")
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
