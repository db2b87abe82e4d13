"""Addresses that a site lists itself, with the days its pages were changed (sitemaps.org)."""

import zlib
from collections.abc import Iterator
from datetime import date

from lxml import etree

from kb.importers.website.addresses import Site
from kb.importers.website.fetching import BusyError, Fetcher, FetchError
from kb.importers.website.robots import Robots

MOST_FILES = 20
MOST_ADDRESSES = 10_000
MOST_DEPTH = 2
"""Site maps that name site maps: one level is the rule (sitemaps.org), some sites have two."""
MOST_UNPACKED = 20_000_000
"""Bytes of a gzipped one."""
_GZIP = b"\x1f\x8b"


class SitemapError(Exception):
    """A site map that is not read; the reason."""


def read_sitemaps(
    fetcher: Fetcher, site: Site, robots: Robots, refused: list[tuple[str, str]]
) -> dict[str, date | None]:
    """Pages of the site and the day each was changed last (None: not told).

    `refused` gets the addresses and reasons of site maps that could not be read; none is needed. BusyError when the
    server wants to be left in peace.
    """
    usual = site.at("/sitemap.xml")
    waiting = [(url, 0) for url in dict.fromkeys([*robots.sitemaps, usual])]
    seen: set[str] = set()
    pages: dict[str, date | None] = {}
    while waiting and len(seen) < MOST_FILES and len(pages) < MOST_ADDRESSES:
        location, depth = waiting.pop(0)
        url = site.page(location, usual)
        if url is None or url in seen or not robots.allows(url):
            continue
        seen.add(url)
        try:
            root = _root(fetcher, site, robots, url)
        except BusyError:
            raise
        except (FetchError, SitemapError) as error:
            refused.append((url, str(error)))
            continue
        if root is not None:
            further = [(each, depth + 1) for each in _read(root, site, pages)]
            if further and depth >= MOST_DEPTH:
                refused.append((url, f"it names site maps {MOST_DEPTH + 1} levels deep; they are not read"))
            elif len(waiting) < MOST_FILES:
                waiting += further
    return pages


def _root(fetcher: Fetcher, site: Site, robots: Robots, url: str) -> "etree._Element | None":
    """None when there is no such file."""
    answer = fetcher.fetch(url, site, allowed=robots.allows)
    if answer.status != 200 or answer.content_type == "text/html":
        return None
    if answer.cut:
        raise SitemapError("it is too big")
    return parse(_unpacked(answer.body) if answer.body.startswith(_GZIP) else answer.body)


def _unpacked(data: bytes) -> bytes:
    """Of a .xml.gz, never more than is allowed."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacking.decompress(data, MOST_UNPACKED)
    except zlib.error as error:
        raise SitemapError("it cannot be unpacked") from error
    if unpacking.unconsumed_tail:
        raise SitemapError(f"it unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
    if not unpacking.eof:
        raise SitemapError("it ends in the middle")
    return unpacked


def parse(data: bytes) -> "etree._Element":
    """The root of a site map. SitemapError when it is no XML, or defines entities, which a site map never needs."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise SitemapError("it has a DOCTYPE")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SitemapError(f"it is no XML ({' '.join(str(error).split())[:120]})") from error
    if root.getroottree().docinfo.doctype:  # written in UTF-16
        raise SitemapError("it has a DOCTYPE")
    return root


def _read(root: "etree._Element", site: Site, pages: dict[str, date | None]) -> list[str]:
    """Note the pages of a site map; the site maps that it names."""
    further: list[str] = []
    for kind, location, changed in _entries(root):
        if kind == "sitemap":
            further.append(location)
        elif (url := site.page(location, site.at("/"))) and len(pages) < MOST_ADDRESSES:
            pages[url] = _day(changed)
    return further[:MOST_FILES]


def _entries(root: "etree._Element") -> Iterator[tuple[str, str, str]]:
    for entry in root:
        kind = _name(entry)
        if kind in ("url", "sitemap"):
            values = {_name(child): child.text or "" for child in entry}
            yield kind, values.get("loc", "").strip(), values.get("lastmod", "").strip()


def _name(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
