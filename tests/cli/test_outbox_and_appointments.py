"""The commands about messages and appointments, as an operator runs them."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import icalendar
import pytest
from typer.testing import CliRunner

from ivr.cli.app import app
from kb import demo_commune
from kb.appointments import Context
from kb.clock import PARIS
from kb.outbox import FAILED, WAITING, WITHDRAWN
from kb.slots import Wish
from kb.store import Store
from tests.ivr.outbox.servers import Mailbox, mail_server

NOW = datetime.now(PARIS)
"""The commands look at the system's clock."""


@pytest.fixture
def ticket(tmp_path: Path) -> str:
    with Store.open(tmp_path / "guichet.db") as store:
        demo_commune.load(store)
        desk = store.desks.get("titres")
        assert desk
        slot = store.appointments.offers(desk, NOW)[0]
        booked = store.appointments.book(
            desk, slot, Context(motive="un passeport"), phone="", name="Anne Petit", call_id=None, at=NOW, rng=Random(1)
        )
        store.outbox.add(
            channel="email", to="a@example.org", subject="Rappel", text="Demain.", at=NOW, call_id=None,
            about=f"appointment:{booked.ticket}", not_before=NOW + timedelta(days=1),
        )  # fmt: skip
    return booked.ticket


def run(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*words, "--data", str(folder)])
    assert result.exit_code == code, result.output
    return result.output if code else result.stdout


def test_appointments_are_listed(tmp_path: Path, ticket: str) -> None:
    assert ticket in run(tmp_path, "appointments", "list")
    (record,) = run(tmp_path, "appointments", "list", "--desk", "titres", "--json").splitlines()
    assert json.loads(record)["ticket"] == ticket
    assert run(tmp_path, "appointments", "list", "--desk", "ccas", "--json") == ""
    assert "known: titres, etat_civil" in run(tmp_path, "appointments", "list", "--desk", "nothing", code=2)


def test_an_agent_cancels_and_the_reminder_stays_unsent(tmp_path: Path, ticket: str) -> None:
    output = run(tmp_path, "appointments", "cancel", ticket, "--by", "Marie", "--message", "grève", "--json")
    assert json.loads(output)["state"] == "annulé"
    with Store.open(tmp_path / "guichet.db") as store:
        appointment = store.appointments.by_ticket(ticket)
        assert appointment
        last = store.appointments.history(appointment.id)[-1]
        assert (last.by, last.message) == ("Marie", "grève")
        assert [message.state for message in store.outbox.recent(5)] == [WITHDRAWN]
    assert "no appointment has the number" in run(tmp_path, "appointments", "cancel", "123456", code=2)


def test_an_agent_moves_to_a_free_time_only(tmp_path: Path, ticket: str) -> None:
    with Store.open(tmp_path / "guichet.db") as store:
        desk = store.desks.get("titres")
        assert desk
        day = store.appointments.offers(desk, NOW, Wish(first=NOW.date() + timedelta(days=10)))[0].start.isoformat()
    assert json.loads(run(tmp_path, "appointments", "move", ticket, day, "--json"))["state"] == "déplacé"
    with Store.open(tmp_path / "guichet.db") as store:
        desk = store.desks.get("titres")
        assert desk
        slot = store.appointments.offers(desk, NOW)[0]
        other = store.appointments.book(desk, slot, Context(), phone="", name="", call_id=None, at=NOW, rng=Random(2))
    assert "is full" in run(tmp_path, "appointments", "move", other.ticket, day, code=1)
    assert "not a date" in run(tmp_path, "appointments", "move", other.ticket, "jeudi", code=2)
    run(tmp_path, "appointments", "cancel", ticket)
    assert "is annulé" in run(tmp_path, "appointments", "move", ticket, day, code=2)


