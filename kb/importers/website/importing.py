"""Bringing the passages of a site up to date: read for as long as it takes, then written at once."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from kb.importers.reading import Progress, Refused, Summary
from kb.importers.website.crawling import crawl, start_of
from kb.importers.website.fetching import Fetcher
from kb.importers.website.found import Found, SiteError
from kb.importers.website.options import SiteOptions
from kb.importers.website.pace import Pace
from kb.site_pages import HELD, READ, PageState
from kb.store import Store

FEW_PAGES = 10
"""Below so many pages a site may change as it likes."""


@dataclass(frozen=True)
class SiteReading:
    """A site that was read, to be written into the store."""

    site: str
    found: Found
    at: datetime

    def write(self, store: Store) -> Summary:
        """Bring the passages up to date in one transaction, then what is known of the pages. Raises StoreError.

        In this order, and not in one: passages prepare themselves before they lock the database, which is to be
        locked for as short as can be; and a page whose state was not noted is only read once more.
        """
        found = self.found
        counts = store.passages.synchronise(self.site, found.passages, self.at, found.spared)
        with store.database.transaction():
            store.site_pages.synchronise(self.site, found.pages)
        kept = _held(store, self.site) - len(found.passages)
        notes = tuple(f"{count} × {reason}" for reason, count in sorted(found.left_out.items()))
        return Summary(counts.new, counts.changed, counts.same + kept, counts.gone, tuple(found.refused), notes)


def read_site(
    store: Store,
    url: str,
    at: datetime,
    options: SiteOptions | None = None,
    progress: Progress | None = None,
    pace: Callable[[float], Pace] = Pace,
) -> SiteReading:
    """Read a site, without writing anything; `progress(done, total)` counts pages, `pace` makes the clock of requests.

    SiteError when it cannot be read, has no passage at all, or lost so much that something must be wrong with it.
    """
    options = options or SiteOptions()
    start = start_of(url)
    known = store.site_pages.of(start)
    with closing(Fetcher(options.user_agent, pace(options.delay_s))) as fetcher:
        found = crawl(start, fetcher, options, known, at, progress)
    _check(found, known, options)
    return SiteReading(start, found, at)


def _check(found: Found, known: Mapping[str, PageState], options: SiteOptions) -> None:
    if not found.passages and not found.spared:
        first: Refused | None = next(iter(found.refused), None)
        left = ", ".join(f"{count} × {reason}" for reason, count in found.left_out.most_common(3))
        why = f" ({first})" if first else f" ({left})" if left else ""
        raise SiteError(f"it has no passage that can be imported{why}", passing=False)
    held = {url for url, page in known.items() if page.fetched_at and page.state in HELD}
    lost = held - found.spared - {url for url, page in found.pages.items() if page.state == READ}
    if len(held) >= FEW_PAGES and 100 * len(lost) > options.max_loss_percent * len(held):
        raise SiteError(
            f"{len(lost)} of {len(held)} pages would be lost; nothing was changed. Look at the site, and if it is as "
            "it should be, allow that with max_loss_percent = 100",
            passing=False,
        )


def _held(store: Store, site: str) -> int:
    row = store.database.row(
        "SELECT count(*) AS passages FROM passages JOIN passage_sources s ON s.id = source_id WHERE s.name = ?", [site]
    )
    return int(row["passages"]) if row else 0
