from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from kb.followup import CALLER, DROPPED, REOPEN_WITHIN, RESOLVED
from kb.incidents import NEW, Draft
from kb.store import Store
from tests.kb.conftest import LATER, MORNING

PHONE, OTHER = "+33612345678", "+33698765432"


@pytest.fixture
def call(store: Store) -> int:
    return store.calls.start("phone", "", MORNING)


@pytest.fixture
def incident(store: Store, call: int) -> int:
    made = store.incidents.save_draft(call, Draft(kind="lampadaire", phone=PHONE), MORNING)
    store.incidents.submit(made, MORNING, Random(1))
    return made


def another_call(store: Store) -> int:
    return store.calls.start("phone", "", LATER)


def test_interest_counts_each_telephone_and_each_call_once(store: Store, incident: int, call: int) -> None:
    join = store.followup.join
    neighbour = another_call(store)
    assert join(incident, neighbour, OTHER, LATER)
    assert not join(incident, neighbour, "", LATER)
    assert not join(incident, another_call(store), OTHER, LATER)
    assert not join(incident, another_call(store), PHONE, LATER), "the first caller's own"
    assert not join(incident, call, "", LATER)
    assert join(incident, another_call(store), "", LATER)
    assert join(incident, another_call(store), "", LATER), "two callers without number are two"
    assert store.followup.interest(incident) == 4
    with pytest.raises(LookupError):
        join(99, neighbour, "", LATER)


def test_many_joining_at_once_are_counted_once_each(store: Store, incident: int, tmp_path: Path) -> None:
    calls = [another_call(store) for _ in range(8)]

    def join(number: int) -> bool:
        with Store.open(tmp_path / "guichet.db") as own:
            return own.followup.join(incident, calls[number], OTHER, LATER)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(join, range(8))) == 1
    assert store.followup.interest(incident) == 2


def test_a_duplicate_is_closed_without_ticket_and_linked(store: Store, incident: int) -> None:
    draft = store.incidents.save_draft(another_call(store), Draft(kind="lampadaire"), LATER)
    known = store.incidents.get(incident)
    store.followup.close_as_duplicate(draft, known, LATER)
    closed = store.incidents.get(draft)
    assert (closed.state, closed.ticket) == (DROPPED, "")
    assert known.ticket in store.incidents.history(draft)[-1].message
    assert store.followup.links(draft) == {incident: "doublon"}
    with pytest.raises(ValueError, match="no draft"):
        store.followup.close_as_duplicate(incident, known, LATER)


def test_notes_are_kept_in_order_and_once_a_call(store: Store, incident: int, call: int) -> None:
    for words in ("du verre", "un fil", "du verre"):
        store.followup.add_note(incident, call, words, LATER)
    assert [note.words for note in store.followup.notes(incident)] == ["du verre", "un fil"]


def test_a_caller_closes_and_agents_confirm(store: Store, incident: int) -> None:
    store.followup.repaired(incident, LATER)
    last = store.incidents.history(incident)[-1]
    assert (last.state, last.by) == (RESOLVED, CALLER)
    store.followup.repaired(incident, LATER)
    assert len(store.incidents.history(incident)) == 3, "draft, new, resolved: closing twice changes nothing"


def test_still_there_reopens_what_was_resolved_lately(store: Store, incident: int) -> None:
    assert not store.followup.still_there(incident, LATER), "it is open"
    store.incidents.change_state(incident, RESOLVED, LATER, "Voirie")
    assert not store.followup.still_there(incident, LATER + REOPEN_WITHIN + timedelta(seconds=1))
    assert store.followup.still_there(incident, LATER + REOPEN_WITHIN)
    assert [step.state for step in store.incidents.history(incident)][-2:] == [RESOLVED, NEW]


def test_what_was_dropped_is_not_reopened(store: Store, incident: int) -> None:
    store.incidents.change_state(incident, DROPPED, LATER, "Voirie")
    assert not store.followup.still_there(incident, LATER)


def test_reports_of_a_telephone_are_its_own_and_those_it_joined(store: Store, incident: int) -> None:
    store.incidents.save_draft(another_call(store), Draft(kind="tags", phone=OTHER), LATER)
    assert store.followup.of_phone(OTHER) == [], "a draft is no report"
    store.followup.join(incident, another_call(store), OTHER, LATER)
    assert [each.id for each in store.followup.of_phone(OTHER)] == [incident]
    assert [each.id for each in store.followup.of_phone(PHONE)] == [incident]
    assert store.followup.of_phone("") == []
