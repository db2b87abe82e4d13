import os
import signal
from types import FrameType

import pytest

from ivr import readiness
from ivr.readiness import Readiness


def test_the_supervisor_learns_that_its_worker_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with Readiness() as life:
        before = life.told
        [inherited] = life.descriptors
        monkeypatch.setenv(readiness.VARIABLE, str(os.dup(inherited)))
        readiness.tell()
        after = life.told
        assert readiness.VARIABLE not in os.environ, "a worker's own children are told nothing"
        readiness.tell()
        assert (before, after, life.told) == (False, True, False), "it is told once"


def test_without_a_supervisor_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(readiness.VARIABLE, raising=False)
    readiness.tell()
    readiness.end_with_supervisor()


def test_a_worker_whose_supervisor_died_before_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        ended.append(number)

    before = signal.signal(signal.SIGTERM, note)
    with Readiness() as life:
        mine = os.dup(life.descriptors[0])
    monkeypatch.setenv(readiness.VARIABLE, str(mine))
    readiness.tell()
    signal.signal(signal.SIGTERM, before)
    assert ended == [signal.SIGTERM]
