"""How a session's thread reaches its call, which lives in the endpoint's loop."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ivr.phone.endpoint import SipEndpoint

if TYPE_CHECKING:
    from ivr.phone.call import PhoneCall


class RemoteControl:
    """A line's way to its call from another thread. It holds the call's key: the call may be gone already."""

    def __init__(self, endpoint: SipEndpoint, key: str) -> None:
        self._endpoint = endpoint
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

    def _ask(self, what: "Callable[[PhoneCall], None]") -> None:
        def job() -> None:
            call = self._endpoint.calls.get(self._key)
            if call is not None:
                what(call)

        self._endpoint.post(job)
