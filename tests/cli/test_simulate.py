"""`simulate`, as a shell uses it."""

import json
import re
from pathlib import Path

import pytest

from ivr.config import load as settings
from ivr.simulation.runner import Bench, Planned
from ivr.simulation.scenario import load
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
    assert "Not as expected, turn 3: case.address" in ran.out
    assert "  3 Guichet   Où est-ce ?" in ran.out
    assert "Ended as incident; stored: case (kind lampadaire" in ran.out
    assert "none" in ran.out.split("turns to success")[1], "no call succeeded"


def test_what_the_assistant_said_wrongly_is_marked_where_it_said_it(shell: Shell, tmp_path: Path) -> None:
    text = SCENARIO + '\nnot_said = "numéro de dossier"\n'
    (tmp_path / "lampadaire.toml").write_text(text, "utf-8")
    marked = [line for line in shell.run("simulate", str(tmp_path)).out.splitlines() if line.endswith("◄ here")]
    assert marked and all("Guichet" in line and "numéro de dossier" in line for line in marked)


def test_a_call_that_expects_nothing_is_said_not_to_be_checked(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lampadaire.toml").write_text(SCENARIO.partition("[expect]")[0], "utf-8")
    ran = shell.run("simulate", str(tmp_path))
    assert ran.code == 0
    assert "1 of them without [expect]: held, and not checked." in ran.out
    assert "100" not in ran.out, "it counts for nothing"
    assert ran.err == ""


def test_every_wrong_file_is_told(shell: Shell, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(SCENARIO.replace("[caller]", "[caller]\nnoise = 'rain'"), "utf-8")
    ran = shell.run("simulate", str(tmp_path))
    assert ran.code == 2
    assert "a.toml: [caller] noise" in ran.err and "b.toml: [caller] noise" in ran.err


def test_a_question_that_no_rule_answers_is_shown(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lampadaire.toml").write_text(SCENARIO.replace('"poteau"', '"tuyau"'), "utf-8")
    ran = shell.run("simulate", str(tmp_path), "--all")
    assert re.search(r"Je ne sais pas\. \(.*no rule for this question\)", ran.out)


def test_a_thousand_begin_with_three(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lampadaire.toml").write_text(SCENARIO, "utf-8")
    ran = shell.run("simulate", str(tmp_path), "--calls", "3", "--jobs", "2", "--json")
    assert sorted(json.loads(line)["number"] for line in ran.out.splitlines()) == [0, 1, 2]


def test_wrong_use(shell: Shell, tmp_path: Path) -> None:
    assert "nowhere.toml cannot be read" in shell.run("simulate", "nowhere.toml").err
    assert "holds no scenario" in shell.run("simulate", str(tmp_path)).err
    assert "is no half" in shell.run("simulate", "--half", "best").err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--no-network"], "--no-network: it is a way to hold calls by voice; give --voice too."),
        (["--record"], "--record: it needs --baseline FILE"),
        (["--all", "--json"], "--all: it changes nothing with --json"),
        (["--record", "--baseline", "nowhere/b.json"], "nowhere/b.json cannot be written"),
        (["--baseline", "b.json"], "b.json cannot be read"),
    ],
)
def test_options_that_make_no_sense_together(shell: Shell, tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / "lampadaire.toml").write_text(SCENARIO, "utf-8")
    ran = shell.run("simulate", "lampadaire.toml", *options)
    assert (ran.code, ran.out) == (2, ""), "before any call"
    assert said in ran.err


def test_a_mistake_in_a_file_is_told_before_any_call(shell: Shell, tmp_path: Path) -> None:
    voice = SCENARIO.replace("[caller]", "[caller]\nvoice = 'toto'")
    earlier = SCENARIO + '[[earlier]]\nkind = "arbro"\nplace = "3 rue Pasteur"\n'
    (tmp_path / "a.toml").write_text(SCENARIO, "utf-8")
    for text, said in (
        (voice, "[caller] voice: 'toto' is not known"),
        (earlier, "[[earlier]] 1, kind: 'arbro' is not"),
    ):
        (tmp_path / "b.toml").write_text(text.replace("Un lampadaire", "Un autre"), "utf-8")
        ran = shell.run("simulate", str(tmp_path), "--json")
        assert (ran.code, ran.out) == (2, "")
        assert f"b.toml: {said}" in ran.err
        assert "Traceback" not in ran.err


def test_what_is_known_to_fail_is_marked(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lampadaire.toml").write_text(SCENARIO.replace('address = "12', 'address = "14'), "utf-8")
    options = ("simulate", "lampadaire.toml", "--baseline", "b.json")
    assert shell.run(*options, "--record").code == 0
    told = shell.run(*options)
    assert told.code == 0
    assert "Un lampadaire (known)" in told.out
    assert "1 of 1 calls not as expected: 1 known, 0 new." in told.out
    record = json.loads(shell.run(*options, "--json").out)
    assert (record["ok"], record["known"], record["failed_at"], record["seconds"]) == (False, True, [3], None)
    other = shell.run(*options, "--seed", "5")
    assert (other.code, other.out) == (2, ""), "before any call"
    assert "with seed 0, and these are 1 call(s) in text with seed 5" in other.err


def test_the_example_of_the_page_goes_well_however_it_is_varied(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "example.toml"
    file.write_text(example, "utf-8")
    bench = Bench(settings(data=tmp_path / "data"), tmp_path)
    calls = [(0, 0), *((seed, 1) for seed in range(1, 21))]
    held = {call: bench.hold(Planned(file, load(file), call[1]), call[0]) for call in calls}
    assert {call: each.failures for call, each in held.items() if each.failures} == {}
