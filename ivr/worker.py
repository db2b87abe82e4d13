"""A worker: one process, one SIP endpoint, up to four calls."""

import signal
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from types import FrameType
from typing import Protocol

import structlog

from ivr import identity, readiness
from ivr.answering import Answerer
from ivr.background import beside
from ivr.config import Settings, Sip
from ivr.conversations import Clock, Conversations, Held, local_time
from ivr.event_stream import EventStream
from ivr.phone.endpoint import SipEndpoint
from ivr.phone.errors import PhoneError
from ivr.phone.server import PhoneServer
from ivr.session_events import SessionEvent
from ivr.speech import Speech
from kb.store import Store
from voice.rendering_queue import RenderingQueue

log = structlog.get_logger()

DRAIN_S = 60.0
"""At a stop, calls may end by themselves for so long."""


def run(settings: Settings, events: EventStream | None = None, clock: Clock = local_time) -> None:
    """Answer calls until SIGTERM or SIGINT, then let the present calls end.

    Raises PhoneError (port), ModelError (models), StoreError (database) when it cannot start.
    """
    readiness.end_with_supervisor()
    conversations = Conversations(settings, clock)
    speech = Speech(settings, conversations.wording())
    stop = _StopOnSignal()
    with ExitStack() as ends:
        if events:
            ends.callback(events.close)
        renderer = ends.enter_context(RenderingQueue())
        endpoint = ends.enter_context(_endpoint(settings.sip))
        _close_left_open(settings, conversations)  # only now: with the port ours, no first `serve` is still talking
        ends.enter_context(beside(settings, conversations.clock, Random()))
        observer = events.session if events else _ignore
        answerer = Answerer(conversations, speech, renderer, observer, identity.own())
        server = PhoneServer(endpoint, settings.sip, answerer.answer)
        _await_registration(settings.sip, endpoint, server, stop)
        log.info("answering", address=settings.sip.address, port=endpoint.port, user=settings.sip.user)
        readiness.tell()
        if events:
            events.emit(event="ready", address=settings.sip.address, port=endpoint.port)
        endpoint.run(lambda: stop.asked)
        server.drain(DRAIN_S, hurry=lambda: stop.twice)


def _endpoint(sip: Sip) -> SipEndpoint:
    return SipEndpoint(sip.address, sip.port, public_address=sip.public_address, rtp_port=sip.rtp_port)


def _close_left_open(settings: Settings, conversations: Conversations) -> None:
    with Store.open(settings.database) as store:
        left_open = identity.close_left_open(store, conversations.clock())
    if left_open:
        log.warning("calls cut by a crash were closed; their drafts are kept", calls=left_open)


class _Loop(Protocol):
    """The endpoint's loop and clock."""

    @property
    def clock(self) -> Callable[[], float]:
        """Seconds of a clock that never goes back."""

    def run(self, until: Callable[[], bool]) -> None:
        """Loop until it is true."""


class _Registering(Protocol):
    """The server's word from the registrar."""

    @property
    def registered(self) -> bool | None:
        """None before its first answer."""


def _ignore(held: Held, event: SessionEvent) -> None:
    """Nobody follows the calls live."""


def _await_registration(sip: Sip, loop: _Loop, line: _Registering, stop: "_StopOnSignal") -> None:
    """With a registrar, wait to be accepted before saying that we answer. Later losses are retried for ever.

    Raises PhoneError after `sip.register_wait_s` seconds, unless that is 0.
    """
    if not sip.registrar or not sip.register_wait_s:
        return
    deadline = loop.clock() + sip.register_wait_s
    loop.run(lambda: bool(line.registered) or stop.asked or loop.clock() > deadline)
    if not line.registered and not stop.asked:
        raise PhoneError(
            f"The registrar {sip.registrar} did not accept {sip.user} within {sip.register_wait_s} s: check its "
            "address, `user`, `auth_user` and `password` in section [sip] (register_wait_s = 0 keeps trying for ever)."
        )


class _StopOnSignal:
    """Turns SIGTERM and SIGINT into a flag; a second signal asks for haste."""

    def __init__(self) -> None:
        self.asked = False
        self.twice = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.twice = self.asked
        self.asked = True
