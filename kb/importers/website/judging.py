"""What a page that came is good for: its passages, or why there are none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from kb.database import stamp
from kb.importers.website.addresses import Site
from kb.importers.website.cutting import passages_of
from kb.importers.website.extracting import extract
from kb.importers.website.fetching import Fetched
from kb.importers.website.options import MOST_BYTES, SiteOptions
from kb.importers.website.reading import Head, PageError, parse, read_head
from kb.importers.website.text import decode, is_binary, without_controls
from kb.passages import Passage
from kb.site_pages import LEFT, READ, PageState

REVISION = "1"
"""Of how passages are made; another one, and pages that did not change are made into passages anew."""
_HTML = frozenset({"", "text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class Judged:
    """A page, its passages, and where it leads."""

    page: PageState
    passages: tuple[Passage, ...] = ()
    canonical: str = ""
    """The page to read instead of it."""
    other_files: frozenset[str] = frozenset()


class Judge:
    """Judges the pages of one reading, which it compares with each other."""

    def __init__(
        self,
        site: Site,
        options: SiteOptions,
        allowed: Callable[[str], bool],
        listed: Mapping[str, date | None],
        at: datetime,
    ) -> None:
        self._site, self._allowed, self._listed, self._at = site, allowed, listed, at
        self._max_age = timedelta(days=options.max_age_days)
        self.revision = revision(options)
        self._texts: dict[str, str] = {}
        self._canonical: dict[str, str] = {}

    def judge(self, url: str, answer: Fetched) -> Judged:
        """What a page is good for. PageError when it cannot be read."""
        if not is_html(answer):
            return self._left(url, answer, f"not a page ({answer.content_type[:60]})")
        if answer.cut:
            raise PageError(f"it is bigger than {MOST_BYTES // 1_000_000} MB")
        if is_binary(answer.body):
            return self._left(url, answer, "not a page (binary)")
        tree = parse(without_controls(decode(answer.body, answer.headers.get("content-type", ""))))
        head = read_head(tree, url, self._site, answer.headers.get("x-robots-tag", ""))
        reason = self._unwanted(url, head)
        if reason:
            return self._left(url, answer, reason, head)
        content = extract(tree, url, self._at.date(), self._listed.get(url))
        passages = tuple(passages_of(content, url, self._max_age))
        reason = self._duplicate(url, passages) if passages else "no text"
        if reason:
            return self._left(url, answer, reason, head)
        return Judged(self._state(url, READ, answer, "", head.links), passages, other_files=head.other_files)

    def _unwanted(self, url: str, head: Head) -> str:
        """Why a page's text is not for us; empty when it is."""
        if not head.index:
            return "not to be indexed (noindex)"
        if head.language and head.language != "fr":
            return "in another language"
        # Two pages that name each other: the second one read is kept.
        if head.canonical and self._canonical.get(head.canonical) != url and self._allowed(head.canonical):
            self._canonical[url] = head.canonical
            return "the same as another page (canonical)"
        return ""

    def _duplicate(self, url: str, passages: tuple[Passage, ...]) -> str:
        text = sha256("\n".join(f"{each.title}\n{each.text}" for each in passages).encode()).hexdigest()
        return "" if self._texts.setdefault(text, url) == url else "the same text as another page"

    def _left(self, url: str, answer: Fetched, reason: str, head: Head | None = None) -> Judged:
        if head is None:
            return Judged(self._state(url, LEFT, answer, reason, ()))
        canonical = self._canonical.get(url, "")
        links = (*head.links, canonical) if canonical else head.links
        return Judged(self._state(url, LEFT, answer, reason, links), (), canonical, head.other_files)

    def _state(self, url: str, state: str, answer: Fetched, reason: str, links: tuple[str, ...]) -> PageState:
        return PageState(
            url=url,
            state=state,
            reason=reason,
            etag=answer.headers.get("etag", "")[:200],
            last_modified=answer.headers.get("last-modified", "")[:100],
            digest=digest(answer),
            revision=self.revision,
            links=links,
            fetched_at=stamp(self._at),
        )


def revision(options: SiteOptions) -> str:
    """What passages depend on besides the page."""
    return f"{REVISION} {options.max_age_days}"


def is_html(answer: Fetched) -> bool:
    """Whether the server says that it is a page."""
    return answer.content_type in _HTML


def digest(answer: Fetched) -> str:
    """Of a page's bytes; empty when they were not read."""
    return sha256(answer.body).hexdigest() if answer.body else ""
