"""What the head and the links of a page tell: may it be kept, where does it lead."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from kb.importers.website.addresses import Site
from kb.importers.website.options import AGENT
from kb.importers.website.text import clean

MOST_LINKS = 500
MOST_ELEMENTS = 20_000
"""Of a page; more is no page that a person reads, and takes minutes."""
_OTHER_FILES = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|od[tspg]|csv|ics|rtf|txt|zip|rar|7z|gz|tar|exe|dmg|apk|jpe?g|png|gif|webp|avif|svg|ico|"
    r"bmp|tiff?|mp[34]|m4[av]|ogg|wav|avi|mov|webm|css|js|mjs|json|xml|rss|atom|woff2?|ttf|eot)$",
    re.I,
)
_NAMES = frozenset({"robots", AGENT.lower()})


class PageError(Exception):
    """A page that cannot be read; the reason."""


@dataclass(frozen=True)
class Head:
    """What a page says of itself."""

    index: bool
    """Whether its text may be kept."""
    language: str
    """Two letters; empty when not told."""
    canonical: str
    """The address it should be known by, when that is another one of this site."""
    links: tuple[str, ...]
    other_files: frozenset[str]
    """Files that it leads to, which are not read: pictures, spreadsheets… PDF files are among the links."""


def parse(text: str) -> Any:
    """The tree of a page. PageError when there is none, or when it is too big."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PageError("it has no content") from error
    for count, _ in enumerate(tree.iter()):
        if count > MOST_ELEMENTS:
            raise PageError(f"it has more than {MOST_ELEMENTS} elements")
    return tree


def read_head(tree: Any, url: str, site: Site, robots_header: str) -> Head:
    """What the page and its X-Robots-Tag header tell."""
    said = _directives(tree, robots_header)
    base = _base(tree, url)
    links, others = ((), frozenset[str]()) if said & {"nofollow", "none"} else _links(tree, base, site)
    return Head(
        index=not said & {"noindex", "none"},
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()[:2],
        canonical=_canonical(tree, base, url, site),
        links=links,
        other_files=others,
    )


def robots_directives(header: str, told: Iterable[str] = ()) -> set[str]:
    """What an X-Robots-Tag header, and what is `told` elsewhere, ask of us: noindex, nofollow…"""
    told = list(told)
    for part in header.split(","):
        name, colon, value = part.partition(":")
        if not colon or name.strip().lower() in _NAMES:  # "otherbot: noindex" is not for us
            told.append(value if colon else name)
    return {word.strip().lower() for each in told for word in each.split(",")}


def _directives(tree: Any, header: str) -> set[str]:
    metas = (meta for meta in tree.iter("meta") if meta.get("name", "").strip().lower() in _NAMES)
    return robots_directives(header, (meta.get("content", "") for meta in metas))


def _base(tree: Any, url: str) -> str:
    """What links are told from: the first <base> that says so, itself told from the page (HTML, 4.2.3)."""
    given = next((base.get("href") for base in tree.iter("base") if base.get("href") is not None), "").strip()
    try:
        base = urljoin(url, given)
    except ValueError:
        return url
    return base if base.lower().startswith(("http://", "https://")) else url


def _canonical(tree: Any, base: str, url: str, site: Site) -> str:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split() and link.get("href"):
            target = site.page(link.get("href"), base)
            return target if target and target != url else ""
    return ""


def _links(tree: Any, base: str, site: Site) -> tuple[tuple[str, ...], frozenset[str]]:
    links: dict[str, None] = {}
    others: set[str] = set()
    for anchor in tree.iter("a", "area"):
        href = clean(anchor.get("href") or "")
        if not href or href.startswith("#") or "nofollow" in anchor.get("rel", "").lower().split():
            continue
        page = site.page(href, base)
        if page is None:
            continue
        if _OTHER_FILES.search(page.partition("?")[0]):
            others.add(page)
        elif len(links) < MOST_LINKS:
            links[page] = None
    return tuple(links), frozenset(others)
