"""The journal writes a call's record into a real store."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from random import Random

import pytest

from dialogue.actions import HangUp, Reply, Sentence
from dialogue.events import HungUp, Hypothesis, Inaudible, Keys, Silence, TransferFailed, Utterance
from ivr.config import load
from ivr.conversations import Conversations, Held
from ivr.journal import Journal, as_text

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="module")
def conversations(tmp_path_factory: pytest.TempPathFactory) -> Conversations:
    return Conversations(load(data=tmp_path_factory.mktemp("data")), clock=lambda: NOON, random=Random(1))


@pytest.fixture
def held(conversations: Conversations) -> Iterator[Held]:
    held = conversations.begin("phone", "0612345678")
    yield held
    held.store.close()


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        (None, ""),
        (Utterance.typed("il y a un trou"), "il y a un trou"),
        (Keys("0612"), "[touche 0612]"),
        (Silence(), "[silence]"),
        (Inaudible("noise"), "[bruit]"),
        (Inaudible("quiet"), "[trop faible]"),
        (TransferFailed(), "[transfert échoué]"),
        (HungUp(), "[raccroché]"),
    ],
)
def test_what_was_heard_as_text(heard: object, text: str) -> None:
    assert as_text(heard) == text  # type: ignore[arg-type] # each case above is a Heard


def test_each_turn_is_kept_as_it_happens(held: Held) -> None:
    journal = Journal(held, lambda: NOON)
    journal.turn(None, Reply((Sentence("Bonjour."), Sentence("Que puis-je faire ?")), HangUp()))
    assert [turn.said for turn in held.store.calls.turns(held.call_id)] == ["Bonjour. Que puis-je faire ?"]
    heard = Utterance((Hypothesis("un trou", 0.8), Hypothesis("un clou", 0.15)))
    journal.turn(heard, Reply((Sentence("Bien."),), HangUp(), understood="incident:voirie"), {"at_ms": 4900})
    first, second = held.store.calls.turns(held.call_id)
    assert (first.number, first.heard, first.confidence, first.alternatives, first.timings) == (1, "", None, (), {})
    assert (second.number, second.heard, second.confidence) == (2, "un trou", 0.8)
    assert second.alternatives == (("un clou", 0.15),)
    assert (second.understood, second.said, second.at) == ("incident:voirie", "Bien.", NOON)
    assert (second.timings, journal.turns) == ({"at_ms": 4900}, 2)


def test_a_figure_is_added_to_the_last_turn_only(held: Held) -> None:
    journal = Journal(held, lambda: NOON)
    journal.timing("gap_ms", 1.0)
    assert held.store.calls.turns(held.call_id) == []
    journal.turn(None, Reply((), HangUp()))
    journal.turn(Keys("1"), Reply((), HangUp()), {"at_ms": 10})
    journal.timing("gap_ms", 512.345)
    first, second = held.store.calls.turns(held.call_id)
    assert (first.timings, second.timings) == ({}, {"at_ms": 10, "gap_ms": 512.3})


def test_the_end_keeps_outcome_and_recording(held: Held) -> None:
    held.conversation.open()
    held.conversation.hear(HungUp())
    held.store.calls.recorded(held.call_id, "appel.wav")
    assert held.store.calls.get(held.call_id).recording == "appel.wav", "known while the call lasts"
    Journal(held, lambda: NOON).end(NOON + timedelta(minutes=2))
    call = held.store.calls.get(held.call_id)
    assert call.ended_at == NOON + timedelta(minutes=2)
    assert (call.recording, call.outcome) == ("appel.wav", held.conversation.talk.outcome)
