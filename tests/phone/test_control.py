from collections.abc import Callable

from ivr.phone.control import RemoteControl
from ivr.phone.phone_line import CallControl


class Call:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def hang_up(self) -> None:
        self.asked.append("hang up")

    def transfer(self, target: str) -> None:
        self.asked.append(f"transfer {target}")

    def send_key(self, key: str) -> None:
        self.asked.append(f"key {key}")


class Loop:
    def __init__(self) -> None:
        self.calls: dict[str, CallControl] = {}
        self.jobs: list[Callable[[], None]] = []

    def post(self, job: Callable[[], None]) -> None:
        self.jobs.append(job)


def test_requests_wait_for_the_loop_and_reach_their_own_call() -> None:
    loop, call, other = Loop(), Call(), Call()
    loop.calls.update({"in-1": call, "in-2": other})
    control = RemoteControl(loop, "in-1")
    control.send_key("5")
    control.transfer("sip:agent@pbx.example")
    control.hang_up()
    assert call.asked == []
    for job in loop.jobs:
        job()
    assert call.asked == ["key 5", "transfer sip:agent@pbx.example", "hang up"]
    assert other.asked == []


def test_a_call_that_is_gone_is_asked_nothing() -> None:
    loop, call = Loop(), Call()
    loop.calls["in-1"] = call
    RemoteControl(loop, "in-1").hang_up()
    del loop.calls["in-1"]
    for job in loop.jobs:
        job()
    assert call.asked == []
