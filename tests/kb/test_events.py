"""Events and registrations in the store."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from kb.demo_commune.happenings import load_happenings
from kb.events import AlreadyRegisteredError, Event, EventFullError, RegistrationClosedError
from kb.importers.demo_leaving import forget_happenings
from kb.store import Store
from kb.tickets import holder, is_ticket

NOW = datetime.fromisoformat("2026-11-23T10:05:00+01:00")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "town.db") as opened:
        load_happenings(opened)
        yield opened


def named(store: Store, title: str) -> Event:
    return next(event for event in store.events.after(NOW) if event.title == title)


def register(store: Store, event: Event, people: int = 1, phone: str = "", at: datetime = NOW) -> str:
    rng = Random(f"{phone} {people} {at}")
    return store.events.register(event.id, None, name="Jean Martin", phone=phone, people=people, at=at, rng=rng)


def test_fewer_people_free_places(store: Store) -> None:
    event = named(store, "Repas des aînés")
    before = store.events.left(event)
    known = store.events.by_ticket(register(store, event, 2, "+33612345678"))
    assert known is not None
    assert before is not None
    store.events.change_people(known.id, 1, NOW)
    assert store.events.left(event) == before - 1
    with pytest.raises(ValueError, match="0 people"):
        store.events.change_people(known.id, 0, NOW)


def test_events_of_a_span_are_found_in_order(store: Store) -> None:
    saturday = datetime.fromisoformat("2026-11-28T00:00:00+01:00")
    titles = [event.title for event in store.events.between(saturday, saturday + timedelta(days=1))]
    assert titles == ["Exposition de photos anciennes", "Atelier couronnes de l'Avent", "Concert de la chorale"]


def test_what_is_over_is_not_coming(store: Store) -> None:
    assert all(event.end > NOW for event in store.events.after(NOW))
    assert store.events.between(NOW - timedelta(days=20), NOW - timedelta(days=19)) == []


def test_a_registration_gets_a_number_that_is_no_other_case_s(store: Store) -> None:
    event = named(store, "Repas des aînés")
    ticket = register(store, event, 2, "+33612345678")
    assert is_ticket(ticket)
    kept = store.events.by_ticket(f"{ticket[:3]} {ticket[3:]}")
    assert kept is not None
    assert (kept.people, kept.name, kept.state) == (2, "Jean Martin", "inscrit")
    held = holder(store.database, ticket)
    assert held is not None
    assert (held.kind, held.record_id) == ("registration", kept.id)
    assert store.events.left(event) == 178


def test_capacity_is_kept_to_the_last_place(store: Store) -> None:
    event = named(store, "Initiation à la tablette")
    register(store, event, 7)
    with pytest.raises(EventFullError) as refused:
        register(store, event, 2)
    assert refused.value.left == 1
    register(store, event, 1)
    assert store.events.left(event) == 0


def test_a_cancelled_registration_frees_its_places(store: Store) -> None:
    event = named(store, "Initiation à la tablette")
    kept = store.events.by_ticket(register(store, event, 8))
    assert kept is not None
    store.events.cancel(kept.id, NOW)
    assert store.events.left(event) == 8
    assert store.events.registrations(event.id) == []


def test_one_telephone_has_one_registration_until_it_is_cancelled(store: Store) -> None:
    event = named(store, "Repas des aînés")
    ticket = register(store, event, 1, "+33612345678")
    with pytest.raises(AlreadyRegisteredError) as refused:
        register(store, event, 1, "+33612345678")
    assert refused.value.ticket == ticket
    kept = store.events.by_ticket(ticket)
    assert kept is not None
    store.events.cancel(kept.id, NOW)
    assert register(store, event, 3, "+33612345678") != ticket


@pytest.mark.parametrize("title", ["Concert de la chorale", "Fête du village"])
def test_what_takes_no_registrations_refuses_them(store: Store, title: str) -> None:
    with pytest.raises(RegistrationClosedError):
        register(store, named(store, title))


def test_registration_ends_with_its_last_day(store: Store) -> None:
    event = named(store, "Repas des aînés")
    register(store, event, at=datetime.fromisoformat("2026-11-29T23:30:00+01:00"))
    with pytest.raises(RegistrationClosedError):
        register(store, event, at=datetime.fromisoformat("2026-11-30T00:10:00+01:00"))


def test_nobody_and_nothing_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="0 people"):
        register(store, named(store, "Repas des aînés"), 0)
    with pytest.raises(LookupError):
        store.events.get(10_000)
    assert store.events.by_ticket("123456") is None


def test_fifty_callers_race_for_eight_places(store: Store) -> None:
    event = named(store, "Initiation à la tablette")
    path = store.database.path

    def call(number: int) -> str:
        with Store.open(path, busy_ms=60_000) as own:
            try:
                return register(own, event, 1, f"+336000000{number:02d}")
            except EventFullError:
                return ""

    with ThreadPoolExecutor(50) as pool:
        tickets = [ticket for ticket in pool.map(call, range(50)) if ticket]
    assert len(tickets) == len(set(tickets)) == 8
    assert store.events.left(event) == 0


def test_the_demo_leaves_but_not_with_people_in_it(store: Store) -> None:
    event = named(store, "Repas des aînés")
    register(store, event, 2)
    forget_happenings(store)
    left = store.events.after(NOW)
    assert [each.title for each in left] == ["Repas des aînés"]
    assert left[0].cancelled
