"""Calls left open by a crash are closed; those of a living process, whatever its number, are not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from ivr import identity
from kb.calls import INTERRUPTED
from kb.store import Store

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "guichet.db") as store:
        yield store


def gone() -> str:
    """The identity of a process that ended."""
    program = "from ivr import identity; print(identity.own())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_this_process_lives_and_an_ended_one_does_not() -> None:
    assert identity.is_alive(identity.own())
    assert not identity.is_alive(gone())


@pytest.mark.parametrize("other", ["", "127.0.0.1:5060", "0@x", "mairie", "-1@x"])
def test_what_is_no_identity_is_not_alive(other: str) -> None:
    assert not identity.is_alive(other)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc: only the number is known")
def test_a_later_process_of_the_same_number_is_another() -> None:
    assert not identity.is_alive(f"{os.getpid()}@an-earlier-boot")


def test_calls_of_the_dead_are_closed_and_those_of_the_living_are_not(store: Store) -> None:
    dead = store.calls.start("phone", "", NOON, gone())
    older = store.calls.start("phone", "", NOON, "127.0.0.1:5060")
    living = store.calls.start("phone", "", NOON, identity.own())
    nobodys = store.calls.start("chat", "", NOON)
    assert identity.close_left_open(store, LATER) == 2
    assert identity.close_left_open(store, LATER) == 0
    assert [store.calls.get(each).outcome for each in (dead, older)] == [INTERRUPTED] * 2
    assert [store.calls.get(each).ended_at for each in (living, nobodys)] == [None, None]


def test_the_real_end_of_a_call_taken_for_dead_replaces_the_other(store: Store) -> None:
    call = store.calls.start("phone", "", NOON, "1@elsewhere")
    store.calls.recorded(call, "appel.wav")
    identity.close_left_open(store, NOON)
    store.calls.end(call, LATER, "incident")
    kept = store.calls.get(call)
    assert (kept.outcome, kept.ended_at, kept.recording) == ("incident", LATER, "appel.wav")
    store.calls.end(call, NOON, "abandoned")
    assert store.calls.get(call).outcome == "incident"
