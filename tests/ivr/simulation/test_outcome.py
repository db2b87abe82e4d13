"""What is not as a scenario expects, and where the call went wrong."""

from typing import Any

import pytest

from ivr.simulation.expectations import failures
from ivr.simulation.outcome import Exchange, Outcome
from ivr.simulation.scenario import Expect, ReplyRule, Scenario
from ivr.simulation.script import Move

TALK = (
    Exchange("Que puis-je faire pour vous ?", Move(say="Un trou."), "un trou", "confirm incident:nid_de_poule"),
    Exchange("Voulez-vous signaler un trou ?", Move(say="Oui."), "oui", "yes incident:nid_de_poule"),
    Exchange("Où est-ce ?", Move(say="Je ne sais pas.", foreseen=False), "je ne sais pas", "repair=unclear"),
    Exchange("Au revoir.", None),
)
CASE = {"kind": "nid_de_poule", "address": "2 rue Pasteur", "place_matched": True}
CALL = Outcome(TALK, "incident", {"case": CASE}, 42.0)


def wrong(call: Outcome = CALL, **expected: Any) -> list[tuple[str, int]]:
    scenario = Scenario(name="test", reply=(ReplyRule(say=("Un trou.",)),), expect=Expect(**expected))
    return [(each.what, each.at) for each in failures(scenario, call)]


def test_what_holds_is_no_failure() -> None:
    case = {"kind": "nid_de_poule", "address": "2 rue Pasteur", "place_matched": True}
    said, never = ["QUE puis-je", "revoir"], ["passeport"]
    assert wrong(outcome="incident", intent="incident:nid_de_poule", case=case, said=said, not_said=never) == []
    assert wrong(max_turns=3, max_seconds=60) == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"outcome": "appointment"}, "outcome is 'incident' instead of 'appointment'"),
        ({"intent": "incident:tags"}, "intent is incident:nid_de_poule instead of incident:tags"),
        ({"appointment": {"procedure": "acte"}}, "no appointment was stored instead of one with procedure 'acte'"),
        ({"said": ["bonjour"]}, "the assistant never said « bonjour »"),
        ({"max_turns": 2}, "the resident spoke 3 times instead of 2 at most"),
        ({"max_seconds": 40}, "the call lasted 42 s instead of 40 at most"),
    ],
)
def test_what_does_not_hold_is_told_at_the_first_misunderstanding(expected: dict[str, Any], said: str) -> None:
    assert wrong(**expected) == [(said, 2)]


def test_what_should_not_be_said_is_shown_where_it_was() -> None:
    assert wrong(not_said=["signaler"]) == [("the assistant said « signaler », which should not be said", 1)]
    what = "the assistant said « un trou », which should not be said (« un \\w+ »)"
    assert wrong(not_said=["un \\w+"]) == [(what, 1)]


def test_a_wrong_value_is_shown_where_it_was_understood() -> None:
    assert wrong(case={"kind": "tags"}) == [("case.kind is 'nid_de_poule' instead of 'tags'", 0)]
    told = (TALK[0], Exchange("Où ?", Move(say="Au 2."), "au deux", "place=2 rue Pasteur"), TALK[2], TALK[3])
    call = Outcome(told, "incident", CALL.stored)
    assert wrong(call, case={"address": "12 rue Pasteur"}) == [
        ("case.address is '2 rue Pasteur' instead of '12 rue Pasteur'", 1)
    ]
    what = "case.place_matched is 'True' instead of 'False'"
    assert wrong(call, case={"place_matched": False}) == [(what, 2)], "never understood"


def test_without_a_misunderstanding_the_unforeseen_question_is_shown() -> None:
    calm = Outcome((TALK[0], Exchange("?", Move(say="Quoi ?", foreseen=False)), TALK[3]), "abandoned", {})
    assert wrong(calm, outcome="incident") == [("outcome is 'abandoned' instead of 'incident'", 1)]


def test_intents_that_were_only_asked_about_do_not_count() -> None:
    asked = Exchange("?", Move(say="x"), "x", "choose incident:tags intent:horaires several incident:tags intent:bus")
    assert Outcome((asked,), "abandoned", {}).intents == ()
    assert CALL.intents == ("incident:nid_de_poule",)


def test_who_is_called_back_needs_a_person() -> None:
    assert not CALL.needs_person
    assert Outcome(TALK, "callback", {}).needs_person
    assert Outcome(TALK, "incident", {"callback": {"phone": "+33"}}).needs_person
