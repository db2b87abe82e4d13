"""What a page or a PDF that came is good for: its passages, or why there are none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from kb.database import stamp
from kb.importers.website.addresses import Site
from kb.importers.website.ages import known_since
from kb.importers.website.cutting import passages_of
from kb.importers.website.extracting import Content, extract
from kb.importers.website.fetching import Fetched
from kb.importers.website.heads import Head, PageError, parse, read_head, robots_directives
from kb.importers.website.options import MOST_BYTES, MOST_PDF_BYTES, SiteOptions
from kb.importers.website.pdf import PdfRefusedError, is_pdf_address, pdf_content
from kb.importers.website.text import decode, is_binary, without_controls
from kb.passages import Passage
from kb.site_pages import LEFT, READ, REFUSED, PageState

REVISION = "2"
"""Of how passages are made; another one, and pages that did not change are made into passages anew."""
MOST_PDF_PASSAGES = 400
_HTML = frozenset({"", "text/html", "application/xhtml+xml"})
_PDF = "application/pdf"
_UNTOLD = frozenset({"application/octet-stream", "binary/octet-stream", "application/force-download"})


@dataclass(frozen=True)
class Judged:
    """A page, its passages, and where it leads."""

    page: PageState
    passages: tuple[Passage, ...] = ()
    canonical: str = ""
    """The page to read instead of it."""
    other_files: frozenset[str] = frozenset()


class Judge:
    """Judges the pages of one reading, which it compares with each other and with what was known of them."""

    def __init__(
        self,
        site: Site,
        options: SiteOptions,
        allowed: Callable[[str], bool],
        listed: Mapping[str, date | None],
        known: Mapping[str, PageState],
        at: datetime,
    ) -> None:
        self._site, self._options, self._allowed = site, options, allowed
        self._listed, self._known, self._at = listed, known, at
        self.revision = revision(options)
        self._texts: dict[str, str] = {}
        self._canonical: dict[str, str] = {}

    def limit(self, head: Fetched) -> int:
        """Bytes to read of an answer with this head."""
        if is_html(head):
            return MOST_BYTES
        return MOST_PDF_BYTES if self._options.max_pdfs and is_pdf(head) else 0

    def judge(self, url: str, answer: Fetched) -> Judged:
        """What a page is good for. PageError when it cannot be read."""
        if is_pdf(answer) and self._options.max_pdfs:
            return self._judge_pdf(url, answer)
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
        return self._read(url, answer, content, passages_of(content, url), head)

    def _judge_pdf(self, url: str, answer: Fetched) -> Judged:
        if robots_directives(answer.headers.get("x-robots-tag", "")) & {"noindex", "none"}:
            return self._left(url, answer, "not to be indexed (noindex)")
        if answer.cut:
            return self._refused(url, answer, f"it is bigger than {MOST_PDF_BYTES // 1_000_000} MB")
        try:
            content = pdf_content(answer.body, url, self._at.date())
        except PdfRefusedError as error:
            return self._refused(url, answer, str(error))
        return self._read(url, answer, content, passages_of(content, url, MOST_PDF_PASSAGES), None)

    def _read(self, url: str, answer: Fetched, content: Content, passages: list[Passage], head: Head | None) -> Judged:
        text = sha256("\n".join(f"{each.title}\n{each.text}" for each in passages).encode()).hexdigest()
        reason = "" if passages else "no text"
        if passages and self._texts.setdefault(text, url) != url:
            reason = "the same text as another page"
        if reason:
            return self._left(url, answer, reason, head)
        since = known_since(text, self._known.get(url), answer.headers.get("last-modified", ""), self._at.date())
        # A machine that tells a younger day than that on which the same text was seen tells of something else.
        dated = content.dated if content.written or not content.dated else min(content.dated, since)
        until = self._holds_until(dated, since)
        links, files = (head.links, head.other_files) if head else ((), frozenset())
        state = replace(self._state(url, READ, answer, "", links), text_digest=text, since=since.isoformat())
        aged = tuple(replace(each, dated=dated, valid_until=until) for each in passages)
        return Judged(state, aged, other_files=files)

    def _holds_until(self, dated: date | None, since: date) -> date:
        options = self._options
        if dated:
            return dated + timedelta(days=options.max_age_days)
        return since + timedelta(days=options.max_undated_days)

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

    def _refused(self, url: str, answer: Fetched, reason: str) -> Judged:
        return Judged(self._state(url, REFUSED, answer, reason, ()))

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
    return f"{REVISION} {options.max_age_days} {options.max_undated_days} {options.max_pdfs > 0}"


def is_html(answer: Fetched) -> bool:
    """Whether the server says that it is a page."""
    return answer.content_type in _HTML and not is_pdf(answer)


def is_pdf(answer: Fetched) -> bool:
    """Whether the server says that it is a PDF, or its address does where the server does not know."""
    untold = answer.content_type in _UNTOLD or not answer.content_type
    return answer.content_type == _PDF or (untold and is_pdf_address(answer.url))


def digest(answer: Fetched) -> str:
    """Of a page's bytes; empty when they were not read."""
    return sha256(answer.body).hexdigest() if answer.body else ""
