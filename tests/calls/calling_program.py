"""Callers for tests: `python -m tests.calls.calling_program '{"what": "file", "uri": "sip:…"}'`.

Events on stdout as in answering_program.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pjsua2 as pj

from ivr.line import Frame, HungUp
from ivr.phone.dialer import dial, run_beside
from ivr.phone.endpoint import PhoneError, SipEndpoint
from ivr.phone.file_call import call_with_file
from ivr.phone.phone_line import PhoneLine
from tests.calls.answering_program import tell


def call_file(
    uri: str,
    codec: str,
    wav: str = "",
    out: str = "",
    keys: str = "",
    linger_s: float = 0.5,
    answer_s: float = 10.0,
) -> None:
    """One call_with_file."""
    call = call_with_file(
        uri,
        Path(wav) if wav else None,
        list(keys),
        Path(out) if out else None,
        codec=codec,
        caller="0612345678",
        address="127.0.0.1",
        linger_s=linger_s,
        answer_s=answer_s,
    )
    tell("called", rate=call.rate, duration_s=call.duration_s, ended_by=call.ended_by, reason=call.reason)


def churn(uri: str, rounds: int) -> None:
    """Four callers who ring up, talk for a moment and hang up, each at their own pace, again and again."""
    with SipEndpoint("127.0.0.1", 0) as endpoint:

        def ring_up(number: int) -> None:
            for turn in range(rounds):
                seconds = 0.3 + 0.17 * ((3 * number + 5 * turn) % 7)
                line = redial(endpoint, uri, str(number))
                ended, frames = None, 0
                while ended is None:
                    event = line.read(5)
                    frames += isinstance(event, Frame)
                    ended = event if isinstance(event, HungUp) else None
                    if frames == int(seconds * 50):
                        frames += 1
                        line.hang_up()
                tell("churned", by=ended.by, early=frames < int(seconds * 50))

        def work() -> None:
            threads = [threading.Thread(target=ring_up, args=(number,)) for number in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)

        run_beside(endpoint, work)
    tell("done")


def redial(endpoint: SipEndpoint, uri: str, caller: str) -> PhoneLine:
    """Until a place is free on both sides: the one just left is not at the same instant."""
    for _ in range(20):
        try:
            return dial(endpoint, uri, caller=caller)
        except PhoneError as error:
            if "486" not in str(error) and "ETOOMANY" not in str(error):
                raise
            tell("busy")
            time.sleep(0.1)
    raise PhoneError("always busy")


def call_many(uri: str, count: int, codecs: list[str], seconds: float) -> None:
    """`count` calls at once; each reports the frames it heard."""
    with SipEndpoint("127.0.0.1", 0) as endpoint:

        def work() -> None:
            lines = [dial(endpoint, uri, codecs=codecs, caller=str(number)) for number in range(count)]
            tell("all up", rates=[line.rate for line in lines])
            threads = [threading.Thread(target=listen, args=(line, seconds)) for line in lines]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(seconds + 5)

        run_beside(endpoint, work)


def listen(line: PhoneLine, seconds: float) -> None:
    """Send back what comes, hang up after a while, tell how it went."""
    frames, end = 0, time.monotonic() + seconds
    while True:
        event = line.read(1.0)
        if isinstance(event, HungUp):
            tell("call over", by=event.by, frames=frames)
            return
        if isinstance(event, Frame):
            frames += 1
            line.write(event.pcm)
        if time.monotonic() > end:
            line.hang_up()
            end += 60


def call_hold(uri: str) -> None:
    """Talk, hold (re-INVITE), come back, hang up."""
    with SipEndpoint("127.0.0.1", 0) as endpoint:

        def work() -> None:
            line = dial(endpoint, uri)
            run_for(line, 0.4)
            endpoint.post(lambda: next(iter(endpoint.calls.values())).leg.setHold(pj.CallOpParam(True)))
            run_for(line, 0.6)
            endpoint.post(lambda: resume(endpoint))
            heard = run_for(line, 0.9)
            tell("resumed", sounding=sum(any(pcm) for pcm in heard[-20:]))
            line.hang_up()
            while not isinstance(line.read(1.0), HungUp):
                pass

        run_beside(endpoint, work)


def resume(endpoint: SipEndpoint) -> None:
    settings = pj.CallOpParam(True)
    settings.opt.flag = pj.PJSUA_CALL_UNHOLD
    next(iter(endpoint.calls.values())).leg.reinvite(settings)


def run_for(line: PhoneLine, seconds: float) -> list[bytes]:
    """Speak a square wave for a while; what was heard."""
    heard: list[bytes] = []
    wave = (b"\x00\x10" * 8 + b"\x00\xf0" * 8) * (line.rate // 50 // 16)
    while len(heard) < seconds * 50:
        event = line.read(1.0)
        if isinstance(event, Frame):
            heard.append(event.pcm)
            line.write(wave)
        elif isinstance(event, HungUp):
            break
    return heard


def call_and_vanish(uri: str) -> None:
    """Call, and hang up from the loop in mid-sentence."""
    with SipEndpoint("127.0.0.1", 0) as endpoint:
        line = dial(endpoint, uri)
        tell("up", rate=line.rate)
        end = time.monotonic() + 0.4
        endpoint.run(lambda: time.monotonic() > end)
    tell("gone", over=line.over)


SCENARIOS: dict[str, Callable[..., None]] = {
    "file": call_file,
    "churn": churn,
    "many": call_many,
    "hold": call_hold,
    "vanish": call_and_vanish,
}


def main(arguments: dict[str, Any]) -> int:
    try:
        SCENARIOS[arguments.pop("what")](**arguments)
    except PhoneError as error:
        tell("refused", text=str(error))
        return 1
    tell("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
