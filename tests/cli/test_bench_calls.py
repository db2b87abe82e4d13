"""`bench calls`, as a shell uses it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ivr import bench_calls
from ivr.bench_calls import Quality
from tests.cli.running import Shell

ROOT = Path(__file__).parents[2]


def _no_call(*_: object, **__: object) -> Quality:
    raise AssertionError("no call may be held")


def test_a_measurement_needs_calls(shell: Shell) -> None:
    ran = shell.run("bench", "calls", "--text", "0")
    assert ran.code == 2
    assert "no call to hold" in ran.err


def test_a_broken_history_is_told_before_any_call(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_calls, "measure", _no_call)
    (tmp_path / "quality.jsonl").write_text("{\n", "utf-8")
    ran = shell.run("bench", "calls", "--keep", str(tmp_path))
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert f"{tmp_path / 'quality.jsonl'}, line 1 is no measurement" in ran.err
    assert "is a folder: name the file" in shell.run("bench", "calls", "--page", str(tmp_path)).err


def test_a_small_measurement_is_not_kept(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_calls, "measure", _no_call)
    ran = shell.run("bench", "calls", "--text", "5", "--keep", str(tmp_path))
    assert ran.code == 2
    assert "5 calls are too few" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_measurement_that_is_interrupted_writes_nothing(tmp_path: Path) -> None:
    """Ctrl-C in a terminal reaches the whole group: those who hold calls, too."""
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "run_ivr.py"), "bench", "calls", "--half", "tune", "--jobs", "2",
         "--keep", str(tmp_path), "--page", str(tmp_path / "page.html")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"GUICHET_FOLDERS__DATA": str(tmp_path / "data"), "TMPDIR": str(tmp_path), "TERM": "dumb"},
    )  # fmt: skip
    with running:
        # Both children hold calls once there is a folder for each of them.
        while running.poll() is None and len(list(tmp_path.glob("tmp*/[0-9]*"))) < 2:
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(0.1)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "of 1" in err
    assert [line for line in err.splitlines() if line] == [err.strip()], "one sentence"
    assert err.strip().endswith("calls: nothing was written.")
    assert out == ""
    assert not {each.name for each in tmp_path.iterdir()} & {"page.html", "quality.md", "quality.jsonl"}


def test_a_measurement_as_data(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run(
        "bench", "calls", "--half", "tune", "--text", "1", "--page", str(tmp_path / "new" / "p.html"), "--json"
    )
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert data["conditions"][0]["all"]["success"].keys() == {"hits", "of", "value", "interval"}
    assert (tmp_path / "new" / "p.html").is_file()
