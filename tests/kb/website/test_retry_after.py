"""A server that says when it wants to be asked again."""

from collections.abc import Callable

import pytest

from kb.importers.website.found import SiteError
from kb.importers.website.pace import retry_after_s
from tests.kb.website.conftest import Clock, Reader
from tests.kb.website.server import Answer, Web, page
from tests.kb.website.test_crawling import HALL, HOME, POOL

Texts = Callable[[], dict[str, str]]
GOOD = {"/": page(HOME, "/piscine /salle"), "/piscine": page(POOL), "/salle": page(HALL)}


class Busy:
    """Answers `status` so many times, then the page."""

    def __init__(self, times: int, after: str, status: int = 503, then: str = GOOD["/piscine"]) -> None:
        self.left, self.after, self.status, self.then = times, after, status, then

    def __call__(self, path: str) -> Answer:
        self.left -= 1
        return Answer(self.then.encode()) if self.left < 0 else Answer(b"", self.status, {"Retry-After": self.after})


@pytest.mark.parametrize("status", [429, 503])
def test_it_is_asked_once_more_when_it_said(web: Web, read: Reader, texts: Texts, clock: Clock, status: int) -> None:
    web.routes = {**GOOD, "/piscine": Busy(1, "45", status)}
    assert read().refused == ()
    assert set(texts()) == {"/", "/piscine", "/salle"}
    assert clock.slept == [1.0, 1.0, 1.0, 45.0, 1.0]


def test_a_second_refusal_is_one(web: Web, read: Reader, texts: Texts, clock: Clock) -> None:
    web.routes = {**GOOD, "/piscine": Busy(2, "30")}
    (refused,) = read().refused
    assert refused.reason == "the server answered 503"
    assert set(texts()) == {"/", "/salle"}
    assert web.asked.count("/piscine") == 2
    assert clock.slept == [1.0, 1.0, 1.0, 30.0, 2.0]


def test_a_pause_is_no_shorter_than_usual(web: Web, read: Reader, clock: Clock) -> None:
    web.routes = {**GOOD, "/piscine": Busy(1, "0")}
    read(delay_s=5)
    assert set(clock.slept) == {5.0}


def test_who_asks_for_an_hour_is_left_alone_and_nothing_is_lost(web: Web, read: Reader, texts: Texts) -> None:
    web.routes = dict(GOOD)
    read()
    before = texts()
    web.asked.clear()
    web.routes["/piscine"] = Busy(9, "3600", 429)
    summary = read()
    assert web.pages_asked() == ["/", "/piscine"]
    assert summary.gone == 0
    assert texts() == before
    assert [each.reason for each in summary.refused] == [
        "the server answered 429 and asks to wait 3600 s",
        "the server answered 429 and asks to wait 3600 s; the rest was left alone",
    ]


def test_short_waits_without_end_end(web: Web, read: Reader, clock: Clock) -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    web.routes = {"/": page(HOME, " ".join(f"/{name}" for name in names))}
    web.routes |= {f"/{name}": Busy(1, "100", then=page(f"<p>La page {name} de la commune.</p>")) for name in names}
    assert "the rest was left alone" in read().refused[-1].reason
    assert sum(clock.slept) < 1000


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/"])
def test_a_site_that_is_busy_from_the_beginning(web: Web, read: Reader, path: str) -> None:
    web.routes = {**GOOD, path: Busy(9, "7200")}
    with pytest.raises(SiteError, match="asks to wait 7200 s") as raised:
        read()
    assert raised.value.passing
    assert web.asked[-1] == path


@pytest.mark.parametrize(
    ("after", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Mon, 23 Nov 2026 09:01:30 GMT", 90.0),
        ("Mon, 23 Nov 2026 08:00:00 GMT", 0.0),
        ("99999999999999999999999", 999_999_999.0),
        *((nothing, None) for nothing in ("", "bientôt", "-5", "1.5", "²", "Mon, 99 Nov 2026 09:01:30 GMT")),
    ],
)
def test_what_is_told(after: str, seconds: float | None) -> None:
    assert retry_after_s({"retry-after": after, "date": "Mon, 23 Nov 2026 09:00:00 GMT"}) == seconds


def test_a_moment_needs_the_servers_clock() -> None:
    assert retry_after_s({"retry-after": "Mon, 23 Nov 2026 09:01:30 GMT"}) is None
