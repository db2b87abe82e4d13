"""Programs of ours in processes of their own, whose JSON lines are followed: for demos and simulated calls."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from ivr.config import Settings

PROGRAM = Path(__file__).parent.parent / "run_ivr.py"
Event = dict[str, Any]


class ChildError(Exception):
    """A call between processes could not be held. One sentence."""


class Child:
    """A process that runs: what it tells, and what it is told."""

    def __init__(self, process: "subprocess.Popen[str]", events: SimpleQueue[Event]) -> None:
        self._process = process
        self.events = events

    def tell(self, event: Event) -> None:
        """Write a JSON line to its input; one that is gone hears nothing."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(json.dumps(event, ensure_ascii=False) + "\n")
            self._process.stdin.flush()


@contextmanager
def process(
    settings: Settings, arguments: list[str], *, port: int | None = None, into: SimpleQueue[Event] | None = None
) -> Iterator["Child"]:
    """A process of this program whose JSON lines go to a queue; stopped on exit."""
    events: SimpleQueue[Event] = into if into is not None else SimpleQueue()
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), *arguments, *config_option(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | child_environment(settings, port),
    )
    reader = threading.Thread(target=_read, args=(process, events), daemon=True)
    reader.start()
    try:
        yield Child(process, events)
    finally:
        _stop(process)
        reader.join(5)


def config_option(settings: Settings) -> list[str]:
    """`--config FILE` when the settings were read from a file: the children must read the same one."""
    file = type(settings).toml_file
    return ["--config", str(file.resolve())] if file else []


def child_environment(settings: Settings, port: int | None) -> dict[str, str]:
    """What must differ from an installation that answers a real line: the demo's call stays on this machine."""
    environment = {
        "GUICHET_FOLDERS__DATA": str(settings.folders.data),
        "GUICHET_FOLDERS__MODELS": str(settings.models),
        "GUICHET_FOLDERS__PROMPTS": str(settings.prompts),
        "GUICHET_RECORDINGS__KEEP": "true",
        "GUICHET_SIP__ADDRESS": "127.0.0.1",
        "GUICHET_SIP__ALLOWED_PEERS": "",
        "GUICHET_SIP__PUBLIC_ADDRESS": "",
        "GUICHET_SIP__REGISTRAR": "",
        "GUICHET_SIP__RTP_PORT": "0",
        "GUICHET_TOWN__AGENT_NUMBER": "",
        "GUICHET_LOG__LEVEL": "warning",
    }
    return environment if port is None else environment | {"GUICHET_SIP__PORT": str(port)}


def _stop(process: "subprocess.Popen[str]") -> None:
    """End a child: kindly, then in haste (a second SIGTERM cuts its calls), then by force."""
    for patience_s in (10, 10):
        process.terminate()
        try:
            process.wait(patience_s)
            return
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()


def _read(process: "subprocess.Popen[str]", events: SimpleQueue[Event]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        events.put(json.loads(line))
    events.put({"event": "process_ended", "code": process.wait(), "of": process.args[2]})  # type: ignore[index]


def next_event(events: SimpleQueue[Event], timeout_s: float, wanted: str = "") -> Event:
    """The next event (of a kind). Raises ChildError when none comes in time, or a process died."""
    while True:
        try:
            event = events.get(timeout=timeout_s)
        except Empty:
            raise ChildError(f"Nothing happened for {timeout_s:.0f} s: the call does not go on.") from None
        if event["event"] == "process_ended" and event["code"] not in (0, None):
            raise ChildError(f"The process {event['of']} ended with code {event['code']}; its message is above.")
        if not wanted or event["event"] == wanted:
            return event
