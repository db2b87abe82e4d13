"""`simulate`, as a shell uses it."""

import json
from pathlib import Path

from tests.cli.running import Shell

SCENARIO = """
name = "Un lampadaire"
[caller]
number = "0612345678"
[[reply]]
say = "Y a un lampadaire en panne."
[[reply]]
when = "poteau"
say = "Non."
[[reply]]
when = "numéro et le nom de la rue"
say = "Au 12 rue des Lilas."
[[reply]]
when = "à ce numéro|exact"
say = "Oui."
times = 2
[[reply]]
when = "autre chose"
say = "Non merci, au revoir."
hang_up = true
[expect]
outcome = "incident"
intent = "incident:lampadaire"
case.address = "12 rue des Lilas"
said = ["numéro de dossier"]
"""


def test_a_resident_who_gets_what_they_want(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lampadaire.toml").write_text(SCENARIO, "utf-8")
    ran = shell.run("simulate", str(tmp_path), "--json")
    assert ran.code == 0, ran.err + ran.out
    record = json.loads(ran.out)
    assert record["ok"] is True
    assert record["outcome"] == "incident"
    assert record["turns"] == 6
    assert record["exchanges"][2]["heard"] == "au douze rue des lilas", "numbers arrive in words"
    assert record["needs_person"] is False


def test_a_failure_shows_the_conversation(shell: Shell, tmp_path: Path) -> None:
    text = SCENARIO.replace('address = "12 rue', 'address = "14 rue')
    (tmp_path / "lampadaire.toml").write_text(text, "utf-8")
    ran = shell.run("simulate", str(tmp_path))
    assert ran.code == 1
    assert "case.address is '12 rue des Lilas' instead of '14 rue des Lilas'" in ran.out
    assert "Au 12 rue des Lilas." in ran.out
    assert "◄ here" in ran.out


def test_a_thousand_begin_with_three(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lampadaire.toml").write_text(SCENARIO, "utf-8")
    ran = shell.run("simulate", str(tmp_path), "--calls", "3", "--jobs", "2", "--json")
    assert sorted(json.loads(line)["number"] for line in ran.out.splitlines()) == [0, 1, 2]


def test_wrong_use(shell: Shell, tmp_path: Path) -> None:
    assert "nowhere.toml cannot be read" in shell.run("simulate", "nowhere.toml").err
    assert "holds no scenario" in shell.run("simulate", str(tmp_path)).err
    assert "is no half" in shell.run("simulate", "--half", "best").err


def test_a_measurement_needs_calls(shell: Shell) -> None:
    ran = shell.run("bench", "calls", "--text", "0")
    assert ran.code == 2
    assert "no call to hold" in ran.err
