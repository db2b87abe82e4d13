"""Reading a site: its pages in turn, as they are now, beside what was known of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from kb.database import stamp
from kb.importers.reading import Progress, Refused
from kb.importers.website.addresses import AddressError, Site
from kb.importers.website.fetching import Fetched, Fetcher, FetchError, OtherHostError
from kb.importers.website.frontier import Frontier
from kb.importers.website.judging import Judge, digest, is_html, revision
from kb.importers.website.options import LONGEST_DELAY_S, MOST_BYTES, MOST_FAILURES, SiteOptions
from kb.importers.website.reading import PageError
from kb.importers.website.robots import Robots, RobotsError, read_robots
from kb.importers.website.sitemaps import read_sitemaps
from kb.passages import Passage
from kb.site_pages import FAILED, LEFT, READ, PageState

KEEP_FAILED = timedelta(days=30)
"""A page that fails longer than that is taken for gone."""
_GONE = frozenset({404, 410})


class SiteError(Exception):
    """A site that cannot be read at all; the reason. `passing`: it may be there another time."""

    def __init__(self, reason: str, passing: bool) -> None:
        super().__init__(reason)
        self.passing = passing


@dataclass
class Crawl:
    """What was found."""

    pages: dict[str, PageState] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    spared: set[str] = field(default_factory=set)
    """Pages whose passages stay as they are held."""
    refused: list[Refused] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """Why pages were left out, though nothing is wrong with them."""


def start_of(url: str) -> str:
    """The one way to write a site's first page. SiteError when it is no address."""
    try:
        site = Site.of(url)
    except AddressError as error:
        raise SiteError(str(error), passing=False) from error
    page = site.page(url)
    if page is None:
        raise SiteError(f"{url!r} is too long for an address", passing=False)
    return page


