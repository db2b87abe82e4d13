"""Scenario files and the simulated resident's choice of answers."""

from pathlib import Path

import pytest

from ivr.scenario import DONT_KNOW, FOLDER, Expect, ScenarioError, Script, load, unmet

GOOD = """
name = "test"
[[reply]]
say = "Bonjour, un trou."
[[reply]]
when = "rue|lieu"
say = "Rue Pasteur."
times = 2
[[reply]]
when = "exact"
say = "Oui."
hang_up = true
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "scenario.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_shipped_scenario_loads() -> None:
    files = sorted(FOLDER.glob("*.toml"))
    assert files
    assert all(load(file).expect.case for file in files)


def test_answers_follow_the_rules_in_order(tmp_path: Path) -> None:
    script = Script(load(_file(tmp_path, GOOD)))
    assert script.answer(["Bonjour, vous êtes à la mairie."]).say == "Bonjour, un trou."
    assert script.answer(["Dans quelle RUE ?"]).say == "Rue Pasteur."
    assert script.answer(["rien", "quel lieu"]).say == "Rue Pasteur.", "any reading may match"
    assert script.answer(["quelle rue"]).say == DONT_KNOW, "the rule is used up"
    last = script.answer(["Est-ce exact ?"])
    assert (last.say, last.hang_up) == ("Oui.", True)


def test_the_opening_is_said_once(tmp_path: Path) -> None:
    script = Script(load(_file(tmp_path, GOOD)))
    script.answer(["quelle rue"])
    assert script.answer(["autre chose"]).say == DONT_KNOW


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 1", "name"),
        ("name = 'x'\nreply = []", "reply"),
        (GOOD.replace('"rue|lieu"', '"("'), "regular expression"),
        (GOOD + "\nnonsense = 1", "nonsense"),
        ("[", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as error:
        load(_file(tmp_path, text))
    assert "scenario.toml" in str(error.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


def test_what_is_not_as_expected_is_said() -> None:
    expect = Expect(outcome="incident", case={"kind": "lampadaire", "place": "12 rue des Lilas"})
    assert unmet(expect, "incident", {"kind": "lampadaire", "place": "12 rue des Lilas"}) == []
    failures = unmet(expect, "abandoned", {"kind": "tags"})
    assert len(failures) == 3
    assert "'tags' instead of 'lampadaire'" in failures[1]
