"""Reading a site: its pages in turn, then the PDF files that they lead to."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from kb.importers.reading import Progress
from kb.importers.website.addresses import AddressError, Site
from kb.importers.website.fetching import BusyError, Fetcher
from kb.importers.website.found import Found, SiteError
from kb.importers.website.frontier import Frontier
from kb.importers.website.judging import Judge
from kb.importers.website.options import LONGEST_DELAY_S, SiteOptions
from kb.importers.website.pdf import is_pdf_address
from kb.importers.website.robots import Robots, RobotsError, read_robots
from kb.importers.website.sitemaps import read_sitemaps
from kb.importers.website.visiting import Visitor
from kb.site_pages import LEFT, PageState


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


def crawl(
    start: str,
    fetcher: Fetcher,
    options: SiteOptions,
    known: Mapping[str, PageState],
    at: datetime,
    progress: Progress | None = None,
) -> Found:
    """Read a site. SiteError when it is not there, wants to be left in peace, or robots.txt cannot be read."""
    robots = _robots(start, fetcher)
    fetcher.pace.delay_s = max(fetcher.pace.delay_s, robots.delay_s)
    refused: list[tuple[str, str]] = []
    try:
        listed = read_sitemaps(fetcher, Site.of(start), robots, refused)
    except BusyError as error:
        raise SiteError(str(error), passing=True) from error
    crawler = Crawler(start, fetcher, robots, listed, options, known, at, progress)
    for url, reason in refused:
        crawler.found.refuse(url, reason)
    return crawler.run()


def _robots(start: str, fetcher: Fetcher) -> Robots:
    try:
        robots = read_robots(fetcher, Site.of(start))
    except RobotsError as error:
        raise SiteError(f"{error}; nothing may be read then (RFC 9309)", passing=True) from error
    if robots.delay_s > LONGEST_DELAY_S:
        raise SiteError(
            f"its robots.txt asks for {robots.delay_s:g} s between two pages; ask the webmaster for less",
            passing=False,
        )
    if not robots.allows(start):
        raise SiteError("its robots.txt forbids the first page; ask the webmaster to allow GuichetVocal", passing=False)
    return robots


class Crawler:
    """Reads one site, once: what is read, in which order, and when to stop."""

    def __init__(
        self,
        start: str,
        fetcher: Fetcher,
        robots: Robots,
        listed: Mapping[str, date | None],
        options: SiteOptions,
        known: Mapping[str, PageState],
        at: datetime,
        progress: Progress | None = None,
    ) -> None:
        self._site, self._robots, self._options = Site.of(start), robots, options
        self._listed, self._known, self._progress = listed, known, progress
        self._frontier = Frontier(options.max_depth)
        self._pdfs: dict[str, int] = {}
        """Addresses, and how many links they are from the first page."""
        self._pages = 0
        judge = Judge(self._site, options, robots.allows, listed, known, at)
        self._visitor = Visitor(start, fetcher, robots, judge, known, at, self._follow)
        self._follow([start], 0)
        self.found: Found = self._visitor.found

    def run(self) -> Found:
        """Read the site. SiteError when it is not there."""
        self._read_pages()
        if not self._is_over():
            self._read_unlinked()
        wanted = list(self._pdfs)[: self._options.max_pdfs]
        for url in wanted:
            if not self._visitor.trouble:
                self._visit(url, self._pdfs[url])
        self._keep_unseen(frozenset(self._pdfs) - frozenset(wanted))
        self._tell()
        return self.found

    def _follow(self, links: Iterable[str], depth: int) -> None:
        pages = []
        for url in links:
            if not is_pdf_address(url):
                pages.append(url)
            elif depth <= self._options.max_depth:
                self._pdfs.setdefault(url, depth)
        self._frontier.add(pages, depth)

    def _is_over(self) -> bool:
        return self._pages >= self._options.max_pages or bool(self._visitor.trouble)

    def _read_pages(self) -> None:
        for url, depth in self._frontier:
            self._pages += self._visit(url, depth)
            if self._is_over():
                return

    def _read_unlinked(self) -> None:
        """Pages of the site map, then known ones to which no link leads any more: are they still there?"""
        self._follow(self._listed, 1)
        self._read_pages()
        for url, page in self._known.items():
            if self._is_over():
                return
            if page.state == LEFT or url in self._visitor.visited or self._site.page(url) != url:
                continue
            if is_pdf_address(url):
                self._pdfs.setdefault(url, self._options.max_depth)
            else:
                self._pages += self._visit(url, self._options.max_depth)

    def _visit(self, url: str, depth: int) -> bool:
        asked = self._visitor.visit(url, depth)
        if self._progress and asked:
            seen = len(self._visitor.visited)
            pages = min(self._pages + 1 + len(self._frontier), self._options.max_pages)
            self._progress(seen, max(seen, pages + min(len(self._pdfs), self._options.max_pdfs)))
        return asked

    def _keep_unseen(self, pdfs_beyond: frozenset[str]) -> None:
        """What was not looked at this time stays as it was."""
        for url, state in self._known.items():
            cut = (pdfs_beyond and is_pdf_address(url) and self._options.max_pdfs) or self._is_over()
            if cut and url not in self._visitor.visited and self._robots.allows(url):
                self.found.keep(state)

    def _tell(self) -> None:
        """What the limits kept out."""
        left = self.found.left_out
        if self.found.other_files:
            left["pictures, spreadsheets and other files"] += len(self.found.other_files)
        if self._visitor.trouble:
            self.found.refuse(self._site.at("/"), self._visitor.trouble)
        elif len(self._frontier):
            left[f"beyond max_pages = {self._options.max_pages}"] += len(self._frontier)
        beyond = len(self._pdfs) - self._options.max_pdfs
        if beyond > 0:
            left[f"PDF files beyond max_pdfs = {self._options.max_pdfs}"] += beyond
        if self._frontier.too_deep:
            left[f"deeper than max_depth = {self._options.max_depth}"] += self._frontier.too_deep
        for alike, count in self._frontier.trapped.items():
            left[f"too many addresses like {alike[:80]}"] += count
