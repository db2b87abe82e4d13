"""What the site asks of readers, and what it lists itself."""

import gzip
from collections.abc import Callable

import pytest

from kb.importers.website.found import SiteError
from kb.store import Store
from tests.kb.website.conftest import Clock, Reader
from tests.kb.website.server import Answer, Web, page, redirect
from tests.kb.website.test_crawling import HALL, HOME, POOL

Texts = Callable[[], dict[str, str]]
XML = {"Content-Type": "application/xml"}


@pytest.fixture
def town(web: Web) -> Web:
    web.routes = {"/": page(HOME, "/piscine /prive/salle"), "/piscine": page(POOL), "/prive/salle": page(HALL)}
    return web


def _robots(web: Web, *lines: str) -> None:
    web.routes["/robots.txt"] = Answer("\n".join(lines).encode(), 200, {"Content-Type": "text/plain"})


def test_forbidden_pages_are_not_asked_for(town: Web, read: Reader, texts: Texts) -> None:
    _robots(town, "User-agent: *", "Disallow: /prive/")
    assert "1 × forbidden by robots.txt" in read().notes
    assert town.pages_asked() == ["/", "/piscine"]


def test_rules_for_us_alone(town: Web, read: Reader) -> None:
    _robots(town, "User-agent: *", "Disallow: /", "", "User-agent: guichetvocal", "Disallow: /piscine")
    read()
    assert town.pages_asked() == ["/", "/prive/salle"]


def test_a_page_that_becomes_forbidden_leaves(town: Web, read: Reader, texts: Texts) -> None:
    read()
    _robots(town, "User-agent: *", "Disallow: /prive/")
    assert read().gone == 1
    assert "/prive/salle" not in texts()


def test_a_redirect_does_not_lead_round_the_rules(town: Web, read: Reader, texts: Texts) -> None:
    _robots(town, "User-agent: *", "Disallow: /prive/")
    town.routes["/piscine"] = redirect("/prive/salle")
    summary = read()
    assert "/prive/salle" not in town.asked
    assert "robots.txt forbids" in summary.refused[0].reason


def test_a_site_that_forbids_everything(town: Web, read: Reader) -> None:
    _robots(town, "User-agent: *", "Disallow: /")
    with pytest.raises(SiteError, match=r"robots\.txt forbids the first page"):
        read()
    assert town.asked == ["/robots.txt"]


def test_crawl_delay(town: Web, read: Reader, clock: Clock) -> None:
    _robots(town, "User-agent: *", "Crawl-delay: 7")
    read()
    assert set(clock.slept[1:]) == {7.0}


def test_an_endless_crawl_delay(town: Web, read: Reader) -> None:
    _robots(town, "User-agent: *", "Crawl-delay: 3600")
    with pytest.raises(SiteError, match="3600 s between two pages"):
        read()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_means_no_rules(town: Web, read: Reader, status: int) -> None:
    town.routes["/robots.txt"] = Answer(b"", status)
    assert read().new == 3


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_out_of_reach_means_no_reading(town: Web, read: Reader, texts: Texts, status: int) -> None:
    read()
    town.asked.clear()
    town.routes["/robots.txt"] = Answer(b"", status)
    with pytest.raises(SiteError, match=rf"robots.txt cannot be read.*{status}") as raised:
        read()
    assert raised.value.passing
    assert town.asked == ["/robots.txt"]
    assert len(texts()) == 3


def test_robots_that_is_no_text_has_no_rule(town: Web, read: Reader) -> None:
    town.routes["/robots.txt"] = Answer(bytes(range(256)) * 4000)
    assert read().new == 3


def test_pages_of_the_site_map_are_read_with_their_dates(web: Web, read: Reader, store: Store) -> None:
    web.routes = {
        "/": page(HOME),
        "/piscine": page(POOL, title="Piscine"),
        "/sitemap.xml": Answer(
            f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc>{web.url}/piscine</loc><lastmod>2026-10-01T08:00:00+02:00</lastmod></url>
            <url><loc>https://ailleurs.example/x</loc></url></urlset>""".encode(),
            200,
            XML,
        ),
    }
    read()
    assert str(store.passages.search(["piscine ouverte"])[0].passage.dated) == "2026-10-01"


