from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.incidents import Draft
from kb.metres import METRES_PER_DEGREE
from kb.nearby import Spot, distance_m
from kb.store import Store
from tests.kb.conftest import LATER, MORNING

HERE = Spot(46.9278, 2.6272)
LAMP = Draft(kind="lampadaire", place="12 rue des Lilas", place_matched=True, lat=HERE.lat, lon=HERE.lon)


def north(metres: float) -> Spot:
    assert HERE.lat is not None
    return Spot(HERE.lat + metres / METRES_PER_DEGREE, HERE.lon)


def report(store: Store, draft: Draft, seed: int = 1, call: int | None = None) -> int:
    call_id = store.calls.start("phone", "", MORNING) if call is None else call
    incident = store.incidents.save_draft(call_id, draft, MORNING)
    store.incidents.submit(incident, MORNING, Random(seed))
    return incident


def found(store: Store, spot: Spot, radius_m: float = 250, kind: str = "lampadaire") -> list[int]:
    return [each.incident.id for each in store.nearby.open_near(kind, spot, radius_m)]


def test_within_the_radius_the_nearest_comes_first(store: Store) -> None:
    far = report(store, replace(LAMP, lat=north(200).lat), 1)
    near = report(store, replace(LAMP, lat=north(30).lat), 2)
    report(store, replace(LAMP, lat=north(260).lat), 3)
    assert found(store, HERE) == [near, far]
    assert found(store, HERE, 100) == [near]
    (only,) = store.nearby.open_near("lampadaire", HERE, 100)
    assert only.metres == pytest.approx(30, abs=0.2)


def test_other_kinds_drafts_and_closed_reports_are_not_near(store: Store) -> None:
    report(store, replace(LAMP, kind="nid_de_poule"), 1)
    call = store.calls.start("phone", "", MORNING)
    store.incidents.save_draft(call, LAMP, MORNING)
    for seed, state in enumerate(("résolu", "sans suite"), 2):
        store.incidents.change_state(report(store, LAMP, seed), state, LATER, "Voirie")
    assert found(store, HERE) == []
    begun = report(store, LAMP, 9)
    store.incidents.change_state(begun, "en cours", LATER, "Voirie")
    assert found(store, HERE) == [begun]


def test_the_callers_own_reports_of_this_call_are_left_out(store: Store) -> None:
    call = store.calls.start("phone", "", MORNING)
    report(store, LAMP, 1, call)
    assert store.nearby.open_near("lampadaire", HERE, 250, not_of_call=call) == []


def test_without_coordinates_only_the_same_house_is_near(store: Store) -> None:
    street = store.database.insert(
        "streets", {"key": "k", "insee": "99901", "name": "Rue X", "former_town": "", "lat": 46.9, "lon": 2.6}
    )
    same = report(store, Draft(kind="lampadaire", street_id=street, house_number="12"), 1)
    report(store, Draft(kind="lampadaire", street_id=street, house_number="14"), 2)
    assert found(store, Spot(street_id=street, house_number="12")) == [same]
    assert found(store, Spot(street_id=street)) == []
    assert found(store, Spot()) == []


@given(st.floats(-400, 400), st.floats(-400, 400))
def test_distance_is_symmetric_and_flat(one: float, other: float) -> None:
    there = distance_m(north(one), north(other))
    assert there == pytest.approx(abs(one - other), abs=0.01)
    assert distance_m(north(other), north(one)) == pytest.approx(there, abs=0.01)


def test_a_radius_is_positive(store: Store) -> None:
    with pytest.raises(ValueError, match="positive"):
        found(store, HERE, 0)


def test_the_reports_of_one_call_are_found_by_themselves(store: Store) -> None:
    call = store.calls.start("phone", "", MORNING)
    own = report(store, LAMP, 1, call)
    report(store, LAMP, 2)
    assert [each.incident.id for each in store.nearby.told_in_call(call, "lampadaire", HERE, 15)] == [own]
    assert store.nearby.told_in_call(call, "lampadaire", north(20), 15) == []
