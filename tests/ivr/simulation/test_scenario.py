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
        ("name = 1", "name: 1 is not a text in quotes"),
        ("name = 'x'\nreply = []", r"\[\[reply\]\]: there is nothing in it"),
        (GOOD.replace('"rue|lieu"', '"("'), "regular expression"),
        (GOOD.replace('keys = "1"', 'keys = "un"'), "keys"),
        (GOOD.replace('keys = "1"', 'keys = "1"\nsay = "Oui."'), "one of say, keys or silence"),
        (GOOD.replace('keys = "1"\nhang_up = true', ""), "one of say, keys or silence"),
        (GOOD.replace("un trou", "{place}"), r"\{place\} stands in \[\[reply\]\], but \[vary\] gives it no value"),
        (GOOD + "\n[vary]\nplace = []", "empty"),
        (GOOD + "\n[[earlier]]\nkind = 'trou'", r"\[\[earlier\]\] 1, place: it is missing"),
        (
            GOOD + "\n[[earlier]]\nkind = 'trou'\nplace = 'rue Pasteur'\ndays = -1",
            r"\[\[earlier\]\] 1, days: -1 is not allowed; write 0 or more",
        ),
        (GOOD + "\n[[earlier]]\nkind = 'trou'\nplace = '{here}'", r"\{here\} stands in \[\[earlier\]\]"),
        (GOOD + "\n[vary]\nplace = 'somewhere'", r"\[vary\] place: .* one of address, street, name, phone"),
        (GOOD.replace('name = "test"', 'name = "test"\nclock = "tomorrow"'), "2026-11-23T10:05"),
        (
            GOOD + "\n[expect]\noutcome = 'incidnt'",
            r"outcome: 'incidnt' is not known \(did you mean 'incident'\?\); use one of",
        ),
        (GOOD + "\n[expect]\nsaid = '['", "regular expression"),
        (GOOD + "\n[expect]\nsaid = ['x', 3]", r"\[expect\] said, item 2: 3 is not a text in quotes"),
        (GOOD + "\n[expect]\ncase.kind = 1.5", r"\[expect\] case.kind: 1.5 cannot be compared; write a text"),
        (GOOD + "\n[expect]\ncase.address = '{adress}'", r"\{adress\} stands in \[expect\]"),
        (GOOD + "\n[caller]\nnoise = 'rain'", r"\[caller\] noise: 'rain' is not known; use one of none, babble"),
        (GOOD + "\n[caller]\nvoice = 'toto'", r"\[caller\] voice: 'toto' is not known; use one of siwis, nicola"),
        (GOOD + "\n[caller]\nvoice = 'sarah'", r"did you mean 'sara'\?"),
        (GOOD + "\n[caller]\nband = 'wid'", r"\[caller\] band: 'wid' is not known \(did you mean 'wide'\?\)"),
        (GOOD + "\n[caller]\nloss = 80", r"\[caller\] loss: 80 is not allowed; write 30 or less"),
        (GOOD + "\n[caller]\nnoize = 'car'", r"\[caller\]: there is no key 'noize'; did you mean 'noise'\?"),
        ("caller = 3" + GOOD, r"\[caller\]: 3 is not a table"),
        ("name = 'x'\nreply = 3", r"\[\[reply\]\]: write each as a table of its own"),
        (GOOD.replace("times = 2", "times = 0"), r"\[\[reply\]\] 2, times: 0 is not allowed; write 1 or more"),
        (GOOD.replace("true", "'maybe'"), r"\[\[reply\]\] 3, hang_up: 'maybe' is not true or false"),
        (GOOD + "\n[[reply]]\nsay = 'Oui.'", r"\[\[reply\]\]: number 4 has no `when`"),
        (GOOD + "\n[vary]\nx1 = ['a']", r"\[vary\] x1: a name has small letters"),
        (GOOD + "\nnonsense = 1", r"\[\[reply\]\] 3: there is no key 'nonsense'; use one of when, say"),
        ("expected = 1" + GOOD, r"there is no key 'expected'; did you mean 'expect'\?"),
        (
            GOOD + "\n[expect]\nintent = 'procedure:passeport'",
            r"intent: .* did you mean 'intent:passeport'\?",
        ),
        (GOOD + "\n[expect]\ncase.kidn = 'trou'", r"\[expect\]: case has no 'kidn'; did you mean 'kind'\?"),
        (
            GOOD + "\n[expect]\ncase.kind = 'lampadere'",
            r"case.kind: 'lampadere' .*did you mean 'lampadaire'",
        ),
        (GOOD + "\n[expect]\nappointment.procedur = 'x'", "appointment has no 'procedur'; did you mean 'procedure'"),
        (GOOD.replace("Bonjour, un trou.", " "), r"\[\[reply\]\] 1, say: a sentence is empty"),
        (GOOD.replace('say = "Bonjour, un trou."', 'say = "Bonjour."\nwhen = "a"'), "none is the opening"),
        ("[", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as error:
        load(file(tmp_path, text))
    assert "scenario.toml" in str(error.value)
    assert not any(theirs in str(error.value) for theirs in ("Value error", "Input should", "Extra inputs", "\n"))


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
