"""Who is registered for an event, as an agent sees it."""

import json
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from ivr.cli.app import app
from kb import demo_commune
from kb.events import Event
from kb.store import Store

NOW = datetime.fromisoformat("2026-11-23T10:05:00+01:00")
CLOCK = "2026-11-23T10:05"


@pytest.fixture
def event(tmp_path: Path) -> Event:
    with Store.open(tmp_path / "guichet.db") as store:
        demo_commune.load(store)
        meal = next(each for each in store.events.after(NOW) if each.title == "Repas des aînés")
        store.events.register(meal.id, None, name="Anne Petit", phone="+33612345678", people=2, at=NOW, rng=Random(1))
    return meal


def run(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*words, "--data", str(folder)])
    assert result.exit_code == code, result.output
    return result.output if code else result.stdout


def change(folder: Path, event: Event, column: str, value: str | int) -> None:
    with Store.open(folder / "guichet.db") as store, store.database.transaction():
        store.database.run(f"UPDATE events SET {column} = ? WHERE id = ?", [value, event.id])


def test_an_agent_sees_whom_to_call(tmp_path: Path, event: Event) -> None:
    listed = json.loads(run(tmp_path, "events", "list", "--now", CLOCK, "--json"))
    assert (listed["title"], listed["people"], listed["note"]) == ("Repas des aînés", 2, "")
    shown = run(tmp_path, "events", "registrations", str(listed["id"]))
    assert "Anne Petit" in shown
    assert "+33612345678" in shown


def test_a_moved_event_is_marked_and_the_old_time_told(tmp_path: Path, event: Event) -> None:
    change(tmp_path, event, "starts_at", "2026-12-13T12:00:00+00:00")
    assert json.loads(run(tmp_path, "events", "list", "--now", CLOCK, "--json"))["note"] == "déplacé"
    record = json.loads(run(tmp_path, "events", "registrations", str(event.id), "--json"))
    assert record["note"] == "déplacé, inscrit pour le 2026-12-13 12:00"


def test_a_cancelled_event_is_marked(tmp_path: Path, event: Event) -> None:
    change(tmp_path, event, "cancelled", 1)
    assert json.loads(run(tmp_path, "events", "list", "--now", CLOCK, "--json"))["note"] == "annulé"
    assert json.loads(run(tmp_path, "events", "registrations", str(event.id), "--json"))["note"] == "annulé"


def test_what_left_the_calendar_is_listed_with_whom_to_call(tmp_path: Path, event: Event) -> None:
    change(tmp_path, event, "vanished", 1)
    assert json.loads(run(tmp_path, "events", "list", "--now", CLOCK, "--json"))["note"] == "plus dans l'agenda"
    with Store.open(tmp_path / "guichet.db") as store, store.database.transaction():
        store.database.run(
            "UPDATE events SET series = ? WHERE id = (SELECT min(id) FROM events WHERE id <> ? AND starts_at > ?)",
            [event.series, event.id, "2026-12-01"],
        )
    shown = json.loads(run(tmp_path, "events", "registrations", str(event.id), "--now", CLOCK, "--json"))
    assert shown["note"].startswith("plus dans l'agenda, la série continue le 20")
    due = [json.loads(line) for line in run(tmp_path, "kb", "check", "--now", CLOCK, "--json", code=1).splitlines()]
    (registered,) = [each for each in due if each["kind"] == "inscriptions"]
    assert registered["name"].startswith("Repas des aînés, plus dans l'agenda")
    assert f"events registrations {event.id}" in registered["name"]


def test_an_unknown_event_is_named(tmp_path: Path, event: Event) -> None:
    assert "there is no event 99999" in run(tmp_path, "events", "registrations", "99999", code=2)
