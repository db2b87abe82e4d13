import random
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from kb.outbox import FAILED, GIVE_UP_AFTER, LEASE, LONGEST_PAUSE, SENT, WAITING, WITHDRAWN, pause
from kb.store import Store
from tests.kb.conftest import LATER, MORNING

RNG = random.Random(7)


def _add(store: Store, **changes: object) -> int:
    values = {"channel": "email", "to": "jean.dupont@example.org", "subject": "Vos papiers", "text": "Une photo."}
    return store.outbox.add(**(values | {"at": MORNING, "call_id": None} | changes))  # type: ignore[arg-type]


def test_a_message_waits_is_claimed_once_and_is_sent(store: Store) -> None:
    call = store.calls.start("text", "", MORNING)
    message_id = _add(store, call_id=call, attachment="BEGIN:VCALENDAR")
    (claimed,) = store.outbox.claim(MORNING, 10)
    assert (claimed.id, claimed.recipient, claimed.attachment) == (
        message_id,
        "jean.dupont@example.org",
        "BEGIN:VCALENDAR",
    )
    assert store.outbox.claim(MORNING, 10) == []
    store.outbox.sent(message_id, LATER)
    sent = store.outbox.get(message_id)
    assert (sent.state, sent.sent_at, sent.tries) == (SENT, LATER, 1)
    assert store.outbox.claim(MORNING + LEASE * 2, 10) == []
    assert [message.id for message in store.outbox.of_call(call)] == [message_id]


def test_a_lost_sender_loses_its_lease_by_time_alone_also_after_a_restart(tmp_path: Path) -> None:
    with Store.open(tmp_path / "guichet.db") as store:
        message_id = _add(store)
        assert store.outbox.claim(MORNING, 1)
    with Store.open(tmp_path / "guichet.db") as store:
        assert store.outbox.claim(MORNING + LEASE - timedelta(seconds=1), 1) == []
        assert [message.id for message in store.outbox.claim(MORNING + LEASE, 1)] == [message_id]


def test_two_senders_never_hold_the_same_message(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    with Store.open(path) as store:
        ids = [_add(store) for _ in range(40)]
    claimed: list[int] = []
    start = threading.Barrier(8)

    def send() -> None:
        with Store.open(path, busy_ms=60_000) as own:
            start.wait()
            while batch := own.outbox.claim(MORNING, 3):
                claimed.extend(message.id for message in batch)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == ids


def test_a_failure_is_tried_again_later_and_given_up_after_days(store: Store) -> None:
    message_id = _add(store)
    at, tries = MORNING, 0
    while store.outbox.get(message_id).state == WAITING:
        (message,) = store.outbox.claim(at, 1)
        store.outbox.failed(message.id, at, "le serveur ne répond pas", permanent=False, rng=RNG)
        assert store.outbox.claim(at, 1) == []
        tries += 1
        at = store.outbox.get(message_id).next_try_at
    given_up = store.outbox.get(message_id)
    assert (given_up.state, given_up.last_error, given_up.tries) == (FAILED, "le serveur ne répond pas", tries)
    assert at - MORNING >= GIVE_UP_AFTER
    assert tries > 15


def test_pauses_double_up_to_a_cap_and_differ(store: Store) -> None:
    rng = random.Random(1)
    for tries in range(1, 40):
        longest = min(timedelta(minutes=2 ** (tries - 1)), LONGEST_PAUSE)
        assert longest / 2 <= pause(tries, rng) <= longest
    assert len({pause(3, rng) for _ in range(20)}) == 20


def test_a_permanent_failure_is_not_tried_again_until_an_agent_says_so(store: Store) -> None:
    message_id = _add(store)
    store.outbox.claim(MORNING, 1)
    store.outbox.failed(message_id, MORNING, "550 adresse inconnue", permanent=True, rng=RNG)
    assert [message.id for message in store.outbox.recent(5, FAILED)] == [message_id]
    assert store.outbox.claim(MORNING + GIVE_UP_AFTER, 1) == []
    store.outbox.retry(message_id, LATER)
    assert [message.id for message in store.outbox.claim(LATER, 1)] == [message_id]
    store.outbox.sent(message_id, LATER)
    with pytest.raises(ValueError, match="sent already"):
        store.outbox.retry(message_id, LATER)


def test_a_reminder_waits_for_its_day_and_can_be_withdrawn(store: Store) -> None:
    tomorrow = MORNING + timedelta(days=1)
    kept = _add(store, about="reminder:472915", not_before=tomorrow)
    other = _add(store, about="reminder:111116", not_before=tomorrow)
    assert store.outbox.claim(MORNING, 5) == []
    assert store.outbox.withdraw("reminder:472915") == 1
    assert store.outbox.withdraw("") == 0
    assert [message.id for message in store.outbox.claim(tomorrow, 5)] == [other]
    assert store.outbox.get(kept).state == WITHDRAWN


def test_a_withdrawn_message_stays_withdrawn_when_its_sending_fails(store: Store) -> None:
    message_id = _add(store, about="reminder:472915")
    store.outbox.claim(MORNING, 1)
    store.outbox.withdraw("reminder:472915")
    store.outbox.failed(message_id, MORNING, "réseau", permanent=False, rng=RNG)
    assert store.outbox.get(message_id).state == WITHDRAWN


def test_what_was_withdrawn_or_is_being_sent_is_not_tried_again(store: Store) -> None:
    message_id = _add(store, about="reminder:472915")
    store.outbox.claim(MORNING, 1)
    with pytest.raises(ValueError, match="is being sent now"):
        store.outbox.retry(message_id, MORNING + LEASE / 2)
    store.outbox.retry(message_id, MORNING + LEASE)  # whoever held it is gone
    store.outbox.withdraw("reminder:472915")
    with pytest.raises(ValueError, match="was withdrawn"):
        store.outbox.retry(message_id, MORNING + 2 * LEASE)
    assert store.outbox.get(message_id).state == WITHDRAWN


def test_what_is_too_late_is_not_sent(store: Store) -> None:
    message_id = _add(store, expires=LATER)
    assert store.outbox.claim(LATER, 5) == []
    late = store.outbox.get(message_id)
    assert late.state == FAILED
    assert late.last_error.startswith("trop tard")


def test_only_the_channels_that_a_sender_serves_are_claimed(store: Store) -> None:
    sms = _add(store, channel="sms", to="+33639980000")
    _add(store)
    assert [message.id for message in store.outbox.claim(MORNING, 5, ["sms"])] == [sms]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"channel": "fax"}, "no channel"),
        ({"to": " "}, "needs a recipient"),
        ({"text": ""}, "needs a recipient"),
        ({"to": "a@example.org\nBcc: b@example.org"}, "one line"),
        ({"subject": "Bonjour\r\nBcc: b@example.org"}, "one line"),
    ],
)
def test_what_cannot_be_sent_is_refused(store: Store, changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        _add(store, **changes)
    assert store.outbox.recent(5) == []


def test_unknown_ids_are_errors(store: Store) -> None:
    with pytest.raises(LookupError):
        store.outbox.sent(9, MORNING)
    with pytest.raises(LookupError):
        store.outbox.failed(9, MORNING, "", permanent=True, rng=RNG)
    with pytest.raises(LookupError):
        store.outbox.retry(9, MORNING)