class Crawler:
    """Reads one site, once."""

    def __init__(
        self,
        start: str,
        fetcher: Fetcher,
        options: SiteOptions,
        known: Mapping[str, PageState],
        at: datetime,
        progress: Progress | None = None,
    ) -> None:
        self._start, self._fetcher, self._options, self._known, self._at = start, fetcher, options, known, at
        self._progress = progress
        self._site = Site.of(start)
        self._robots = Robots(None)
        self._listed: dict[str, date | None] = {}
        self._pages = Judge(self._site, options, lambda url: self._robots.allows(url), self._listed, at)
        self._frontier = Frontier(options.max_depth)
        self._visited: set[str] = set()
        self._other_files: set[str] = set()
        self._failures = 0
        self._revision = revision(options)
        self.found = Crawl()

    def run(self) -> Crawl:
        """Read the site. SiteError when it is not there, or robots.txt cannot be read."""
        self._begin()
        for url, depth in self._frontier:
            self._visit(url, depth)
            if self._is_over():
                break
        else:
            self._look_after_unlinked()
        self._keep_unseen()
        self._tell()
        return self.found

    def _begin(self) -> None:
        try:
            self._robots = read_robots(self._fetcher, self._site)
        except RobotsError as error:
            raise SiteError(f"{error}; nothing may be read then (RFC 9309)", passing=True) from error
        if self._robots.delay_s > LONGEST_DELAY_S:
            raise SiteError(
                f"its robots.txt asks for {self._robots.delay_s:g} s between two pages; ask the webmaster for less",
                passing=False,
            )
        if not self._robots.allows(self._start):
            raise SiteError(
                "its robots.txt forbids the first page; ask the webmaster to allow GuichetVocal", passing=False
            )
        pace = self._fetcher.pace
        pace.delay_s = max(pace.delay_s, self._robots.delay_s)
        self._frontier.add([self._start], 0)
        refused: list[tuple[str, str]] = []
        self._listed |= read_sitemaps(self._fetcher, self._site, self._robots, refused)
        self.found.refused += [Refused(url, 0, reason) for url, reason in refused]

    def _is_over(self) -> bool:
        return len(self._visited) >= self._options.max_pages or self._failures >= MOST_FAILURES

    def _look_after_unlinked(self) -> None:
        """Pages of the site map, then known ones to which no link leads any more: are they still there?"""
        self._frontier.add(self._listed, 1)
        for url, depth in self._frontier:
            if self._is_over():
                return
            self._visit(url, depth)
        for url in self._known:
            if self._is_over():
                return
            if url not in self._visited and self._known[url].state != LEFT and self._site.page(url) == url:
                self._visit(url, self._options.max_depth)

    def _keep_unseen(self) -> None:
        """What was not looked at this time stays as it was."""
        if not self._is_over():
            return
        for url, state in self._known.items():
            if url not in self._visited and self._robots.allows(url):
                self.found.pages[url] = state
                self.found.spared.add(url)

    def _visit(self, url: str, depth: int) -> None:
        if url in self._visited:
            return
        if not self._robots.allows(url):
            self.found.left_out["forbidden by robots.txt"] += 1
            return
        self._visited.add(url)
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
        if self._progress:
            seen = len(self._visited)
            self._progress(seen, min(seen + len(self._frontier), self._options.max_pages))

    def _fetch(self, url: str) -> Fetched:
        known = self._known.get(url)
        headers = {}
        if known and known.state != FAILED and known.revision == self._revision:
            asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
            headers = {name: value for name, value in asked.items() if value}
        return self._fetcher.fetch(url, self._site, MOST_BYTES, headers, is_html, self._robots.allows)

    def _fail(self, url: str, error: FetchError | PageError, depth: int) -> None:
        passing = isinstance(error, FetchError) and error.passing
        if url == self._start:
            raise SiteError(f"its first page cannot be read: {error}", passing) from error
        self._failures += passing
        self.found.refused.append(Refused(url, 0, str(error)))
        known = self._known.get(url)
        if known is None or not known.fetched_at:
            return
        if self._at - datetime.fromisoformat(known.fetched_at) <= KEEP_FAILED:
            self.found.pages[url] = replace(known, state=FAILED, reason=str(error))
            self.found.spared.add(url)
        self._frontier.add(known.links, depth + 1)

    def _take(self, asked: str, answer: Fetched, depth: int) -> None:
        url = self._site.page(answer.url) or answer.url
        if asked == self._start and not answer.url.startswith(f"{self._site.scheme}:"):
            raise SiteError(f"it leads to {answer.url}: give this address", passing=False)
        if url != asked:
            self.found.left_out["leads to another page"] += 1
            if url in self._visited:
                return
            if answer.status == 304:  # by what was known of the page that led here
                self._frontier.add([url], depth)
                return
            self._visited.add(url)
        if answer.status in _GONE:
            self._missing(url, answer.status)
        elif answer.status == 304 or self._is_same(url, answer):
            self._keep(url, depth)
        elif answer.status != 200:
            raise FetchError(f"the server answered {answer.status}", passing=False)
        else:
            self._judge(url, answer, depth)

    def _missing(self, url: str, status: int) -> None:
        if url == self._start:
            raise SiteError(f"its first page is not there ({status}); check the address", passing=False)
        self.found.left_out["not there"] += 1

    def _is_same(self, url: str, answer: Fetched) -> bool:
        known = self._known.get(url)
        same = known and known.digest == digest(answer) and known.revision == self._revision
        return bool(same) and known is not None and known.state != FAILED and answer.status == 200

    def _keep(self, url: str, depth: int) -> None:
        known = self._known[url]
        self.found.pages[url] = replace(known, fetched_at=stamp(self._at))
        if known.state == READ:
            self.found.spared.add(url)
        else:
            self.found.left_out[known.reason] += 1
        self._frontier.add(known.links, depth + 1)

    def _judge(self, url: str, answer: Fetched, depth: int) -> None:
        judged = self._pages.judge(url, answer)
        self.found.pages[url] = judged.page
        self.found.passages += judged.passages
        self._other_files |= judged.other_files
        if judged.page.reason:
            self.found.left_out[judged.page.reason] += 1
        self._frontier.add([judged.canonical] if judged.canonical else [], depth)
        self._frontier.add(judged.page.links, depth + 1)

    def _tell(self) -> None:
        """What the limits kept out."""
        left = self.found.left_out
        if self._other_files:
            left["PDF and other files"] += len(self._other_files)
        if self._failures >= MOST_FAILURES:
            where = self._site.at("/")
            self.found.refused.append(
                Refused(where, 0, f"{MOST_FAILURES} pages in a row failed; the rest was left alone")
            )
        elif self._frontier.rest():
            left[f"beyond max_pages = {self._options.max_pages}"] += len(self._frontier)
        if self._frontier.too_deep:
            left[f"deeper than max_depth = {self._options.max_depth}"] += self._frontier.too_deep
        for alike, count in self._frontier.trapped.items():
            left[f"too many addresses like {alike[:80]}"] += count
