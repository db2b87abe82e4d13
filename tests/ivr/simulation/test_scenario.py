"""Scenario files: what they may say, and how a wrong one is told."""

from pathlib import Path

import pytest

from ivr.simulation.scenario import FOLDER, ScenarioError, load, load_all

GOOD = """
name = "test"
[[reply]]
say = "Bonjour, un trou."
[[reply]]
when = "rue|lieu"
say = ["Rue Pasteur.", "C'est rue Pasteur."]
times = 2
[[reply]]
when = "exact"
keys = "1"
hang_up = true
"""


def file(folder: Path, text: str, name: str = "scenario.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_every_shipped_scenario_loads_and_expects_something() -> None:
    shipped = load_all([FOLDER])
    assert shipped
    assert [path for path, each in shipped.items() if not each.expect.model_fields_set] == []


def test_one_sentence_or_several(tmp_path: Path) -> None:
    scenario = load(file(tmp_path, GOOD))
    assert [rule.say for rule in scenario.reply] == [
        ("Bonjour, un trou.",),
        ("Rue Pasteur.", "C'est rue Pasteur."),
        (),
    ]
    assert scenario.begins_at.isoformat() == "2026-11-23T10:05:00+01:00"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 1", "name"),
        ("name = 'x'\nreply = []", "reply"),
        (GOOD.replace('"rue|lieu"', '"("'), "regular expression"),
        (GOOD.replace('keys = "1"', 'keys = "un"'), "keys"),
        (GOOD.replace('keys = "1"', 'keys = "1"\nsay = "Oui."'), "one of say, keys or silence"),
        (GOOD.replace('keys = "1"\nhang_up = true', ""), "one of say, keys or silence"),
        (GOOD.replace("un trou", "{place}"), r"\{place\} stands in a reply"),
        (GOOD + "\n[vary]\nplace = []", "empty"),
        (GOOD + "\n[[earlier]]\nkind = 'trou'", "earlier.0.place"),
        (GOOD + "\n[[earlier]]\nkind = 'trou'\nplace = 'rue Pasteur'\ndays = -1", "earlier.0.days"),
        (GOOD + "\n[[earlier]]\nkind = 'trou'\nplace = '{here}'", r"\{here\} stands in \[\[earlier\]\]"),
        (GOOD + "\n[vary]\nplace = 'somewhere'", "vary.place"),
        (GOOD.replace('name = "test"', 'name = "test"\nclock = "tomorrow"'), "2026-11-23T10:05"),
        (GOOD + "\n[expect]\noutcome = 'fine'", "is no outcome"),
        (GOOD + "\n[expect]\nsaid = '['", "regular expression"),
        (GOOD + "\n[caller]\nnoise = 'rain'", "caller.noise"),
        (GOOD + "\nnonsense = 1", "nonsense"),
        ("[", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as error:
        load(file(tmp_path, text))
    assert "scenario.toml" in str(error.value)
    assert "Value error" not in str(error.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="holds no scenario"):
        load_all([tmp_path])


def test_names_are_unique(tmp_path: Path) -> None:
    file(tmp_path, GOOD, "a.toml")
    file(tmp_path, GOOD, "b.toml")
    with pytest.raises(ScenarioError, match=r"b\.toml: name: 'test' is the name of .*a\.toml"):
        load_all([tmp_path])


def test_a_file_that_is_in_a_folder_too_is_loaded_once(tmp_path: Path) -> None:
    path = file(tmp_path, GOOD)
    assert list(load_all([path, tmp_path])) == [path]


def test_halves_follow_the_name_alone(tmp_path: Path) -> None:
    halves = [load(file(tmp_path, GOOD.replace("test", f"test {number}"))).half for number in range(200)]
    assert 70 < halves.count("report") < 130
    assert halves[0] == load(file(tmp_path, GOOD.replace("test", "test 0").replace("Pasteur", "Curie"))).half