def test_site_maps_of_site_maps_and_of_robots(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": page(HOME),
        "/piscine": page(POOL),
        "/plan.xml": Answer(b"<sitemapindex><sitemap><loc>/un.xml</loc></sitemap></sitemapindex>", 200, XML),
        "/un.xml": Answer(b"<urlset><url><loc>/piscine</loc></url></urlset>", 200, XML),
    }
    _robots(web, f"Sitemap: {web.url}/plan.xml")
    read()
    assert set(texts()) == {"/", "/piscine"}


def _index(*names: str) -> bytes:
    return (
        b"<sitemapindex>"
        + b"".join(b"<sitemap><loc>%s</loc></sitemap>" % name.encode() for name in names)
        + (b"</sitemapindex>")
    )


def _map(*names: str) -> bytes:
    return b"<urlset>" + b"".join(b"<url><loc>%s</loc></url>" % name.encode() for name in names) + b"</urlset>"


def test_gzipped_site_maps(web: Web, read: Reader, texts: Texts) -> None:
    """As the file is, and as a server packs what it sends."""
    gz = {"Content-Type": "application/x-gzip"}
    web.routes = {
        "/": page(HOME),
        "/piscine": page(POOL),
        "/salle": page(HALL),
        "/sitemap.xml": Answer(
            gzip.compress(_index("/a.xml.gz", "/b.xml.gz")), 200, XML | {"Content-Encoding": "gzip"}
        ),
        "/a.xml.gz": Answer(gzip.compress(_map("/piscine")), 200, gz),
        "/b.xml.gz": Answer(gzip.compress(gzip.compress(_map("/salle"))), 200, gz | {"Content-Encoding": "gzip"}),
    }
    assert read().refused == ()
    assert set(texts()) == {"/", "/piscine", "/salle"}


def test_site_maps_too_deep(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {"/": page(HOME), "/piscine": page(POOL), "/salle": page(HALL)}
    levels = {"/sitemap.xml": "/1.xml", "/1.xml": "/2.xml", "/2.xml": "/3.xml"}
    web.routes |= {path: Answer(_index(named), 200, XML) for path, named in levels.items()}
    web.routes |= {"/2.xml": Answer(_map("/piscine"), 200, XML), "/3.xml": Answer(_map("/salle"), 200, XML)}
    read()
    assert set(texts()) == {"/", "/piscine"}
    web.routes["/2.xml"] = Answer(_index("/3.xml"), 200, XML)
    (refused,) = read().refused
    assert (str(refused.file), refused.reason) == (
        f"{web.url}/2.xml",
        "it names site maps 3 levels deep; they are not read",
    )


def test_site_maps_that_name_each_other_end(web: Web, read: Reader) -> None:
    web.routes = {"/": page(HOME)}
    named = b"<sitemapindex>" + b"".join(b"<sitemap><loc>/s%d.xml</loc></sitemap>" % number for number in range(60))
    web.routes |= {f"/s{number}.xml": Answer(named + b"</sitemapindex>", 200, XML) for number in range(60)}
    web.routes["/sitemap.xml"] = web.routes["/s0.xml"]
    read()
    assert len(web.asked) == 22  # robots.txt, the first page, and 20 site maps


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]><urlset>&c;</urlset>'


# mtime=0: gzip writes the time into its header, and each worker would name its tests differently.
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (BOMB.encode(), "DOCTYPE"),
        (BOMB.replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16"), "DOCTYPE|no XML"),
        (b"<urlset><url>", "no XML"),
        (b"", "no XML"),
        (b"<a>" * 5000, "no XML"),
        (b"<urlset>" + b" " * 5_000_001, "too big"),
        (gzip.compress(b" " * 30_000_000, mtime=0), "unpacks to more than 20 MB"),
        (gzip.compress(b"<urlset></urlset>", mtime=0)[:-9], "ends in the middle"),
        (b"\x1f\x8b nothing", "cannot be unpacked"),
    ],
)
def test_a_hostile_site_map_is_left_alone(web: Web, read: Reader, body: bytes, reason: str) -> None:
    web.routes = {"/": page(HOME), "/sitemap.xml": Answer(body, 200, XML)}
    (refused,) = read().refused
    assert any(each in refused.reason for each in reason.split("|"))
