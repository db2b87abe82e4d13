"""How a simulated resident chooses what to say."""

from random import Random

from ivr.simulation.scenario import ReplyRule, Scenario
from ivr.simulation.script import DONT_KNOW, LOST, Move, Script

RULES = Scenario(
    name="test",
    reply=(
        ReplyRule(say=("Bonjour, un trou.", "Y a un trou.", "Un trou, quoi.")),
        ReplyRule(when="rue|lieu", say=("Rue Pasteur.",), times=2),
        ReplyRule(when="exact", keys="1", hang_up=True),
        ReplyRule(when="patientez", silence=9.0),
    ),
)


def said(script: Script, *heard: str) -> str:
    move = script.answer(heard)
    return move.say if move else ""


def test_answers_follow_the_rules_in_order() -> None:
    script = Script(RULES)
    assert said(script, "Bonjour, vous êtes à la mairie.") == "Bonjour, un trou."
    assert said(script, "Dans quelle RUE ?") == "Rue Pasteur."
    assert said(script, "rien", "quel lieu") == "Rue Pasteur.", "any reading may match"
    assert script.answer(["quelle rue"]) is None, "the rule is used up"
    assert script.answer(["patientez"]) == Move(silence_s=9.0)
    assert script.answer(["Est-ce exact ?"]) == Move(keys="1", hang_up=True)


def test_the_opening_is_said_once() -> None:
    script = Script(RULES)
    script.answer(["quelle rue"])
    assert script.answer(["autre chose"]) is None


def test_dice_choose_among_wordings() -> None:
    openings = {said(Script(RULES, Random(seed)), "Bonjour.") for seed in range(30)}
    assert openings == {"Bonjour, un trou.", "Y a un trou.", "Un trou, quoi."}


def test_a_lost_resident_gives_up_at_the_third_time() -> None:
    script = Script(RULES)
    moves = [script.lost() for _ in range(LOST)]
    assert {move.say for move in moves} == {DONT_KNOW}
    assert [move.hang_up for move in moves] == [False, False, True]
    assert not any(move.foreseen for move in moves)


def test_a_move_in_words() -> None:
    assert str(Move(say="Oui.", hang_up=True)) == "Oui. [raccroche]"
    assert str(Move(keys="12#")) == "[touches 12#]"
    assert str(Move(silence_s=9.0)) == "[silence 9 s]"
    assert str(Move(hang_up=True)) == "[raccroche]"
