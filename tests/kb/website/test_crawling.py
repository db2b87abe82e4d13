"""The crawler against a real server on loopback."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kb.importers.website.found import SiteError
from kb.site_pages import FAILED, LEFT, READ
from kb.store import Store
from tests.kb.conftest import MORNING
from tests.kb.website.conftest import Clock, Reader
from tests.kb.website.server import Answer, Web, page, redirect

Texts = Callable[[], dict[str, str]]
POOL = "<p>La piscine est ouverte tous les jours de la semaine, sauf le lundi matin.</p>"
HALL = "<p>La salle des fêtes se loue auprès de la mairie, deux mois à l'avance.</p>"
HOME = "<p>Bienvenue sur le site de la commune, au bord de la rivière.</p>"


@pytest.fixture
def town(web: Web) -> Web:
    """A home page and two others."""
    web.routes = {
        "/": page(HOME, "/piscine /salle", title="Accueil"),
        "/piscine": page(POOL, title="Piscine"),
        "/salle": page(HALL, title="Salle des fêtes"),
    }
    web.etags = True
    return web


def _counts(summary: object) -> tuple[int, ...]:
    return tuple(getattr(summary, name) for name in ("new", "changed", "same", "gone"))


def test_the_pages_of_a_site_become_passages(town: Web, read: Reader, texts: Texts, store: Store) -> None:
    assert _counts(read()) == (3, 0, 0, 0)
    assert texts()["/piscine"] == "La piscine est ouverte tous les jours de la semaine, sauf le lundi matin."
    found = store.passages.search(["quand est ouverte la piscine"])[0].passage
    assert (found.url, found.title) == (f"{town.url}/piscine", "Piscine")


def test_reading_again_asks_whether_pages_changed(town: Web, read: Reader, texts: Texts) -> None:
    read()
    before = texts()
    town.headers.clear()
    assert _counts(read()) == (0, 0, 3, 0)
    assert texts() == before
    assert sum("if-none-match" in headers for headers in town.headers) == 3


def test_without_etags_the_same_bytes_are_the_same_page(town: Web, read: Reader) -> None:
    town.etags = False
    read()
    assert _counts(read()) == (0, 0, 3, 0)


def test_a_changed_page_is_changed_and_found_by_its_new_words(town: Web, read: Reader, store: Store) -> None:
    read()
    town.routes["/piscine"] = page("<p>Le bassin nordique ferme pour travaux en décembre.</p>", title="Piscine")
    assert _counts(read()) == (0, 1, 2, 0)
    assert "nordique" in store.passages.search(["bassin nordique"])[0].passage.text


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_leaves(town: Web, read: Reader, texts: Texts, status: int) -> None:
    read()
    town.routes["/salle"] = Answer(b"", status)
    assert _counts(read()) == (0, 0, 2, 1)
    assert "/salle" not in texts()


@pytest.mark.parametrize("status", [500, 503, 429, 403])
def test_a_page_in_trouble_stays_as_it_was(town: Web, read: Reader, texts: Texts, store: Store, status: int) -> None:
    read()
    town.routes["/salle"] = Answer(b"", status)
    summary = read()
    assert _counts(summary) == (0, 0, 3, 0)
    assert "/salle" in texts()
    (refused,) = summary.refused
    assert str(refused) == f"{town.url}/salle: the server answered {status}"
    assert store.site_pages.of(f"{town.url}/")[f"{town.url}/salle"].state == FAILED


def test_a_page_in_trouble_for_a_month_leaves(town: Web, read: Reader, texts: Texts) -> None:
    read()
    town.routes["/salle"] = Answer(b"", 500)
    read(MORNING + timedelta(days=20))
    assert "/salle" in texts()
    assert read(MORNING + timedelta(days=31)).gone == 1
    assert "/salle" not in texts()


def test_a_page_that_recovers_is_read_in_full(town: Web, read: Reader, store: Store) -> None:
    read()
    good = town.routes["/salle"]
    town.routes["/salle"] = Answer(b"", 500)
    read()
    town.routes["/salle"] = good
    assert _counts(read()) == (0, 0, 3, 0)
    assert store.site_pages.of(f"{town.url}/")[f"{town.url}/salle"].state == READ


def test_what_a_failing_page_led_to_is_still_read(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": page(HOME, "/rubrique", title="Accueil"),
        "/rubrique": page("<p>Les pages de cette rubrique parlent de sport.</p>", "/piscine", title="Sport"),
        "/piscine": page(POOL, title="Piscine"),
    }
    read()
    web.routes["/rubrique"] = Answer(b"", 502)
    web.routes["/piscine"] = page("<p>La piscine ferme au mois de janvier.</p>", title="Piscine")
    assert read().changed == 1
    assert "janvier" in texts()["/piscine"]


def test_a_page_without_a_link_any_more_stays_while_it_is_there(town: Web, read: Reader, texts: Texts) -> None:
    read()
    town.routes["/"] = page(HOME, "/piscine", title="Accueil")
    read()
    assert "/salle" in texts()


def test_a_first_page_in_trouble_changes_nothing(town: Web, read: Reader, texts: Texts) -> None:
    read()
    town.routes["/"] = Answer(b"", 503)
    with pytest.raises(SiteError, match="first page cannot be read: the server answered 503") as raised:
        read()
    assert raised.value.passing
    assert len(texts()) == 3


def test_a_site_that_lost_most_of_its_pages_changes_nothing(web: Web, read: Reader, texts: Texts) -> None:
    numbers = [str(number) for number in range(12)]
    web.routes = {"/": page(HOME, " ".join(f"/p{each}" for each in numbers))}
    web.routes |= {f"/p{each}": page(f"<p>La page numéro {each} parle des associations.</p>") for each in numbers}
    read()
    for each in numbers:
        web.routes[f"/p{each}"] = page("<p>Le site est en travaux, revenez plus tard.</p>")
    with pytest.raises(SiteError, match="11 of 13 pages would be lost"):
        read()
    assert "associations" in texts()["/p3"]
    assert read(max_loss_percent=100).gone == 11


def test_only_one_host(web: Web, read: Reader) -> None:
    web.routes = {
        "/": page(
            HOME, "http://localhost:1/ailleurs https://example.org/ mailto:a@b.c javascript:x() tel:3939 /dehors"
        ),
        "/dehors": redirect("http://localhost:1/ailleurs"),
    }
    summary = read()
    assert web.pages_asked() == ["/", "/dehors"]
    assert "1 × leads to another host" in summary.notes
    assert summary.refused == ()


def test_a_first_page_on_another_host_names_it(web: Web, read: Reader) -> None:
    web.routes = {"/": redirect("https://www.commune.example/")}
    with pytest.raises(SiteError, match=r"give https://www.commune.example/ instead"):
        read()


def test_a_redirect_within_the_site_is_followed_once(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": page(HOME, "/ancien /nouveau"),
        "/ancien": redirect("/nouveau", 301),
        "/nouveau": page(POOL, title="Piscine"),
    }
    read()
    assert set(texts()) == {"/", "/nouveau"}


def test_redirects_without_end(web: Web, read: Reader) -> None:
    web.routes = {"/": page(HOME, "/a /c0"), "/a": redirect("/b"), "/b": redirect("/a")}
    web.routes |= {f"/c{number}": redirect(f"/c{number + 1}") for number in range(30)}
    reasons = {str(refused.file).rpartition("/")[2]: refused.reason for refused in read().refused}
    assert reasons == {"a": "its redirects do not end", "c0": "its redirects do not end"}


def test_one_request_a_second(town: Web, read: Reader, clock: Clock) -> None:
    read()
    assert len(town.asked) == 5  # robots.txt, sitemap.xml, three pages
    assert clock.slept == [1.0] * 4


def test_a_server_that_asks_for_peace_is_asked_more_slowly(town: Web, read: Reader, clock: Clock) -> None:
    town.routes["/piscine"] = Answer(b"", 429)
    read()
    assert clock.slept == [1.0, 1.0, 1.0, 2.0]


def test_a_server_that_keeps_failing_is_left_alone(web: Web, read: Reader) -> None:
    web.routes = {"/": page(HOME, " ".join(f"/x{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))}
    web.fallback = lambda path: Answer(b"", 500 if path.startswith("/x") else 404)
    summary = read()
    assert len(web.pages_asked()) == 11
    assert summary.refused[-1].reason == "10 pages in a row failed; the rest was left alone"


def test_the_webmaster_sees_who_reads(town: Web, read: Reader) -> None:
    read(contact="informatique@commune.example")
    assert {headers["user-agent"] for headers in town.headers} == {"GuichetVocal/1.0 (+informatique@commune.example)"}


def test_most_pages(town: Web, read: Reader, texts: Texts) -> None:
    read()
    town.routes["/piscine"] = page("<p>Une autre phrase que celle d'avant.</p>", title="Piscine")
    summary = read(max_pages=1)
    assert len(texts()) == 3  # what was not looked at stays
    assert "2 × beyond max_pages = 1" in summary.notes


def test_most_depth(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {"/": page(HOME, "/1"), "/1": page(POOL, "/2"), "/2": page(HALL)}
    summary = read(max_depth=1)
    assert set(texts()) == {"/", "/1"}
    assert "1 × deeper than max_depth = 1" in summary.notes


def test_an_endless_calendar_ends(web: Web, read: Reader) -> None:
    web.routes = {"/": page(HOME, "/agenda?jour=1 /archives/1")}

    def next_page(path: str) -> Answer:
        stem, number = path[: len(path.rstrip("0123456789"))], int(path[len(path.rstrip("0123456789")) :] or 0)
        if not number:
            return Answer(b"", 404)
        return Answer(page(f"<p>Rien de prévu ce jour-là, le {number}.</p>", f"{stem}{number + 1}").encode())

    web.fallback = next_page
    summary = read(max_depth=50, max_pages=2000)
    assert len([path for path in web.asked if path.startswith("/agenda")]) == 30
    deep = read(max_depth=50, max_pages=2000)
    assert any(note.startswith("1 × too many addresses like /agenda?jour") for note in summary.notes)
    assert deep.refused == ()


def test_a_link_that_leads_into_itself_ends(web: Web, read: Reader) -> None:
    web.routes = {"/": page(HOME, "a/")}
    web.fallback = lambda path: Answer(
        page(f"<p>Encore une page, à l'adresse {path}.</p>", "a/").encode(), 200 if path.endswith("/") else 404
    )
    read(max_depth=50)
    assert max(path.count("a/") for path in web.asked) == 2


def test_one_page_under_many_addresses_is_read_once(web: Web, read: Reader) -> None:
    web.routes = {
        "/": page(HOME, "/p?b=2&a=1 /p?a=1&b=2#haut /p?a=1&b=2&utm_source=x /p;jsessionid=77?a=1&b=2 /x/../p?a=1&b=2"),
        "/p?a=1&b=2": page(POOL),
    }
    read()
    assert web.pages_asked() == ["/", "/p?a=1&b=2"]


def test_the_same_text_twice_is_kept_once(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {"/": page(HOME, "/a /b"), "/a": page(POOL), "/b": page(POOL)}
    assert "1 × the same text as another page" in read().notes
    assert set(texts()) == {"/", "/a"}


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ('<meta name="robots" content="noindex, follow">', {}),
        ('<meta name="ROBOTS" content="NoIndex">', {}),
        ('<meta name="guichetvocal" content="noindex">', {}),
        ("", {"X-Robots-Tag": "noindex"}),
        ("", {"X-Robots-Tag": "guichetvocal: noindex"}),
    ],
)
def test_noindex(web: Web, read: Reader, texts: Texts, head: str, headers: dict[str, str]) -> None:
    body = page(HALL, "/b", head).encode()
    web.routes = {
        "/": page(HOME, "/a"),
        "/a": Answer(body, 200, {"Content-Type": "text/html"} | headers),
        "/b": page(POOL),
    }
    assert "1 × not to be indexed (noindex)" in read().notes
    assert set(texts()) == {"/", "/b"}


def test_another_robots_noindex_is_not_for_us(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": Answer(page(HOME).encode(), 200, {"Content-Type": "text/html", "X-Robots-Tag": "autre: noindex"})
    }
    read()
    assert set(texts()) == {"/"}


def test_nofollow(web: Web, read: Reader) -> None:
    web.routes = {
        "/": page(HOME + '<a rel="nofollow noopener" href="/b">x</a>', "/a"),
        "/a": page(POOL, "/c", '<meta name="robots" content="nofollow">'),
    }
    read()
    assert web.pages_asked() == ["/", "/a"]


def test_canonical(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": page(HOME, "/imprimer"),
        "/imprimer": page(POOL, head='<link rel="canonical" href="/piscine">'),
        "/piscine": page(POOL, head='<link rel="canonical" href="/piscine">'),
    }
    read()
    assert set(texts()) == {"/", "/piscine"}


def test_two_pages_that_call_each_other_canonical(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {
        "/": page(HOME, "/a"),
        "/a": page(POOL, head='<link rel="canonical" href="/b">'),
        "/b": page(POOL, head='<link rel="canonical" href="/a">'),
    }
    read()
    assert set(texts()) == {"/", "/b"}


def test_pages_in_another_language_are_left_out(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = {"/": page(HOME, "/en"), "/en": page("<p>The swimming pool is open every day.</p>", lang="en-GB")}
    assert "1 × in another language" in read().notes
    assert set(texts()) == {"/"}


def test_other_files_are_counted_and_not_fetched(web: Web, read: Reader, store: Store) -> None:
    web.routes = {
        "/": page(HOME, "/plan.odt /plan.ODT?x=1 /photo.jpg /telecharger"),
        "/telecharger": Answer(b"PK", 200, {"Content-Type": "application/zip"}),
    }
    summary = read()
    assert web.pages_asked() == ["/", "/telecharger"]
    assert "3 × pictures, spreadsheets and other files" in summary.notes
    assert "1 × not a page (application/zip)" in summary.notes
    assert store.site_pages.of(f"{web.url}/")[f"{web.url}/telecharger"].state == LEFT


def test_a_dated_page_is_in_doubt_when_it_is_old(web: Web, read: Reader, store: Store) -> None:
    web.routes = {"/": page(HALL + "<footer>Dernière mise à jour : le 1er février 2024</footer>")}
    read(max_age_days=365)
    (passage,) = [found.passage for found in store.passages.search(["louer la salle des fêtes"])]
    assert str(passage.dated) == "2024-02-01"
    assert passage.outdated(MORNING.date())
    assert "2024" not in passage.text


def test_another_age_is_taken_up_though_the_page_is_the_same(town: Web, read: Reader, store: Store) -> None:
    town.routes["/salle"] = page(HALL + "<footer>Mis à jour le 1/2/2026</footer>")
    read()
    assert read(max_age_days=30).changed == 1


def test_a_site_without_a_text_is_refused(web: Web, read: Reader) -> None:
    web.routes = {"/": "<html><body></body></html>"}
    with pytest.raises(SiteError, match="no passage that can be imported"):
        read()


def test_the_address_must_be_one(store: Store) -> None:
    from kb.importers.website.importing import read_site

    for address in ("ftp://x.example/", "www.commune.fr", "http://", "http://[::1", "http://a b/"):
        with pytest.raises(SiteError, match="no address of a web page"):
            read_site(store, address, MORNING)


def test_a_site_that_is_not_there(store: Store, web: Web, read: Reader) -> None:
    with pytest.raises(SiteError, match="first page is not there"):
        read(start="/ailleurs")
