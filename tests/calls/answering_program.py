"""A PhoneServer for tests: `python -m tests.calls.answering_program '{"behaviour": "echo"}'`.

Behaviours of each call: echo, slow (echo that stores for 0.5 s at the end), talk (echoes until a key, then says
0.4 s of tone and hangs up), transfer (to `target`), raise. Commands on stdin: `drain`, `stop` (or end of file).
Events on stdout, one JSON object a line.
"""

import json
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import structlog

from ivr.config import Sip
from ivr.line import AudioLine, Frame, HungUp, KeyPressed, TransferFailed
from ivr.phone.endpoint import PhoneError, SipEndpoint
from ivr.phone.server import PhoneServer
from tests.calls.sound import tone_frames

_lock = threading.Lock()


def tell(event: str, **details: Any) -> None:
    with _lock:
        print(json.dumps({"event": event, **details}), flush=True)


class Conversation:
    """What a session would do, much simplified."""

    def __init__(self, behaviour: str, target: str) -> None:
        self.behaviour = behaviour
        self.target = target
        self.storing_s = 0.5 if behaviour == "slow" else 0.0

    def hold(self, line: AudioLine) -> None:
        tell(
            "line",
            rate=line.rate,
            caller=line.caller,
            call_id=line.call_id,
            thread=threading.current_thread().name,
        )
        if self.behaviour == "raise":
            raise RuntimeError("a conversation that fails, on purpose")
        if self.behaviour == "transfer":
            line.transfer(self.target)
        frames, arrivals = 0, [time.monotonic()]
        while True:
            event = line.read(1.0)
            match event:
                case Frame(pcm):
                    frames += 1
                    arrivals.append(time.monotonic())
                    line.write(pcm)
                case KeyPressed(key):
                    tell("key", key=key)
                    if self.behaviour == "talk":
                        self._say_goodbye(line)
                case TransferFailed(reason):
                    tell("transfer failed", reason=reason, frames=frames)
                case HungUp(by, reason):
                    again = line.read(0.0) is event
                    gaps = [round(1000 * (b - a), 1) for a, b in pairwise(arrivals[1:])]
                    time.sleep(self.storing_s)
                    tell("hung up", by=by, reason=reason, frames=frames, again=again, gaps=sorted(gaps))
                    return
                case None:
                    tell("silent line")

    def _say_goodbye(self, line: AudioLine) -> None:
        line.flush()
        said = 0
        for pcm in tone_frames(line.rate, 700.0, 0.4):
            while not isinstance(line.read(1.0), Frame):
                pass
            line.write(pcm)
            said += 1
        line.hang_up()
        tell("goodbye", frames=said)


def main(arguments: dict[str, Any]) -> int:
    settings = Sip(
        address="127.0.0.1",
        port=arguments.get("port", 0),
        ring_delay_s=arguments.get("ring_delay_s", 0.05),
        allowed_peers=arguments.get("allowed_peers", []),
        registrar=arguments.get("registrar", ""),
        register_retry_s=1,
    )
    conversation = Conversation(arguments.get("behaviour", "echo"), arguments.get("target", ""))
    commands: list[str] = []

    def listen() -> None:
        for line in sys.stdin:
            commands.append(line.strip())
        commands.append("stop")

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        with SipEndpoint(settings.address, settings.port) as endpoint:
            server = PhoneServer(endpoint, settings, conversation.hold, max_calls=arguments.get("max_calls", 4))
            threading.Thread(target=listen, daemon=True, name="stdin").start()
            tell("ready", port=endpoint.port)
            known: list[bool | None] = [None]

            def told() -> bool:
                if server.registered != known[-1]:
                    known.append(server.registered)
                    tell("registration", registered=server.registered)
                return bool(commands)

            endpoint.run(told)
            if commands[0] == "drain":
                tell("draining", calls=server.calls)
            server.drain(3.0 if commands[0] == "drain" else 0.0)
            tell("drained", calls=server.calls)
    except PhoneError as error:
        tell("error", text=str(error))
        return 1
    conversations = [t.name for t in threading.enumerate() if t.name.startswith("call ")]
    native = sorted((task / "comm").read_text().strip() for task in Path("/proc/self/task").iterdir())
    sockets = [fd for fd in Path("/proc/self/fd").iterdir() if _is_socket(fd)]
    tell("closed", conversations=conversations, native=native, sockets=len(sockets))
    return 0


def _is_socket(descriptor: Path) -> bool:
    try:
        return str(descriptor.readlink()).startswith("socket:")
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
