from pathlib import Path

import pytest

from tests.cli.running import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A command line whose data folder is the test's own."""
    monkeypatch.setenv("GUICHET_FOLDERS__DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GUICHET_SPEECH__ADAPT_ON_IMPORT", "false")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path / "data", monkeypatch, capsys)
