import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from kb.incidents import ASSISTANT, DRAFT, NEW, Draft
from kb.store import Store, StoreError
from kb.tickets import grouped, is_ticket, new_ticket
from tests.kb.conftest import LATER, MORNING

LAMP = Draft(
    kind="lampadaire",
    kind_label="lampadaire en panne",
    details={"mat_tombe": "non"},
    description="le lampadaire devant chez moi ne s'allume plus",
    place="12 bis, rue des Lilas",
    place_matched=True,
    house_number="12 bis",
    lat=46.93,
    lon=2.62,
    urgency="normale",
    service="voirie",
    phone="+33612345678",
)


@pytest.fixture
def call(store: Store) -> int:
    return store.calls.start("phone", "", MORNING)


def test_a_draft_comes_back_equal(store: Store, call: int) -> None:
    incident = store.incidents.get(store.incidents.save_draft(call, LAMP, MORNING))
    assert asdict(LAMP).items() <= asdict(incident).items()
    assert (incident.state, incident.ticket, incident.call_id) == (DRAFT, "", call)


def test_a_draft_grows_without_being_doubled(store: Store, call: int) -> None:
    first = store.incidents.save_draft(call, Draft(description="un trou"), MORNING)
    assert store.incidents.save_draft(call, LAMP, LATER, first) == first
    (kept,) = store.incidents.recent(5)
    assert (kept.kind, kept.created_at, kept.updated_at) == ("lampadaire", MORNING, LATER)
    assert len(store.incidents.history(first)) == 1


def test_submitting_gives_a_ticket_that_another_program_sees(store: Store, call: int) -> None:
    incident = store.incidents.save_draft(call, LAMP, MORNING)
    ticket = store.incidents.submit(incident, LATER, random.Random(1))
    with sqlite3.connect(store.database.path) as other:
        assert other.execute("SELECT ticket, state FROM incidents").fetchall() == [(ticket, NEW)]
    found = store.incidents.by_ticket(grouped(ticket))
    assert found
    assert found.id == incident
    assert is_ticket(ticket)


def test_submitting_twice_keeps_the_ticket(store: Store, call: int) -> None:
    incident = store.incidents.save_draft(call, LAMP, MORNING)
    tickets = {store.incidents.submit(incident, LATER, random.Random(seed)) for seed in (1, 2)}
    assert len(tickets) == 1
    assert [step.state for step in store.incidents.history(incident)] == [DRAFT, NEW]


def test_a_ticket_given_before_is_drawn_again(store: Store, call: int) -> None:
    tickets = [
        store.incidents.submit(store.incidents.save_draft(call, LAMP, MORNING), LATER, random.Random(5))
        for _ in range(3)
    ]
    assert len(set(tickets)) == 3
    rng = random.Random(5)
    assert tickets == [new_ticket(rng) for _ in range(3)]


class Stubborn(random.Random):
    """Always draws the same number."""

    def randint(self, a: int, b: int) -> int:
        return a


def test_no_free_ticket_is_said_and_leaves_the_draft(store: Store, call: int) -> None:
    first, second = (store.incidents.save_draft(call, LAMP, MORNING) for _ in range(2))
    store.incidents.submit(first, LATER, Stubborn())
    with pytest.raises(StoreError, match="no free ticket number left; archive"):
        store.incidents.submit(second, LATER, Stubborn())
    assert store.incidents.get(second).state == DRAFT


def test_the_history_keeps_every_state(store: Store, call: int) -> None:
    incident = store.incidents.save_draft(call, LAMP, MORNING)
    store.incidents.submit(incident, MORNING, random.Random(1))
    store.incidents.change_state(incident, "en cours", LATER, "agent", "équipe prévenue")
    steps = store.incidents.history(incident)
    assert [(step.state, step.by) for step in steps] == [
        (DRAFT, ASSISTANT),
        (NEW, ASSISTANT),
        ("en cours", "agent"),
    ]
    assert (steps[-1].message, steps[-1].at) == ("équipe prévenue", LATER)
    assert store.incidents.get(incident).state == "en cours"
    assert [each.id for each in store.incidents.recent(5, "en cours")] == [incident]
    assert store.incidents.recent(5, NEW) == []


def test_an_unknown_state_or_incident_is_refused(store: Store, call: int) -> None:
    incident = store.incidents.save_draft(call, LAMP, MORNING)
    with pytest.raises(ValueError, match="'fini' is not a state; choose one of brouillon"):
        store.incidents.change_state(incident, "fini", LATER, "agent")
    with pytest.raises(LookupError):
        store.incidents.change_state(99, "en cours", LATER, "agent")
    with pytest.raises(LookupError):
        store.incidents.submit(99, LATER, random.Random(1))
    with pytest.raises(LookupError):
        store.incidents.save_draft(call, LAMP, LATER, 99)
    assert store.incidents.by_ticket("000000") is None
    assert len(store.incidents.history(incident)) == 1


def _report(path: Path, how_many: int) -> list[str]:
    with Store.open(path) as store:
        call = store.calls.start("phone", "", MORNING)
        # The same draws in each thread: every second one is a collision.
        rng = random.Random(3)
        return [
            store.incidents.submit(store.incidents.save_draft(call, LAMP, MORNING), LATER, rng) for _ in range(how_many)
        ]


def test_two_threads_submitting_never_share_a_ticket(store: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        tickets = [ticket for each in pool.map(_report, [store.database.path] * 2, [25] * 2) for ticket in each]
    assert len(set(tickets)) == 50
    assert len(store.incidents.recent(100, NEW)) == 50
