"""How a session's thread reaches its call, which lives in the endpoint's loop."""

from collections.abc import Callable, Mapping
from typing import Protocol

from ivr.phone.phone_line import CallControl


class Loop(Protocol):
    """What is needed of the endpoint: its calls by key, and a way into its loop."""

    @property
    def calls(self) -> Mapping[str, CallControl]:
        """Every living call. Only to be looked at in the loop."""

    def post(self, job: Callable[[], None]) -> None:
        """Have a job run in the loop. For any thread."""


class RemoteControl:
    """A line's way to its call from another thread. It holds the call's key: the call may be gone already."""

    def __init__(self, loop: Loop, key: str) -> None:
        self._loop = loop
        self._key = key

    def hang_up(self) -> None:
        """See PhoneLine."""
        self._ask(lambda call: call.hang_up())

    def transfer(self, target: str) -> None:
        """See PhoneLine."""
        self._ask(lambda call: call.transfer(target))

    def send_key(self, key: str) -> None:
        """See PhoneLine."""
        self._ask(lambda call: call.send_key(key))

    def _ask(self, what: Callable[[CallControl], None]) -> None:
        def job() -> None:
            call = self._loop.calls.get(self._key)
            if call is not None:
                what(call)

        self._loop.post(job)
