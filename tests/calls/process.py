"""Programs that tests start: pjsua2 allows one endpoint a process. They report in JSON lines on stdout."""

import contextlib
import json
import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_S = 15.0


class Program:
    """A child process, its events in order. Every wait is bounded; closing ends it whatever it does."""

    def __init__(self, module: str, environment: dict[str, str] | None = None, **arguments: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, json.dumps(arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | (environment or {}),
        )
        self._events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.seen: list[dict[str, Any]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                self._events.put(json.loads(line))
        self._events.put(None)

    def expect(self, event: str, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        """The next event of this name; all before it stay in `seen`. AssertionError when it does not come."""
        while True:
            try:
                found = self._events.get(timeout=patience_s)
            except queue.Empty:
                raise AssertionError(f"no event {event!r} in {patience_s} s; seen: {self.seen}") from None
            assert found is not None, f"the program ended without {event!r}; seen: {self.seen}"
            self.seen.append(found)
            if found["event"] == event:
                return found

    def tell(self, command: str) -> None:
        """One line to its stdin."""
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def wait(self, patience_s: float = PATIENCE_S) -> int:
        """Its exit status."""
        return self.process.wait(patience_s)

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.process.stdout.close()


@contextlib.contextmanager
def program(module: str, **arguments: Any) -> Iterator[Program]:
    child = Program(module, **arguments)
    try:
        yield child
    finally:
        child.close()


@contextlib.contextmanager
def answering(**arguments: Any) -> Iterator[tuple[Program, int]]:
    """The town hall's side, ready, and its port. See answering_program for what `behaviour` may be."""
    with program("tests.calls.answering_program", **arguments) as child:
        yield child, int(child.expect("ready")["port"])


def calling(**arguments: Any) -> contextlib.AbstractContextManager[Program]:
    """The resident's side. See calling_program."""
    return program("tests.calls.calling_program", **arguments)


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
