"""What a worker does around its calls: waiting for the registrar, stopping, cleaning up after a crash."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ivr.config import Sip, load
from ivr.conversations import Conversations
from ivr.phone.errors import PhoneError
from ivr.worker import _await_registration, _close_left_open, _StopOnSignal
from kb.calls import INTERRUPTED
from kb.store import Store

PBX = Sip(registrar="pbx.example", user="mairie", register_wait_s=5)


@pytest.fixture
def stop() -> Iterator[_StopOnSignal]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield _StopOnSignal()
    for number, handler in before.items():
        signal.signal(number, handler)


class Loop:
    """Time passes a second a round; `events` happen at their second."""

    def __init__(self, events: dict[int, Callable[[], None]] | None = None) -> None:
        self.now = 0
        self.registered: bool | None = None
        self._events = events or {}

    def clock(self) -> float:
        return float(self.now)

    def run(self, until: Callable[[], bool]) -> None:
        while not until():
            self.now += 1
            assert self.now < 100, "it waits for ever"
            self._events.get(self.now, lambda: None)()

    def accept(self) -> None:
        self.registered = True

    def refuse(self) -> None:
        self.registered = False


def test_it_waits_until_the_registrar_accepts(stop: _StopOnSignal) -> None:
    loop = Loop()
    loop._events = {1: loop.refuse, 3: loop.accept}
    _await_registration(PBX, loop, loop, stop)
    assert loop.now == 3


def test_a_registrar_that_does_not_accept_in_time_is_named(stop: _StopOnSignal) -> None:
    loop = Loop()
    with pytest.raises(PhoneError, match=r"pbx\.example did not accept mairie within 5 s"):
        _await_registration(PBX, loop, loop, stop)
    assert loop.now == 6


@pytest.mark.parametrize("sip", [Sip(), PBX.model_copy(update={"register_wait_s": 0})])
def test_without_a_registrar_or_a_limit_nothing_is_waited_for(stop: _StopOnSignal, sip: Sip) -> None:
    loop = Loop()
    _await_registration(sip, loop, loop, stop)
    assert loop.now == 0


def test_a_stop_while_waiting_is_no_error(stop: _StopOnSignal) -> None:
    loop = Loop({2: lambda: os.kill(os.getpid(), signal.SIGTERM)})
    _await_registration(PBX, loop, loop, stop)
    assert (loop.now, stop.asked) == (2, True)


def test_a_second_signal_asks_for_haste(stop: _StopOnSignal) -> None:
    assert not (stop.asked or stop.twice)
    os.kill(os.getpid(), signal.SIGINT)
    assert (stop.asked, stop.twice) == (True, False)
    os.kill(os.getpid(), signal.SIGTERM)
    assert (stop.asked, stop.twice) == (True, True)


def test_calls_left_open_by_an_earlier_configuration_are_closed(tmp_path: Path) -> None:
    settings = load(data=tmp_path)
    conversations = Conversations(settings)
    with Store.open(settings.database) as store:
        call = store.calls.start("phone", "", conversations.clock(), "192.0.2.1:5070")
        _close_left_open(settings, conversations)
        assert store.calls.get(call).outcome == INTERRUPTED
