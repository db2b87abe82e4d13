"""What is known of each page of a site that was read: enough to ask the server whether it changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.database import Database, Row
from kb.importers.writing import synchronise

READ, LEFT, REFUSED, FAILED = "lue", "écartée", "refusée", "en panne"
"""Its passages are held; it has none for us (not to be indexed…); it cannot be used (a scanned PDF); it did not answer,
and its passages stay."""
_TEXTS = (
    *("url", "state", "reason", "etag", "last_modified", "digest", "revision", "fetched_at", "text_digest", "since"),
)
HELD = frozenset({READ, FAILED})
"""States of pages whose passages are there."""


@dataclass(frozen=True)
class PageState:
    """One page as it was when last fetched."""

    url: str
    state: str
    reason: str = ""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    revision: str = ""
    links: tuple[str, ...] = ()
    fetched_at: str = ""
    text_digest: str = ""
    """Of the passages made of it."""
    since: str = ""
    """The day, ISO, from which on its text is known to be what it is."""


class SitePages:
    """The pages of the sites in a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, site: str) -> dict[str, PageState]:
        """The pages of a site, by address."""
        rows = self._db.rows("SELECT * FROM site_pages WHERE site = ? ORDER BY id", [site])
        return {row["url"]: _page(row) for row in rows}

    def synchronise(self, site: str, pages: Mapping[str, PageState]) -> None:
        """Bring the pages of a site to this state. To be called inside a transaction; raises StoreError."""
        known = self._db.rows("SELECT * FROM site_pages WHERE site = ?", [site])
        wanted = {f"{site} {url}": _row(site, page) for url, page in pages.items()}
        synchronise(self._db, "site_pages", known, wanted, frozenset())

    def counts(self) -> dict[str, dict[str, int]]:
        """For each site, how many pages there are in each state."""
        rows = self._db.rows("SELECT site, state, count(*) AS pages FROM site_pages GROUP BY site, state ORDER BY 1, 2")
        counted: dict[str, dict[str, int]] = {}
        for row in rows:
            counted.setdefault(row["site"], {})[row["state"]] = int(row["pages"])
        return counted


def _row(site: str, page: PageState) -> Row:
    plain = {name: getattr(page, name) for name in _TEXTS}
    return {"site": site, **plain, "links": "\n".join(page.links)}


def _page(row: Row) -> PageState:
    return PageState(links=tuple(row["links"].splitlines()), **{name: str(row[name]) for name in _TEXTS})
