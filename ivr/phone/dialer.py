"""Placing calls: for tests, demonstrations and installers."""

import itertools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from typing import Any, TypeVar

import pjsua2 as pj

from ivr.phone.address import sip_uri
from ivr.phone.call import PhoneCall
from ivr.phone.endpoint import PhoneError, SipEndpoint
from ivr.phone.phone_line import PhoneLine

Result = TypeVar("Result")

_numbers = itertools.count(1)


def dial(
    endpoint: SipEndpoint,
    uri: str,
    *,
    caller: str = "",
    codecs: Sequence[str] = ("PCMA",),
    timeout_s: float = 20.0,
) -> PhoneLine:
    """Call `uri` as `caller` (a number or user; empty: anonymous) and return the line once it was answered.

    For any thread: another one than the loop's waits while `endpoint.run` loops there; the loop's own runs it
    meanwhile. Raises PhoneError with the SIP status when refused, or when `timeout_s` seconds bring no answer.
    """
    outcome: Future[PhoneLine] = Future()
    key = f"out-{next(_numbers)}"
    endpoint.post(lambda: _place(endpoint, key, sip_uri(uri), caller, codecs, outcome))
    if endpoint.in_loop_thread:
        deadline = endpoint.clock() + timeout_s
        endpoint.run(lambda: outcome.done() or endpoint.clock() > deadline)
        timeout_s = 0.0
    try:
        return outcome.result(timeout_s)
    except TimeoutError:
        if not outcome.cancel():  # answered in this very moment
            return outcome.result()
        endpoint.post(lambda: _drop(endpoint, key))
        raise PhoneError(
            f"{uri} was called but nobody answered in time: check the address and that it rings."
        ) from None


def run_beside(endpoint: SipEndpoint, work: Callable[[], Result]) -> Result:
    """The result (or exception) of `work`, run in a thread while this one, the endpoint's, loops."""
    outcome: Future[Result] = Future()

    def target() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    thread = threading.Thread(target=target, name="caller", daemon=True)
    thread.start()
    endpoint.run(outcome.done)
    thread.join()
    return outcome.result()


def _place(
    endpoint: SipEndpoint,
    key: str,
    uri: str,
    caller: str,
    codecs: Sequence[str],
    outcome: Future[PhoneLine],
) -> None:
    if outcome.cancelled():
        return
    try:
        account = _account(endpoint, caller)
    except pj.Error as error:
        _fail(outcome, f"{caller!r} cannot be the caller of a SIP call: {error.reason}.")
        return

    def answered(line: PhoneLine) -> None:
        try:
            outcome.set_result(line)
        except InvalidStateError:
            line.hang_up()

    def ended(status: int, reason: str) -> None:
        _fail(outcome, f"{uri} did not take the call: {status} {reason}.")

    call = PhoneCall(endpoint, account, key, codecs=codecs, on_line=answered, on_end=ended)
    try:
        call.place(uri)
    except pj.Error as error:
        _fail(outcome, f"{uri} cannot be called: {error.reason}.")
        if not call.over:  # pjsip never made it a call, so it will not tell its end
            endpoint.calls.pop(key)
            ended(0, "")


def _account(endpoint: SipEndpoint, caller: str) -> Any:
    """The account that calls go out under, made at a caller's first call and kept as long as the endpoint.

    As with calls, pjsua2's destructor of an account deletes whichever account has its number by then. Raises
    pj.Error for a caller that is no SIP user, and beyond pjsua's eight accounts.
    """
    account = endpoint.callers.get(caller)
    if account is None:
        account = pj.Account()
        account.create(_account_settings(endpoint, caller))
        endpoint.callers[caller] = account
    return account


def _account_settings(endpoint: SipEndpoint, caller: str) -> Any:
    settings = pj.AccountConfig()
    host = endpoint.public_address or ("localhost" if endpoint.address == "0.0.0.0" else endpoint.address)
    settings.idUri = f"sip:{caller or 'anonymous'}@{host}"
    endpoint.prepare_media(settings)
    return settings


def _fail(outcome: Future[PhoneLine], sentence: str) -> None:
    if not outcome.done():
        outcome.set_exception(PhoneError(sentence))


def _drop(endpoint: SipEndpoint, key: str) -> None:
    call = endpoint.calls.get(key)
    if call is not None:
        call.end_now()
