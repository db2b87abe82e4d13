"""The whole counter on loopback: `run_ivr.py serve` as an installation runs it, over a data folder of the test."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asr_models import catalogue
from ivr import config
from tests.calls.process import ROOT

START_S = 60.0


def _voice_is_missing() -> bool:
    """A look only, since every test process collects: the programs under test check the 92 MB themselves.

    Where GUICHET_TEST_REQUIRE_VOICE is 1 (`make test`) it is never taken for missing: the calls then fail, loudly.
    """
    folder = config.load().models / catalogue.voice().name
    installed = (folder / "installed.json").is_file() and (folder / "voice.onnx").is_file()
    return not installed and os.environ.get("GUICHET_TEST_REQUIRE_VOICE") != "1"


needs_voice = pytest.mark.skipif(_voice_is_missing(), reason="no voice: run `python run_ivr.py setup`")


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Settings for a counter of this data folder that shares the installed models and prompts."""
    installed = config.load()
    return os.environ | {
        "GUICHET_FOLDERS__DATA": str(data),
        "GUICHET_FOLDERS__MODELS": str(installed.models),
        "GUICHET_FOLDERS__PROMPTS": str(installed.prompts),
        "GUICHET_SIP__ADDRESS": "127.0.0.1",
        "GUICHET_SIP__PORT": "0",
        "GUICHET_SIP__RING_DELAY_S": "0",
        "GUICHET_LOG__LEVEL": "warning",
        **settings,
    }


class Counter:
    """A running counter and what it tells of its calls."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.seen: list[dict[str, Any]] = []
        threading.Thread(target=self._read, daemon=True).start()
        self.port = int(self.expect("ready", START_S)["port"])

    @property
    def uri(self) -> str:
        return f"sip:mairie@127.0.0.1:{self.port}"

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))
        self._events.put(None)

    def expect(self, event: str, patience_s: float = 30.0) -> dict[str, Any]:
        """The next event of this name; those before it stay in `seen`."""
        while True:
            try:
                found = self._events.get(timeout=patience_s)
            except queue.Empty:
                raise AssertionError(f"no {event!r} in {patience_s} s; seen: {self.seen}") from None
            assert found is not None, f"the counter ended without {event!r}; seen: {self.seen}"
            self.seen.append(found)
            if found["event"] == event:
                return found


@contextlib.contextmanager
def counter(data: Path, **settings: str) -> Iterator[Counter]:
    """A counter that answers, and is stopped at the end."""
    process = subprocess.Popen(
        [sys.executable, "run_ivr.py", "serve", "--events"],
        cwd=ROOT,
        env=environment(data, **settings),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Counter(process)
    finally:
        process.terminate()
        try:
            assert process.wait(20) == 0
        finally:
            process.kill()


def command(data: Path, *arguments: str, timeout_s: float = 120.0) -> "subprocess.CompletedProcess[str]":
    """Run one command of the program over the test's data folder."""
    return subprocess.run(
        [sys.executable, "run_ivr.py", *arguments],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
