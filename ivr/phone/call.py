"""One SIP call. Everything here runs in the endpoint's loop; sessions talk to it through its PhoneLine."""

from collections.abc import Callable, Sequence
from typing import Any

import pjsua2 as pj
import structlog

from ivr.line import HungUp, KeyPressed, TransferFailed
from ivr.phone.address import sip_uri, user_of
from ivr.phone.control import RemoteControl
from ivr.phone.endpoint import SipEndpoint
from ivr.phone.guard import guarded
from ivr.phone.insisting import insist
from ivr.phone.keys import KeyFilter
from ivr.phone.media_watch import DEAD_MEDIA_S, WATCH_S, MediaWatch
from ivr.phone.phone_line import PhoneLine
from ivr.phone.port import AudioPort
from ivr.phone.sdp import choose, keep_codecs

log = structlog.get_logger(__name__)

DRAIN_S = 1.0
"""Longest wait for the last words before a hang-up: they are 200 ms at most, but on hold nobody plays them."""

TAIL_S = 0.15
"""The last frame still has to pass the far end's jitter buffer when ours left."""

TRANSFER_S = 45.0
"""A transfer target rings 30 s or so; without news after this, the line is ours again."""

_OK = 200


class Leg(pj.Call):  # type: ignore[misc]
    """pjsua2's part of a call. Only its PhoneCall refers to it, and gives it to be buried in the end.

    Whatever ends its life (a timer's last reference, say) would hang up the call that has its number by then.
    """

    def __init__(self, account: Any, call_id: int, call: "PhoneCall") -> None:
        super().__init__(account, call_id)
        self._call = call

    @guarded
    def onCallSdpCreated(self, prm: Any) -> None:
        """See PhoneCall."""
        self._call.sdp_created(prm)

    @guarded
    def onCallState(self, prm: Any) -> None:
        """See PhoneCall."""
        self._call.state_changed(prm)

    @guarded
    def onCallMediaState(self, prm: Any) -> None:
        """See PhoneCall."""
        self._call.media_changed(prm)

    @guarded
    def onDtmfDigit(self, prm: Any) -> None:
        """See PhoneCall."""
        self._call.key_came(prm)

    @guarded
    def onCallTransferStatus(self, prm: Any) -> None:
        """See PhoneCall."""
        self._call.transfer_told(prm)


