from datetime import datetime

import pytest

from kb.callbacks import DONE, TO_DO
from kb.calls import INTERRUPTED, Turn
from kb.incidents import DRAFT, Draft
from kb.store import Store
from tests.kb.conftest import LATER, MORNING

TURN = Turn(
    1,
    MORNING,
    "rue de lila",
    (("rue de lila", 0.9), ("rude lilas", 0.4)),
    0.87,
    "place",
    "Rue des Lilas, c'est noté.",
    {"answer_ms": 430.5},
)


def test_a_call_is_kept_as_it_was(store: Store) -> None:
    call = store.calls.start("phone", "+33612345678", MORNING, worker="w1", line_id="abc@host")
    store.calls.end(call, LATER, "reported", recording="2026/abc.wav")
    kept = store.calls.get(call)
    assert (kept.caller, kept.worker, kept.line_id) == ("+33612345678", "w1", "abc@host")
    assert (kept.outcome, kept.recording) == ("reported", "2026/abc.wav")
    assert kept.started_at == MORNING
    assert kept.started_at.utcoffset() == MORNING.utcoffset()
    assert kept.ended_at == LATER


def test_turns_come_back_equal_and_in_order(store: Store) -> None:
    call = store.calls.start("text", "", MORNING)
    second = Turn(2, LATER, "", (), None, "silence", "Je vous écoute.", {})
    store.calls.add_turn(call, second)
    store.calls.add_turn(call, TURN)
    store.calls.add_turn(call, TURN)
    assert store.calls.turns(call) == [TURN, second]


def test_the_first_outcome_stays(store: Store) -> None:
    call = store.calls.start("text", "", MORNING)
    store.calls.end(call, MORNING, "reported")
    store.calls.end(call, LATER, "hangup")
    assert store.calls.get(call).outcome == "reported"


def test_unknown_calls_are_lookup_errors(store: Store) -> None:
    with pytest.raises(LookupError, match="no call 7"):
        store.calls.get(7)
    with pytest.raises(LookupError):
        store.calls.end(7, LATER, "reported")


def test_times_without_a_zone_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        store.calls.start("text", "", datetime(2026, 11, 23, 10, 5))


def test_a_dead_worker_leaves_closed_calls_and_visible_drafts(store: Store) -> None:
    left = store.calls.start("phone", "", MORNING, worker="w1")
    other = store.calls.start("phone", "", MORNING, worker="w2")
    ended = store.calls.start("phone", "", MORNING, worker="w1")
    store.calls.end(ended, MORNING, "reported")
    draft = store.incidents.save_draft(left, Draft(description="le lampadaire"), MORNING)
    assert store.calls.interrupted(LATER, "w1") == 1
    assert store.calls.interrupted(LATER, "w1") == 0
    assert (store.calls.get(left).outcome, store.calls.get(left).ended_at) == (INTERRUPTED, LATER)
    assert store.calls.get(other).ended_at is None
    assert store.calls.get(ended).outcome == "reported"
    assert [each.id for each in store.incidents.recent(5, DRAFT)] == [draft]


def test_recent_calls_come_newest_first(store: Store) -> None:
    ids = [store.calls.start("text", "", MORNING) for _ in range(4)]
    assert [call.id for call in store.calls.recent(3)] == ids[:0:-1]


def test_callbacks_are_listed_until_done(store: Store) -> None:
    call = store.calls.start("phone", "", MORNING)
    first = store.callbacks.add(call, "0612345678", "passeport", "pas encore traité", MORNING)
    second = store.callbacks.add(call, "0712345678", "cantine", "demandé", MORNING)
    store.callbacks.done(first, LATER, "agent")
    assert [each.id for each in store.callbacks.recent(5, TO_DO)] == [second]
    (done,) = store.callbacks.recent(5, DONE)
    assert (done.id, done.done_at, done.done_by) == (first, LATER, "agent")
    assert [each.subject for each in store.callbacks.recent(5)] == ["cantine", "passeport"]
    with pytest.raises(LookupError):
        store.callbacks.done(99, LATER, "agent")