def test_an_agent_moves_to_no_time_at_which_nobody_is_there(tmp_path: Path, ticket: str) -> None:
    night = f"{NOW + timedelta(days=14):%Y-%m-%d}T03:00"
    assert "is past" in run(tmp_path, "appointments", "move", ticket, "2020-01-01T03:00", "--force", code=2)
    refused = run(tmp_path, "appointments", "move", ticket, night, code=2)
    assert "takes nobody on" in refused
    assert "free times" in refused
    with Store.open(tmp_path / "guichet.db") as store:
        assert [message.state for message in store.outbox.recent(5)] == [WAITING]
    moved = json.loads(run(tmp_path, "appointments", "move", ticket, night, "--force", "--json"))
    assert moved["start"].startswith(night.replace("T", " "))


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_resident_who_has_it_in_writing_is_told_and_reminded(
    tmp_path: Path, ticket: str, monkeypatch: pytest.MonkeyPatch, confirmed: bool
) -> None:
    monkeypatch.setenv("GUICHET_SMTP__HOST", "127.0.0.1")
    monkeypatch.setenv("GUICHET_SMTP__SENDER", "mairie@example.org")
    with Store.open(tmp_path / "guichet.db") as store:
        desk = store.desks.get("titres")
        assert desk
        start = store.appointments.offers(desk, NOW, Wish(first=NOW.date() + timedelta(days=10)))[0].start
        if not confirmed:
            store.database.run("DELETE FROM outbox")
    words = ("appointments", "move", ticket, start.isoformat(), "--data", str(tmp_path))
    assert ("is told by email" in CliRunner().invoke(app, words).stderr) is confirmed
    with Store.open(tmp_path / "guichet.db") as store:
        waiting = store.outbox.recent(5, WAITING)
        assert ["Rappel" in message.text for message in waiting] == [True, False][: 2 * confirmed]
        if confirmed:
            assert "est déplacé. Nouveau rendez-vous" in waiting[1].text
            assert waiting[0].due_at.date() == start.date() - timedelta(days=1)
    run(tmp_path, "appointments", "cancel", ticket)
    with Store.open(tmp_path / "guichet.db") as store:
        assert ["est annulé" in message.text for message in store.outbox.recent(5, WAITING)] == [True][:confirmed]
    run(tmp_path, "appointments", "cancel", ticket)
    with Store.open(tmp_path / "guichet.db") as store:
        assert len(store.outbox.recent(5, WAITING)) == confirmed


def test_whether_the_person_came_is_noted_once(tmp_path: Path, ticket: str) -> None:
    assert json.loads(run(tmp_path, "appointments", "close", ticket, "--missed", "--json"))["state"] == "absent"
    assert "is absent" in run(tmp_path, "appointments", "close", ticket, code=2)


def test_the_calendar_goes_into_a_file(tmp_path: Path, ticket: str) -> None:
    file = tmp_path / "titres.ics"
    assert "appointments: 1" in run(tmp_path, "appointments", "feed", "--desk", "titres", "--output", str(file))
    assert len(icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == 1
    missing = tmp_path / "none" / "titres.ics"
    result = CliRunner().invoke(
        app, ["appointments", "feed", "--desk", "titres", "--output", str(missing), "--data", str(tmp_path)]
    )
    assert isinstance(result.exception, FileNotFoundError)


def test_the_calendar_goes_to_the_standard_output(tmp_path: Path, ticket: str) -> None:
    told = run(tmp_path, "appointments", "feed", "--desk", "titres")
    assert len(icalendar.Calendar.from_ical(told).walk("VEVENT")) == 1
    result = CliRunner().invoke(app, ["appointments", "feed", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "which desk is not told; known: " in " ".join(result.stderr.split())


def test_messages_are_listed_sent_and_tried_again(tmp_path: Path, ticket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "smtp.host" in run(tmp_path, "outbox", "send", code=2)
    with Store.open(tmp_path / "guichet.db") as store:
        number = store.outbox.add(
            channel="email", to="b@example.org", subject="Liste", text="Une photo.", at=NOW, call_id=None
        )
    monkeypatch.setenv("GUICHET_SMTP__HOST", "127.0.0.1")
    monkeypatch.setenv("GUICHET_SMTP__SENDER", "mairie@example.org")
    monkeypatch.setenv("GUICHET_SMTP__SECURITY", "none")
    with mail_server(Mailbox(to_recipient="550 unknown")) as port:
        monkeypatch.setenv("GUICHET_SMTP__PORT", str(port))
        assert "0 sent, 1 failed" in run(tmp_path, "outbox", "send", code=1)
    (record,) = run(tmp_path, "outbox", "list", "--state", FAILED, "--json").splitlines()
    assert json.loads(record)["last_error"].endswith("550 unknown")
    run(tmp_path, "outbox", "retry", str(number))
    with mail_server(mailbox := Mailbox()) as port:
        monkeypatch.setenv("GUICHET_SMTP__PORT", str(port))
        assert json.loads(run(tmp_path, "outbox", "send", "--json")) == {"sent": 1, "failed": 0}
    assert mailbox.taken[0]["To"] == "b@example.org"
    assert WAITING in run(tmp_path, "outbox", "list")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("outbox", "retry", "99"), "there is no message 99"),
        (("outbox", "list", "--state", "parti"), "'parti' is no state"),
    ],
)
def test_wrong_use_is_named(tmp_path: Path, ticket: str, words: tuple[str, ...], complaint: str) -> None:
    assert complaint in run(tmp_path, *words, code=2)
