"""Residents drawn from a scenario: other values, other wordings, and the same again for the same seed."""

import re

import pytest

from ivr.simulation.scenario import EarlierReport, Expect, ReplyRule, Scenario, ScenarioError
from ivr.simulation.script import Script
from ivr.simulation.variation import NAMES, WRITTEN, dice, filled, words
from kb.demo_commune import ADDRESSES

SCENARIO = Scenario(
    name="test",
    vary={"address": ("12 rue des Lilas", "3 avenue du Stade"), "name": "name", "other": "address", "phone": "phone"},
    reply=(
        ReplyRule(say=("Au {address}, je suis {name}.",)),
        ReplyRule(when="{address}|\\d{2}", say=("{other}, au {phone}.",)),
    ),
    expect=Expect(case={"address": "{address}"}, said=("{name}",)),
)


def drawn(number: int, seed: int = 0) -> Scenario:
    return filled(SCENARIO, dice(SCENARIO, number, seed))


def test_the_written_call_takes_the_first_values() -> None:
    written = drawn(WRITTEN)
    assert written.reply[0].say[0].startswith("Au 12 rue des Lilas, je suis ")
    assert written.expect.case == {"address": "12 rue des Lilas"}
    assert written == drawn(WRITTEN, seed=5)


def test_what_is_said_and_expected_agree() -> None:
    for number in range(20):
        scenario = drawn(number)
        address = scenario.expect.case["address"]
        assert address in ("12 rue des Lilas", "3 avenue du Stade")
        assert scenario.reply[0].say == (f"Au {address}, je suis {scenario.expect.said[0]}.",)
        assert scenario.reply[1].when == f"{address}|\\d{{2}}", "braces of a regular expression are its own"
        assert scenario.expect.said[0] in NAMES


def test_values_made_by_the_generator_are_usable() -> None:
    addresses = ADDRESSES.read_text("utf-8").lower()
    for number in range(20):
        found = re.fullmatch(r"(\d+) (.+), au (0[67](?: \d\d){4})\.", drawn(number).reply[1].say[0])
        assert found, drawn(number).reply[1].say[0]
        assert f";{found[1]};;{found[2].lower()};" in addresses


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    assert [drawn(number) for number in range(8)] == [drawn(number) for number in range(8)]
    assert [drawn(number) for number in range(1, 8)] != [drawn(number, seed=1) for number in range(1, 8)]


def test_a_value_means_itself_in_a_regular_expression() -> None:
    scenario = SCENARIO.model_copy(update={"vary": {**SCENARIO.vary, "name": ("Dr. Roux (fils)",)}})
    assert re.search(filled(scenario, None).expect.said[0], "Vous êtes Dr. Roux (fils).")
    assert not re.search(filled(scenario, None).expect.said[0], "Vous êtes Dr, Roux (fils).")


def test_a_value_that_cannot_be_used_is_told() -> None:
    rule, told = ReplyRule(say=("Oui.",)), EarlierReport(kind="arbre", place="{here}")
    scenario = Scenario(name="x", vary={"here": ("",)}, reply=(rule,), earlier=(told,))
    with pytest.raises(
        ScenarioError, match=r"'x', with \[vary\] filled in: \[\[earlier\]\] 1, place: there is nothing"
    ):
        filled(scenario, None)


def test_wordings_do_not_depend_on_what_was_asked_before() -> None:
    said = tuple("abcdefgh")
    scenario = Scenario(
        name="x", reply=(ReplyRule(say=said), ReplyRule(when="code", say=said), ReplyRule(when="rue", say=said))
    )
    straight, asked = Script(scenario, words("5 x 1", 1)), Script(scenario, words("5 x 1", 1))
    assert straight.answer(["Bonjour"]) == asked.answer(["Bonjour"])
    asked.answer(["Quel code ?"])
    assert straight.answer(["rue"]) == asked.answer(["rue"])
    assert words("5 x 0", WRITTEN) is None, "a written call says the first"
