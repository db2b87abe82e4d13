"""Whatever is wrong with files, options and machine: one sentence, the right exit code, nothing half-written."""

import socket
import sqlite3
import wave
from pathlib import Path

import pytest

from tests.cli.running import Ran, Shell


def _one_sentence(ran: Ran, code: int, *parts: str) -> None:
    assert ran.code == code, ran
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    for part in parts:
        assert part in ran.err


def test_a_broken_configuration_file(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "guichet.toml").write_text("[sip\n")
    _one_sentence(shell.run("chat"), 2, "guichet.toml", "not valid TOML")


def test_a_wrong_value_names_key_value_and_choice(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "guichet.toml").write_text("[sip]\nport = 123456\n")
    _one_sentence(shell.run("chat"), 2, "sip.port", "123456", "65535")


def test_an_unknown_key(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "guichet.toml").write_text("[sip]\nprot = 5060\n")
    _one_sentence(shell.run("chat"), 2, "sip.prot")


def test_a_data_folder_that_cannot_be_made(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _one_sentence(shell.run("chat", "--data", str(tmp_path / "file" / "data")), 3, "data")


def test_a_file_that_is_no_database(shell: Shell) -> None:
    shell.data.mkdir()
    (shell.data / "guichet.db").write_bytes(b"hello " * 1000)
    _one_sentence(shell.run("chat"), 3, "guichet.db", "not a database")
    assert (shell.data / "guichet.db").read_bytes() == b"hello " * 1000


def test_a_database_of_a_newer_program(shell: Shell) -> None:
    shell.run("kb", "calls")
    with sqlite3.connect(shell.data / "guichet.db") as database:
        row = database.execute("SELECT migration_set FROM _sqlite_migrations").fetchone()
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, '9999_future', '2030')", row
        )
    _one_sentence(shell.run("kb", "calls"), 3, "guichet.db", "newer")


def test_no_voice_installed(shell: Shell) -> None:
    _one_sentence(shell.run("say", "bonjour", "--out", "x.wav"), 3, "kokoro-fr", "run_ivr.py setup")
    assert not Path("x.wav").exists()


def test_a_damaged_voice_names_its_checksum(shell: Shell) -> None:
    from ivr import config

    installed = Path("~/.local/share/guichet-vocal/models/kokoro-fr").expanduser()
    if not installed.is_dir():
        pytest.skip("no voice: run `python run_ivr.py setup`")
    folder = config.load().models / "kokoro-fr"
    folder.mkdir(parents=True)
    for name in ("installed.json", "voice.onnx.json"):
        (folder / name).write_bytes((installed / name).read_bytes())
    (folder / "voice.onnx").write_bytes(b"not the voice")
    _one_sentence(shell.run("models", "check"), 3, "voice.onnx", "SHA-256", "setup")


def test_a_sound_of_another_format(shell: Shell, tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "stereo.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(3200))
    _one_sentence(shell.run("transcribe", "stereo.wav"), 2, "stereo.wav", "2 channel", "mono")
    (tmp_path / "text.wav").write_text("bonjour")
    _one_sentence(shell.run("transcribe", "text.wav"), 2, "text.wav", "not a PCM WAV")
    _one_sentence(shell.run("transcribe", "missing.wav"), 2, "missing.wav", "does not exist")
    _one_sentence(shell.run("call", "sip:x@127.0.0.1", "--wav", "text.wav"), 2, "text.wav")


def test_a_wrong_import_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "streets.csv").write_text("name,number\nrue X,1\n")
    _one_sentence(shell.run("kb", "import", "ban", "streets.csv"), 2, "streets.csv")


def test_wrong_use(shell: Shell) -> None:
    assert shell.run("nonsense").code == 2
    assert shell.run("chat", "--now", "tomorrow").code == 2
    assert shell.run("call", "sip:x@127.0.0.1", "--keys", "1,z").code == 2
    for command in (("chat",), ("call", "sip:x@127.0.0.1")):
        ran = shell.run(*command, "--caller", "toto")
        assert ran.code == 2 and "'toto' is not a telephone number" in ran.err
    assert shell.run("transcribe", "a.wav", "--rate", "11025").code == 2


@pytest.mark.sip
def test_nobody_at_that_address(shell: Shell) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        _one_sentence(shell.run("call", f"sip:x@127.0.0.1:{port}", "--answer", "1"), 3, str(port), "nobody answered")
