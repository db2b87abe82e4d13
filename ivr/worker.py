"""A worker: one process, one SIP endpoint, up to four calls."""

import signal
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import structlog

from ivr.answering import Answerer
from ivr.config import Settings, Sip
from ivr.conversations import Conversations, Held
from ivr.event_stream import EventStream
from ivr.phone.endpoint import PhoneError, SipEndpoint
from ivr.phone.server import PhoneServer
from ivr.session_events import SessionEvent
from ivr.speech import Speech
from kb.store import Store

log = structlog.get_logger()

DRAIN_S = 60.0
"""At a stop, calls may end by themselves for so long."""


def run(settings: Settings, events: EventStream | None = None) -> None:
    """Answer calls until SIGTERM or SIGINT, then let the present calls end.

    Raises PhoneError (port), ModelError (models), StoreError (database) when it cannot start.
    """
    conversations = Conversations(settings)
    worker = f"{settings.sip.address}:{settings.sip.port}"
    with Store.open(settings.database) as store:
        left_open = store.calls.interrupted(conversations.clock(), worker)
    if left_open:
        log.warning("calls cut by a crash were closed; their drafts are kept", calls=left_open)
    speech = Speech(settings)
    stop = _StopOnSignal()
    with (
        ThreadPoolExecutor(1, thread_name_prefix="mouth") as executor,
        SipEndpoint(
            settings.sip.address,
            settings.sip.port,
            public_address=settings.sip.public_address,
            rtp_port=settings.sip.rtp_port,
        ) as endpoint,
    ):
        answerer = Answerer(conversations, speech, executor, events.session if events else _ignore, worker)
        server = PhoneServer(endpoint, settings.sip, answerer.answer)
        _await_registration(settings.sip, endpoint, server, stop)
        log.info("answering", address=settings.sip.address, port=endpoint.port, user=settings.sip.user)
        if events:
            events.emit(event="ready", address=settings.sip.address, port=endpoint.port)
        endpoint.run(lambda: stop.asked)
        server.drain(DRAIN_S, hurry=lambda: stop.twice)


def _ignore(held: Held, event: SessionEvent) -> None:
    """Nobody follows the calls live."""


def _await_registration(sip: Sip, endpoint: SipEndpoint, server: PhoneServer, stop: "_StopOnSignal") -> None:
    """With a registrar, wait to be accepted before saying that we answer. Later losses are retried for ever.

    Raises PhoneError after `sip.register_wait_s` seconds, unless that is 0.
    """
    if not sip.registrar or not sip.register_wait_s:
        return
    deadline = endpoint.clock() + sip.register_wait_s
    endpoint.run(lambda: server.registered or stop.asked or endpoint.clock() > deadline)
    if not server.registered and not stop.asked:
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
