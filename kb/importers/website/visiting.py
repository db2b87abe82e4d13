"""One page: fetched, and taken as what it is now beside what was known of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from kb.database import stamp
from kb.importers.website.addresses import Site
from kb.importers.website.fetching import BusyError, Fetched, Fetcher, FetchError, OtherHostError
from kb.importers.website.found import Found, SiteError
from kb.importers.website.heads import PageError
from kb.importers.website.judging import Judge, digest
from kb.importers.website.options import MOST_FAILURES
from kb.importers.website.robots import Robots
from kb.site_pages import FAILED, HELD, LEFT, READ, REFUSED, PageState

KEEP_FAILED = timedelta(days=30)
"""A page that fails longer than that is taken for gone."""
_GONE = frozenset({404, 410})
Follow = Callable[[tuple[str, ...] | list[str], int], None]
"""Take up links that stand so many links from the first page."""


class Visitor:
    """Visits the pages of one site, none twice, and notes what they are."""

    def __init__(
        self,
        start: str,
        fetcher: Fetcher,
        robots: Robots,
        judge: Judge,
        known: Mapping[str, PageState],
        at: datetime,
        follow: Follow,
    ) -> None:
        self._start, self._site = start, Site.of(start)
        self._fetcher, self._robots, self._judge = fetcher, robots, judge
        self._known, self._at, self._follow = known, at, follow
        self._failures = 0
        self._sent_away = ""
        self.visited: set[str] = set()
        self.found = Found()

    @property
    def trouble(self) -> str:
        """Why the server is left in peace from now on; empty: it is not."""
        if self._sent_away:
            return f"{self._sent_away}; the rest was left alone"
        failing = self._failures >= MOST_FAILURES
        return f"{MOST_FAILURES} pages in a row failed; the rest was left alone" if failing else ""

    def visit(self, url: str, depth: int) -> bool:
        """Read a page `depth` links from the first one; whether it was asked for. SiteError for the first one."""
        if url in self.visited:
            return False
        if not self._robots.allows(url):
            self.found.left_out["forbidden by robots.txt"] += 1
            return False
        self.visited.add(url)
        try:
            answer = self._fetch(url)
            self._failures = 0
            self._take(url, answer, depth)
        except OtherHostError as error:
            if url == self._start:
                raise SiteError(f"it leads to another host: give {error.target} instead", passing=False) from error
            self.found.left_out["leads to another host"] += 1
        except (FetchError, PageError) as error:
            self._fail(url, error, depth)
        return True

    def _fetch(self, url: str) -> Fetched:
        known = self._known.get(url)
        headers = {}
        if known and known.state != FAILED and known.revision == self._judge.revision:
            asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
            headers = {name: value for name, value in asked.items() if value}
        return self._fetcher.fetch(url, self._site, self._judge.limit, headers, self._robots.allows)

    def _fail(self, url: str, error: FetchError | PageError, depth: int) -> None:
        passing = isinstance(error, FetchError) and error.passing
        if url == self._start:
            raise SiteError(f"its first page cannot be read: {error}", passing) from error
        self._failures += passing
        if isinstance(error, BusyError):
            self._sent_away = str(error)
        self.found.refuse(url, str(error))
        known = self._known.get(url)
        if known is None or not known.fetched_at:
            return
        if self._at - datetime.fromisoformat(known.fetched_at) <= KEEP_FAILED:
            self.found.keep(replace(known, state=FAILED if known.state in HELD else known.state, reason=str(error)))
        self._follow(known.links, depth + 1)

    def _take(self, asked: str, answer: Fetched, depth: int) -> None:
        url = self._site.page(answer.url) or answer.url
        if asked == self._start and not answer.url.startswith(f"{self._site.scheme}:"):
            raise SiteError(f"it leads to {answer.url}: give this address", passing=False)
        if url != asked:
            self.found.left_out["leads to another page"] += 1
            if url in self.visited:
                return
            if answer.status == 304:  # by what was known of the page that led here
                self._follow([url], depth)
                return
            self.visited.add(url)
        if answer.status in _GONE:
            self._missing(url, answer.status)
        elif answer.status == 304 or self._is_same(url, answer):
            self._keep(url, depth)
        elif answer.status != 200:
            raise FetchError(f"the server answered {answer.status}", passing=False)
        else:
            self._judge_now(url, answer, depth)

    def _missing(self, url: str, status: int) -> None:
        if url == self._start:
            raise SiteError(f"its first page is not there ({status}); check the address", passing=False)
        self.found.left_out["not there"] += 1

    def _is_same(self, url: str, answer: Fetched) -> bool:
        known = self._known.get(url)
        if known is None or answer.status != 200 or known.state == FAILED:
            return False
        return known.digest == digest(answer) and known.revision == self._judge.revision

    def _keep(self, url: str, depth: int) -> None:
        known = replace(self._known[url], fetched_at=stamp(self._at))
        self.found.pages[url] = known
        self._tell(known)
        if known.state == READ:
            self.found.spared.add(url)
        self._follow(known.links, depth + 1)

    def _judge_now(self, url: str, answer: Fetched, depth: int) -> None:
        judged = self._judge.judge(url, answer)
        self.found.pages[url] = judged.page
        self.found.passages += judged.passages
        self.found.other_files |= judged.other_files
        self._tell(judged.page)
        self._follow([judged.canonical] if judged.canonical else [], depth)
        self._follow(judged.page.links, depth + 1)

    def _tell(self, page: PageState) -> None:
        if page.state == LEFT:
            self.found.left_out[page.reason] += 1
        elif page.state == REFUSED:
            self.found.refuse(page.url, page.reason)
