"""The agents' calendar, asked for over real HTTP."""

import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import icalendar
import pytest
import requests

from ivr.background import serve_feed
from ivr.config import ConfigError, Desk, Folders, Settings, load
from kb import demo_commune
from kb.appointments import Appointment
from kb.store import Store
from tests.booking import book_passport

MORNING = datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=1)))
SECRET = "k3yOfTheTownHall0123456789"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "guichet.db") as opened:
        demo_commune.load(opened)
        yield opened


@pytest.fixture
def booked(store: Store) -> Appointment:
    papers = ("la déclaration de perte",)
    return book_passport(store, MORNING, name="Anne Petit", phone="+33639980000", case="perdu", documents=papers)


@pytest.fixture
def address(tmp_path: Path, store: Store) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = Settings(folders=Folders(data=tmp_path), desk=Desk(port=port, calendar_secret=SECRET))
    stop = threading.Event()
    thread = threading.Thread(target=serve_feed, args=(settings, lambda: MORNING, stop))
    thread.start()
    _wait_until_open(port)
    yield f"http://127.0.0.1:{port}/calendar"
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


def _wait_until_open(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            probe.settimeout(0.1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("the feed does not answer")


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers=headers, timeout=30)


def test_the_calendar_of_a_desk(address: str, booked: Appointment) -> None:
    answer = get(f"{address}/{SECRET}/titres.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    event: Any
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["DTSTART"].dt == booked.start
    assert "la déclaration de perte" in str(event["DESCRIPTION"])
    other = get(f"{address}/{SECRET}/ccas.ics")
    assert b"VEVENT" not in other.content


def test_what_has_not_changed_is_not_sent_again(address: str, store: Store, booked: Appointment) -> None:
    url = f"{address}/{SECRET}/titres.ics"
    etag = get(url).headers["ETag"]
    again = get(url, **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    store.appointments.cancel(booked.id, MORNING)
    changed = get(url, **{"If-None-Match": etag})
    assert changed.status_code == 200
    assert b"STATUS:CANCELLED" in changed.content


@pytest.mark.parametrize(
    "path",
    ["wrong/titres.ics", f"{SECRET}x/titres.ics", f"{SECRET}/nothing.ics", f"{SECRET}/titres", "", "é/titres.ics"],
)
def test_a_wrong_secret_and_an_unknown_desk_are_the_same(address: str, booked: Appointment, path: str) -> None:
    answer = get(f"{address}/{path}")
    assert answer.status_code == 404
    assert answer.text == "Not Found" or answer.text == "Not found"


def test_only_reading_is_possible(address: str) -> None:
    assert requests.post(f"{address}/{SECRET}/titres.ics", timeout=30).status_code == 405


@pytest.mark.parametrize("secret", ["", "short", "with spaces and more than twenty"])
def test_a_port_needs_a_secret(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("GUICHET_DESK__PORT", "8090")
    monkeypatch.setenv("GUICHET_DESK__CALENDAR_SECRET", secret)
    with pytest.raises(ConfigError, match=r"desk\.calendar_secret.*at least 20 letters or digits"):
        load()


def test_a_port_that_is_taken_is_an_error_and_no_end_of_the_program(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        desk = Desk(port=taken.getsockname()[1], calendar_secret=SECRET)
        with pytest.raises(OSError, match="in use"):
            serve_feed(Settings(folders=Folders(data=tmp_path), desk=desk), lambda: MORNING, threading.Event())
