"""What a call has stored, as data for JSON."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from ivr.cases import records_of
from ivr.config import load
from ivr.conversations import Conversations, Held
from kb.incidents import Draft

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    held = Conversations(load(data=tmp_path_factory.mktemp("data")), clock=lambda: NOON).begin("phone")
    yield held
    held.store.close()


def test_a_call_without_a_case_has_none(held: Held) -> None:
    assert records_of(held.store, held.call_id) == {}


def test_a_draft_and_a_call_back_are_plain_data(held: Held) -> None:
    held.store.incidents.save_draft(held.call_id, Draft(description="le lampadaire"), NOON)
    held.store.callbacks.add(held.call_id, "+33612345678", "passeport", "demandé", NOON)
    case = records_of(held.store, held.call_id)
    assert case is not None
    assert json.loads(json.dumps(case)) == case
    assert case["incident"]["description"] == "le lampadaire"
    assert case["callback"]["phone"] == "+33612345678"
    assert case["callback"]["created_at"].startswith("2026-11-23T12:00")
