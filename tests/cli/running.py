"""Runs the command line inside the test process: fast, and with the same exit codes as a shell sees."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


class Shell:
    """`run("chat", "--json", typed="bonjour")` as a person would, over a data folder of the test."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *arguments: str, typed: str = "") -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["run_ivr.py", *arguments])
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self._capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        captured = self._capsys.readouterr()
        return Ran(code, captured.out, captured.err)
