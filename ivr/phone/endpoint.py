"""The SIP endpoint: pjsua2's life, and the one loop in which everything that touches it runs."""

import gc
import heapq
import itertools
import sys
import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pjsua2 as pj
import structlog

from ivr.phone import engine
from ivr.phone.errors import PhoneError
from ivr.phone.graveyard import Graveyard
from ivr.phone.guard import guarded
from ivr.phone.port import AudioPort

if TYPE_CHECKING:
    from ivr.phone.call import PhoneCall

__all__ = ["PhoneError", "SipEndpoint"]

log = structlog.get_logger(__name__)

LOOP_MS = 10
SWITCH_INTERVAL_S = 0.0005
"""Python's 5 ms lets busy threads delay 20 ms frames (measured: 261 ms with two threads, 124 ms with this)."""

RTP_PORTS = 40
"""Four calls use 8; a new call may come before pjsip has let go of an old one's."""

GOODBYE_S = 2.0
"""Longest wait at exit for the far ends to take leave."""

_EXIT_POLL_S = 0.05
Job = Callable[[], None]


class SipEndpoint:
    """pjsua2 from creation to destruction: `with SipEndpoint("127.0.0.1", 5060) as endpoint: endpoint.run(…)`.

    One a process. Everything that touches pjsua2 happens in the thread that entered it, inside `run`; other
    threads use `post`. At most 4 calls a process (a compiled limit of the wheel): a fifth INVITE gets 486.
    `address` is bound for SIP and RTP ("0.0.0.0": all); `public_address` is what messages name behind NAT;
    `rtp_port` is the first of 40 RTP ports (0: any). Raises PhoneError on entry.
    """

    def __init__(
        self,
        address: str,
        port: int,
        *,
        public_address: str = "",
        rtp_port: int = 0,
        codecs: Sequence[str] = ("G722", "PCMA", "PCMU"),
        user_agent: str = "Guichet vocal",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.address = address
        self.public_address = public_address
        self.rtp_port = rtp_port
        self.codecs = tuple(codecs)
        self.user_agent = user_agent
        self.port = port
        """The bound SIP port, once entered."""
        self.calls: dict[str, PhoneCall] = {}
        """Every living call. A call that nobody holds is garbage-collected, which hangs it up."""
        self.legs = Graveyard(lambda: [call.number for call in self.calls.values()])
        """Finished calls, until they can be destroyed without harm."""
        self.accounts: list[Any] = []
        self.callers: dict[str, Any] = {}
        """Accounts of outgoing calls by calling user."""
        self.clock = clock
        self._ports: list[AudioPort] = []
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._timers: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._thread = 0
        self._lib: Any = None
        self._switch_interval = sys.getswitchinterval()

    # Life

    def __enter__(self) -> Self:
        self._thread = threading.get_ident()
        self._lib = _Library()
        try:
            self._start()
        except BaseException:
            self._destroy()
            raise
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._leave()
        finally:
            sys.setswitchinterval(self._switch_interval)
            self._destroy()

    def _start(self) -> None:
        try:
            engine.silence_start()
            self._lib.libCreate()
            self._lib.libInit(engine.settings(self.user_agent))
            self.port = self._bind()
            self._lib.audDevManager().setNullDev()
            self._lib.libStart()
            engine.choose_codecs(self._lib, self.codecs)
        except pj.Error as error:
            raise PhoneError(f"The SIP engine did not start: {error.reason}.") from None

    def _bind(self) -> int:
        settings = self.transport_settings(self.port)
        try:
            transport = self._lib.transportCreate(pj.PJSIP_TRANSPORT_UDP, settings)
        except pj.Error as error:
            raise PhoneError(engine.bind_problem(self.address, self.port, error.status, error.reason)) from None
        info = self._lib.transportGetInfo(transport)
        return int(info.localName.rpartition(":")[2]) if not self.port else self.port

    def transport_settings(self, port: int) -> Any:
        """pjsua2's TransportConfig for SIP."""
        settings = pj.TransportConfig()
        settings.port = port
        settings.boundAddress = "" if self.address == "0.0.0.0" else self.address
        settings.publicAddress = self.public_address
        return settings

    def prepare_media(self, account: Any, rtp_port: int = 0) -> None:
        """Set an AccountConfig's media: RTP from `rtp_port` on (0: as the endpoint says), never SRTP.

        It changes the config's own part, since pj.AccountMediaConfig() alone is uninitialised memory: abort.
        """
        first = rtp_port or self.rtp_port
        transport = self.transport_settings(first)
        transport.portRange = RTP_PORTS if first else 0
        account.mediaConfig.transportConfig = transport
        account.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_DISABLED

    def _leave(self) -> None:
        """Say goodbye, then let go of every pjsua2 object: one that outlives the library aborts the process."""
        for call in list(self.calls.values()):
            call.end_now()
        deadline = self.clock() + GOODBYE_S
        self.run(lambda: not self.calls or self.clock() > deadline)
        for account in (*self.accounts, *self.callers.values()):
            account.shutdown()
        self.accounts.clear()
        self.callers.clear()
        settled = self.clock() + _EXIT_POLL_S
        self.run(lambda: self.clock() > settled)
        self._timers.clear()

    def _destroy(self) -> None:
        self.calls.clear()
        self._timers.clear()
        self.legs.clear()
        while not self._jobs.empty():
            self._jobs.get_nowait()
        self._ports.clear()
        gc.collect()
        lib, self._lib = self._lib, None
        if lib is not None:
            lib.libDestroy(pj.PJSUA_DESTROY_NO_RX_MSG)
            del lib

    # The loop

    def run(self, until: Callable[[], bool]) -> None:
        """Handle SIP, timers and jobs until `until()` is true; it is asked every 10 ms, or oftener.

        RuntimeError from another thread than the one that entered.
        """
        if not self.in_loop_thread:
            raise RuntimeError("SipEndpoint.run must be called by the thread that entered it")
        while not until():
            self._lib.libHandleEvents(LOOP_MS)
            self._run_jobs()
            self._run_timers()
            self.legs.clear()

    @property
    def in_loop_thread(self) -> bool:
        """Whether the caller is the thread that may touch pjsua2."""
        return threading.get_ident() == self._thread

    def post(self, job: Job) -> None:
        """Have `job` run in the loop, within about 10 ms. For any thread; exceptions are logged."""
        self._jobs.put(job)

    def later(self, delay_s: float, job: Job) -> None:
        """Have `job` run in the loop after `delay_s` seconds. Only from the loop's thread."""
        heapq.heappush(self._timers, (self.clock() + delay_s, next(self._order), job))

    def is_address(self, uri: str) -> bool:
        """Whether this is a well-formed SIP URI. Only from the loop's thread."""
        return bool(self._lib.utilVerifySipUri(uri) == pj.PJ_SUCCESS)

    def audio_port(self, rate: int) -> AudioPort:
        """A free audio port at `rate`, kept for the endpoint's whole life.

        pjsip 2.15 removes ports from the bridge on its own clock, after the request: a port deleted with its
        call could be read after it was freed. So ports are used again, never deleted while calls come and go.
        """
        for port in self._ports:
            if port.free and port.rate == rate:
                return port
        port = AudioPort(rate)
        self._ports.append(port)
        return port

    def _run_jobs(self) -> None:
        for _ in range(self._jobs.qsize()):
            try:
                self._run(self._jobs.get_nowait())
            except Empty:
                return

    def _run_timers(self) -> None:
        now = self.clock()
        while self._timers and self._timers[0][0] <= now:
            self._run(heapq.heappop(self._timers)[2])

    def _run(self, job: Job) -> None:
        try:
            job()
        except Exception:
            log.exception("telephone job failed")


class _Library(pj.Endpoint):  # type: ignore[misc]
    """pjsua2's endpoint: tells of calls it refuses by itself."""

    @guarded
    def onRejectedIncomingCall(self, prm: Any) -> None:  # the 5th call, mostly
        """An INVITE that never became a call."""
        log.info("call refused by pjsip", status=int(prm.statusCode), reason=str(prm.reason))
