"""The town hall's telephone: registers, answers, and gives every call a thread of its own."""

import itertools
import threading
from collections.abc import Callable
from typing import Any

import pjsua2 as pj
import structlog

from ivr.config import Sip
from ivr.line import AudioLine
from ivr.phone.address import is_allowed, sip_uri
from ivr.phone.call import PhoneCall
from ivr.phone.endpoint import PhoneError, SipEndpoint
from ivr.phone.guard import guarded
from ivr.phone.phone_line import PhoneLine

log = structlog.get_logger(__name__)

MAX_CALLS = 4
"""pjsua's compiled limit a process; it refuses the fifth call with 486 by itself."""

LAST_WORDS_S = 5.0
"""Time for conversations to store what they have once their calls are over."""

FORBIDDEN, BUSY, UNAVAILABLE = 403, 486, 503


class PhoneServer:
    """Answers calls to `settings.user` while `endpoint.run` loops.

    Each answered call runs `on_call(line)` in a daemon thread; when that returns or raises, the call ends.
    Peers outside `settings.allowed_peers` get 403, calls beyond `max_calls` (or 4) 486, while draining 503.
    An INVITE that is answered but never ACKed (a scanner) starts no thread, but holds one of the 4 places
    until pjsip gives up, 65 s: name the PBX in `allowed_peers` wherever strangers can reach the port.
    Raises PhoneError when the account's settings are no SIP addresses.
    """

    def __init__(
        self,
        endpoint: SipEndpoint,
        settings: Sip,
        on_call: Callable[[AudioLine], None],
        *,
        max_calls: int = MAX_CALLS,
    ) -> None:
        self._endpoint = endpoint
        self._settings = settings
        self._on_call = on_call
        self._max_calls = max_calls
        self._keys = (f"in-{number}" for number in itertools.count(1))
        self._accepted: set[str] = set()
        self._talking: set[str] = set()
        self._draining = False
        self.registered: bool | None = None
        """Whether the registrar knows us; None without a registrar, or before its first answer."""
        account = _Account(self._invited, self._registration)
        try:
            account.create(self._account_settings())
        except pj.Error as error:
            raise PhoneError(
                f"The SIP account {settings.user} at {settings.registrar or endpoint.address} cannot be used "
                f"({error.reason}): check keys `user` and `registrar` in section [sip]."
            ) from None
        endpoint.accounts.append(account)

    @property
    def calls(self) -> int:
        """Accepted calls, ringing or talking."""
        return len(self._accepted)

    def drain(self, timeout_s: float = 30.0, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """Take no more calls (503), let the present ones end for `timeout_s` seconds, then hang them up.

        `hurry()` turning true cuts the wait short. Conversations then have 5 s more to store what they have.
        Runs the endpoint's loop: call it from the loop's thread, after `endpoint.run` returned.
        """
        self._draining = True
        self._wait(timeout_s, lambda: not self._accepted or hurry())
        for key in self._accepted:
            if call := self._endpoint.calls.get(key):
                call.end_now()
        self._wait(LAST_WORDS_S, lambda: not self._accepted and not self._talking)

    def _wait(self, timeout_s: float, until: Callable[[], bool]) -> None:
        deadline = self._endpoint.clock() + timeout_s
        self._endpoint.run(lambda: until() or self._endpoint.clock() > deadline)

    # Account

    def _account_settings(self) -> Any:
        settings = self._settings
        account = pj.AccountConfig()
        self._endpoint.prepare_media(account, settings.rtp_port)
        if not settings.registrar:
            account.idUri = f"sip:{settings.user}@{self._endpoint.address}:{self._endpoint.port}"
            return account
        registrar = sip_uri(settings.registrar)
        account.idUri = f"sip:{settings.user}@{registrar.partition(':')[2]}"
        account.regConfig.registrarUri = registrar
        account.regConfig.retryIntervalSec = settings.register_retry_s
        account.regConfig.firstRetryIntervalSec = min(5, settings.register_retry_s)
        account.regConfig.randomRetryIntervalSec = 0
        account.sipConfig.authCreds.append(
            pj.AuthCredInfo("digest", "*", settings.auth_user or settings.user, 0, settings.password)
        )
        return account

    def _registration(self, code: int, reason: str, active: bool) -> None:
        registered = active and code < 300
        if registered == self.registered:
            return
        self.registered = registered
        if registered:
            log.info("registered", registrar=self._settings.registrar, user=self._settings.user)
        else:
            log.error(
                "not registered: no call can come in through this registrar; trying again",
                registrar=self._settings.registrar,
                user=self._settings.user,
                status=f"{code} {reason}",
                retry_s=self._settings.register_retry_s,
            )

    # Incoming calls

    def _invited(self, account: Any, call_id: int, source: str) -> None:
        """An INVITE. pjsip is still preparing it here, so the reply waits for the loop's next turn."""
        key = next(self._keys)
        call = PhoneCall(
            self._endpoint,
            account,
            key,
            call_id=call_id,
            on_line=lambda line: self._start(key, line),
            on_end=lambda status, reason: self._ended(key, status, reason),
        )
        refusal = self._refusal(source)
        if refusal:
            log.info("call refused", call=key, source=source, status=refusal)
            self._endpoint.post(lambda: call.refuse(refusal))
            return
        self._accepted.add(key)
        log.info("call", call=key, source=source)
        self._endpoint.post(call.ring)
        self._endpoint.later(self._settings.ring_delay_s, call.pick_up)

    def _refusal(self, source: str) -> int:
        if not is_allowed(source, self._settings.allowed_peers):
            return FORBIDDEN
        if self._draining:
            return UNAVAILABLE
        return BUSY if len(self._accepted) >= self._max_calls else 0

    def _start(self, key: str, line: PhoneLine) -> None:
        log.info("call answered", call=key, sip_call_id=line.call_id, rate=line.rate)
        self._talking.add(key)
        threading.Thread(target=self._serve, args=(key, line), name=f"call {key}", daemon=True).start()

    def _serve(self, key: str, line: PhoneLine) -> None:
        try:
            self._on_call(line)
        except Exception:
            log.exception("conversation failed", call=key)
        finally:
            line.hang_up()
            if line.frames_lost:
                log.warning("conversation came late, sound was lost", call=key, frames=line.frames_lost)
            self._talking.discard(key)

    def _ended(self, key: str, status: int, reason: str) -> None:
        self._accepted.discard(key)
        log.info("call ended", call=key, status=f"{status} {reason}")


class _Account(pj.Account):  # type: ignore[misc]
    """pjsua2's account: passes on what concerns the server."""

    def __init__(
        self, invited: Callable[[Any, int, str], None], registration: Callable[[int, str, bool], None]
    ) -> None:
        super().__init__()
        self._invited = invited
        self._registration = registration

    @guarded
    def onIncomingCall(self, prm: Any) -> None:
        """An INVITE came."""
        self._invited(self, int(prm.callId), str(prm.rdata.srcAddress))

    @guarded
    def onRegState(self, prm: Any) -> None:
        """The registrar answered, or did not."""
        info = self.getInfo()
        self._registration(int(prm.code), str(prm.reason), bool(info.regIsActive))