class PhoneCall:
    """A call, incoming (`call_id` given) or to be placed with `place`.

    `on_line` is called once, when the call is confirmed (ACK seen) and its media are up; `on_end` once,
    always, with the SIP status and text.
    """

    def __init__(
        self,
        endpoint: SipEndpoint,
        account: Any,
        key: str,
        *,
        call_id: int = -1,
        codecs: Sequence[str] = (),
        on_line: Callable[[PhoneLine], None],
        on_end: Callable[[int, str], None],
    ) -> None:
        self.leg: Any = Leg(account, call_id, self)
        self.key = key
        self._endpoint = endpoint
        self._codecs = tuple(codecs) or endpoint.codecs
        self._on_line = on_line
        self._on_end = on_end
        self._keys = KeyFilter()
        self._line: PhoneLine | None = None
        self._port: AudioPort | None = None
        self._confirmed = False
        self._audio_index = 0
        self._on_hold = False
        self._transferring = 0
        self._transfers = 0
        self._our_end: HungUp | None = None
        self._watch: MediaWatch | None = None
        self.over = False
        endpoint.calls[key] = self

    @property
    def number(self) -> int:
        """pjsua's number of the call, used again for later ones; -1 before it has one, and after the end."""
        return int(self.leg.getId()) if self.leg is not None else -1

    # What others ask, in the loop

    def ring(self) -> None:
        """180 Ringing."""
        self._answer(pj.PJSIP_SC_RINGING)

    def pick_up(self) -> None:
        """200 OK."""
        self._answer(pj.PJSIP_SC_OK)

    def refuse(self, status: int) -> None:
        """Turn an unanswered call down with this SIP status."""
        self._hang_up(status)

    def place(self, uri: str) -> None:
        """Dial. Raises pj.Error for an address that is none."""
        settings = pj.CallOpParam(True)
        settings.opt.audioCount = 1
        settings.opt.videoCount = 0
        self.leg.makeCall(uri, settings)

    def end_now(self) -> None:
        """Hang up without waiting for anything."""
        self._end(HungUp("assistant", "line closed"))

    def hang_up(self) -> None:
        """Hang up once the written frames were played."""
        self._hang_up_when_played(self._endpoint.clock() + DRAIN_S)

    def transfer(self, target: str) -> None:
        """Blind transfer; its outcome goes to the line."""
        if self.over or self._line is None or self._transferring:
            return
        if not self._endpoint.is_address(sip_uri(target)):
            self._transfer_failed(f"{target!r} is no SIP address")
            return
        self._transfers += 1
        self._transferring = this = self._transfers
        try:
            self.leg.xfer(sip_uri(target), pj.CallOpParam(True))
        except pj.Error as error:
            self._transfer_failed(f"{target}: {error.reason}")
            return

        def give_up() -> None:
            if self._transferring == this:
                self._transfer_failed("no news of the transfer")

        self._endpoint.later(TRANSFER_S, give_up)

    def send_key(self, key: str) -> None:
        """Press a key (RFC 4733)."""
        if not self.over:
            self.leg.dialDtmf(key)

    # What pjsua2 tells

    def sdp_created(self, prm: Any) -> None:
        """Our description, offer or answer: only the codecs this call wants.

        pjsip answers with the first codec of the *offerer's* order; left with one codec, it takes ours.
        """
        offer = str(prm.remSdp.wholeSdp)
        wanted = choose(self._codecs, offer) if offer else self._codecs
        prm.sdp.wholeSdp = keep_codecs(str(prm.sdp.wholeSdp), wanted)

    def state_changed(self, prm: Any) -> None:
        """Confirmed and disconnected matter."""
        info = self.leg.getInfo()
        if info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self._confirmed = True
            self._start_when_ready()
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self._finish(int(info.lastStatusCode), str(info.lastReason))

    def media_changed(self, prm: Any) -> None:
        """Media start, stop (hold), and come back, perhaps with another codec."""
        info = self.leg.getInfo()
        media = info.media
        for index in range(len(media)):
            if media[index].type == pj.PJMEDIA_TYPE_AUDIO:
                self._audio_changed(index, int(media[index].status), str(info.callIdString), str(info.remoteUri))
                return

    def key_came(self, prm: Any) -> None:
        """A key, by RFC 4733 or by SIP INFO."""
        key = str(prm.digit)
        if self._line is not None and self._keys.accept(key, int(prm.method), self._endpoint.clock()):
            self._line.tell(KeyPressed(key))

    def transfer_told(self, prm: Any) -> None:
        """The far end reports on our REFER: 1xx on the way, 2xx done, more: failed."""
        if not self._transferring:
            return
        status = int(prm.statusCode)
        if _OK <= status < _OK + 100 and prm.finalNotify:
            self._transferring = 0
            self._end(HungUp("assistant", "transferred"))
        elif status >= _OK + 100 or prm.finalNotify:
            self._transfer_failed(f"{status} {prm.reason}")

    # Steps

    def _answer(self, status: int) -> None:
        if not self.over:
            settings = pj.CallOpParam(True)
            settings.statusCode = status
            settings.opt.audioCount = 1
            settings.opt.videoCount = 0
            self.leg.answer(settings)

    def _hang_up(self, status: int) -> None:
        if self.over:
            return
        settings = pj.CallOpParam(True)
        settings.statusCode = status
        self.leg.hangup(settings)

    def _hang_up_when_played(self, deadline: float) -> None:
        if self.over:
            return
        waiting = self._line is not None and not self._line.playout.empty
        if waiting and self._endpoint.clock() < deadline:
            self._endpoint.later(0.02, lambda: self._hang_up_when_played(deadline))
            return
        self._endpoint.later(TAIL_S, lambda: self._end(HungUp("assistant", "hung up")))

    def _end(self, end: HungUp) -> None:
        """Hang up, for this reason; once, since pjsip counts a second hang-up as an error."""
        if self.over or self._our_end is not None:
            return
        self._our_end = end
        insist(lambda: self._hang_up(0), self._endpoint.later, self._give_up)

    def _give_up(self) -> None:
        """pjsip refuses to hang up: the session must not wait for ever, and letting go of the call ends it too."""
        log.error("pjsip did not hang up; the call is dropped", call=self.key)
        self._finish(0, "hang-up refused")

    def _transfer_failed(self, reason: str) -> None:
        self._transferring = 0
        if self._line is not None:
            self._line.tell(TransferFailed(reason))

    def _audio_changed(self, index: int, status: int, sip_call_id: str, remote_uri: str) -> None:
        self._audio_index = index
        self._on_hold = status != pj.PJSUA_CALL_MEDIA_ACTIVE
        if status not in (pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD):
            return
        try:
            stream = self.leg.getStreamInfo(index)
            audio = self.leg.getAudioMedia(index)
            port = self._port or self._open_line(int(stream.codecClockRate), sip_call_id, user_of(remote_uri))
            audio.startTransmit(port)
            port.startTransmit(audio)
        except pj.Error as error:
            # Held with `inactive`: there is no stream until the next re-INVITE.
            log.debug("no media for now", call=self.key, reason=str(error.reason))
        self._start_when_ready()

    def _open_line(self, rate: int, sip_call_id: str, caller: str) -> AudioPort:
        self._line = PhoneLine(rate, sip_call_id, caller, RemoteControl(self._endpoint, self.key))
        self._port = self._endpoint.audio_port(rate)
        self._port.attach(self._line)
        return self._port

    def _start_when_ready(self) -> None:
        if self._confirmed and self._line is not None and self._watch is None and not self.over:
            self._watch = MediaWatch(self._endpoint.clock())
            self._endpoint.later(WATCH_S, self._watch_media)
            self._on_line(self._line)

    def _watch_media(self) -> None:
        if self.over or self._watch is None:
            return
        if self._watch.is_dead(self._packets_received(), self._on_hold, self._endpoint.clock()):
            self._end(HungUp("failure", f"no sound packets for {DEAD_MEDIA_S:.0f} s"))
            return
        self._endpoint.later(WATCH_S, self._watch_media)

    def _packets_received(self) -> int:
        try:
            statistics = self.leg.getStreamStat(self._audio_index)
        except pj.Error:
            return 0
        return int(statistics.rtcp.rxStat.pkt)

    def _finish(self, status: int, reason: str) -> None:
        if self.over:
            return
        self.over = True
        if self._port is not None:
            self._port.detach()
            self._port = None
        if self._line is not None:
            self._line.end(self._our_end or _end_by_far_side(status, reason))
        # Only once pjsua2 has left this callback may the call be let go.
        self._endpoint.later(0.0, lambda: self._let_go(status, reason))

    def _let_go(self, status: int, reason: str) -> None:
        self._endpoint.calls.pop(self.key, None)
        leg, self.leg = self.leg, None
        self._endpoint.legs.bury(leg)
        self._on_end(status, reason)


def _end_by_far_side(status: int, reason: str) -> HungUp:
    said = f"{status} {reason}".strip()
    return HungUp("caller", said) if status < _OK + 100 else HungUp("failure", said)
