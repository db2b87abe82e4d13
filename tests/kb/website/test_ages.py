"""Pages that tell no date grow old too: they count from the day their text was first seen as it is."""

from datetime import date, timedelta

import pytest

from kb.expiring import expiring
from kb.importers.website.ages import known_since
from kb.passages import Ages, Passage
from kb.site_pages import PageState
from kb.store import Store
from tests.kb.conftest import MORNING
from tests.kb.website.conftest import Reader
from tests.kb.website.server import Answer, Web, page
from tests.kb.website.test_crawling import HALL, HOME, POOL

TODAY = MORNING.date()
HTML = {"Content-Type": "text/html"}


@pytest.fixture
def town(web: Web) -> Web:
    """A page without a date, and one with."""
    dated = HALL + "<footer>Mis à jour le 1/10/2026</footer>"
    web.routes = {"/": page(POOL, "/salle", title="Piscine"), "/salle": page(dated, title="Salle des fêtes")}
    return web


def _pool(store: Store) -> Passage:
    return store.passages.search(["quand est ouverte la piscine"])[0].passage


def _seen(*, last_modified: str = "", text: str = POOL) -> Answer:
    headers = HTML | ({"Last-Modified": last_modified} if last_modified else {})
    return Answer(page(text, "/salle", title="Piscine").encode(), 200, headers)


def test_a_page_without_a_date_is_doubted_a_year_after_it_was_first_seen(town: Web, read: Reader, store: Store) -> None:
    read()
    for days in (100, 200, 364):
        read(MORNING + timedelta(days=days))
    pool = _pool(store)
    assert pool.dated is None
    assert not pool.outdated(TODAY + timedelta(days=365))
    assert pool.outdated(TODAY + timedelta(days=366))


def test_a_new_text_is_young_again(town: Web, read: Reader, store: Store) -> None:
    read()
    town.routes["/"] = _seen(text=POOL + "<p>Un maillot de bain est obligatoire.</p>")
    read(MORNING + timedelta(days=300))
    assert _pool(store).valid_until == TODAY + timedelta(days=665)


def test_another_code_around_the_same_text_is_no_change(town: Web, read: Reader, store: Store) -> None:
    read()
    for days in (100, 200):
        town.routes["/"] = page(POOL, "/salle", title="Piscine", head=f"<script>var n = {days};</script>")
        read(MORNING + timedelta(days=days))
    assert _pool(store).valid_until == TODAY + timedelta(days=365)


@pytest.mark.parametrize(
    ("told", "since"),
    [
        ("Sun, 01 Mar 2026 08:00:00 GMT", date(2026, 3, 1)),
        ("Sun, 01 Mar 2099 08:00:00 GMT", TODAY),
        ("Thu, 01 Jan 1970 00:00:00 GMT", TODAY),
        ("hier", TODAY),
    ],
)
def test_last_modified_is_believed_when_it_can_be(
    town: Web, read: Reader, store: Store, told: str, since: date
) -> None:
    town.routes["/"] = _seen(last_modified=told)
    read()
    assert _pool(store).valid_until == since + timedelta(days=365)


def test_a_server_that_always_says_now_keeps_no_page_young(town: Web, read: Reader, store: Store) -> None:
    read()
    town.routes["/"] = _seen(last_modified="Sun, 01 Aug 2027 08:00:00 GMT")
    read(MORNING + timedelta(days=300))
    assert _pool(store).outdated(TODAY + timedelta(days=366))


def test_a_site_map_that_always_says_now_keeps_no_page_young(town: Web, read: Reader, store: Store) -> None:
    for days in (0, 300):
        now = (TODAY + timedelta(days=days)).isoformat()
        listed = f"<urlset><url><loc>{town.url}/</loc><lastmod>{now}</lastmod></url></urlset>"
        town.routes["/sitemap.xml"] = Answer(listed.encode(), 200, {"Content-Type": "application/xml"})
        town.routes["/"] = page(POOL, "/salle", title="Piscine", head=f"<script>var n = {days};</script>")
        read(MORNING + timedelta(days=days))
    assert (_pool(store).dated, _pool(store).valid_until) == (TODAY, TODAY + timedelta(days=730))


def test_a_date_that_a_person_wrote_is_believed(town: Web, read: Reader, store: Store) -> None:
    for written in ("2 octobre 2026", "20 novembre 2026"):
        town.routes["/"] = page(POOL + f"<footer>Mis à jour le {written}</footer>", "/salle", title="Piscine")
        read()
    assert str(_pool(store).dated) == "2026-11-20"


def test_a_changed_text_is_no_older_than_the_last_look_at_it() -> None:
    known = PageState("u", "lue", text_digest="a", since="2026-01-01", fetched_at="2026-11-01T10:00:00+01:00")
    assert known_since("b", known, "Sun, 01 Mar 2026 08:00:00 GMT", TODAY) == date(2026, 11, 1)
    assert known_since("a", known, "Sun, 01 Mar 2026 08:00:00 GMT", TODAY) == date(2026, 1, 1)


def test_another_validity_is_taken_up_though_the_page_is_the_same(town: Web, read: Reader, store: Store) -> None:
    town.etags = True
    read()
    read(MORNING + timedelta(days=50), max_undated_days=30)
    assert _pool(store).valid_until == TODAY + timedelta(days=30)


def test_agents_see_what_grows_old(town: Web, read: Reader, store: Store) -> None:
    read()
    assert store.passages.ages(TODAY) == {f"{town.url}/": Ages(2, 1, 0)}
    assert store.passages.ages(TODAY + timedelta(days=400)) == {f"{town.url}/": Ages(2, 1, 1)}
    (due,) = expiring(store.database, TODAY + timedelta(days=400))
    assert (due.kind, due.name, due.source) == ("page", "Piscine", f"{town.url}/")
    assert (due.by, due.checked) == (TODAY + timedelta(days=365), TODAY)


def test_a_page_is_due_once_whatever_the_number_of_its_passages(web: Web, read: Reader, store: Store) -> None:
    web.routes = {"/": page(HOME + "<h2>Sport</h2>" + POOL + "<h2>Fêtes</h2>" + HALL, title="La commune")}
    assert read().new == 3
    assert [each.name for each in expiring(store.database, TODAY + timedelta(days=366))] == ["La commune"]
