"""A yes that commits: eager, doubtful, put off, or taken back; what was read is not read again without end."""

import pytest

from dialogue import doubts
from dialogue.events import Utterance
from dialogue.questions import EXPECT_YES_NO, Answer, Question
from ivr.conversations import Held

READ = Question("confirm", "readback", {"label": "un lampadaire en panne"}, EXPECT_YES_NO)
OTHER = Question("confirm", "readback", {"label": "un trou dans la chaussée"}, EXPECT_YES_NO)

YES = """oui; mais oui; mais si; oui mais oui; mais bien sûr; oui c'est ça mais faites vite; oui mais c'est urgent;
oui mais dépêchez-vous; oui mais ne tardez pas; oui je pense bien; oui et si je peux avoir un sms;
oui je regarde c'est bien ça; c'est ça ah bon d'accord; attendez oui c'est exact; ah bon oui oui"""
YES_WHERE_LOOKED = "oui mais il faut venir le soir; oui mais il y a des enfants; oui c'est bon mais ça dure"
DOUBTS = """oui je crois; oui enfin je crois; je crois bien que oui; oui je pense bien que c'est ça; normalement oui;
oui il me semble; oui si vous le dites; oui si je peux; oui attendez; oui ah bon; oui faut que je regarde"""
TAKEN_BACK = """oui mais plutôt l'après-midi; oui sauf l'adresse; oui mais c'est au quatorze; oui mais pas là;
oui mais le nom est faux; oui mais plus tôt"""


def said(text: str) -> Answer:
    return Answer(Utterance.typed(" ".join(text.split())))


def each(texts: str) -> list[str]:
    return texts.split(";")


@pytest.mark.parametrize(("texts", "looked"), [(YES, False), (YES, True), (YES_WHERE_LOOKED, True)])
def test_an_eager_yes_is_one(held: Held, texts: str, looked: bool) -> None:
    talk = held.conversation.talk
    refused = [text for text in each(texts) if not doubts.sure(talk, READ, said(text), looked=looked)]
    assert not refused


@pytest.mark.parametrize(
    ("texts", "looked"), [(DOUBTS, False), (DOUBTS, True), (TAKEN_BACK, False), (TAKEN_BACK, True)]
)
def test_a_yes_that_is_doubted_or_taken_back_is_none(held: Held, texts: str, looked: bool) -> None:
    talk = held.conversation.talk
    taken = [text for text in each(texts) if doubts.sure(talk, READ, said(text), looked=looked) is not None]
    assert not taken


def test_what_is_doubted_is_read_again_then_asked_plainly_then_taken(held: Held) -> None:
    talk, doubtful = held.conversation.talk, said("je crois bien que oui")
    assert doubts.heard(talk, READ, doubtful)
    assert doubts.plainly(talk, READ) == READ
    assert doubts.heard(talk, READ, doubtful)
    assert doubts.plainly(talk, READ).wording == "doubt_plainly"
    assert doubts.sure(talk, doubts.plainly(talk, READ), doubtful) is True
    assert not doubts.heard(talk, READ, said("je ne sais pas"))


def test_something_else_that_is_read_is_doubted_by_itself(held: Held) -> None:
    talk, doubtful = held.conversation.talk, said("oui je crois")
    doubts.heard(talk, READ, doubtful)
    doubts.heard(talk, READ, doubtful)
    assert doubts.plainly(talk, OTHER) == OTHER
    assert doubts.sure(talk, OTHER, doubtful) is None


def test_the_same_is_not_read_again_without_end(held: Held) -> None:
    talk = held.conversation.talk
    assert [doubts.read_again(talk, READ) for _ in range(3)] == [True, True, False]
    assert doubts.read_again(talk, OTHER)


def test_what_is_left_out_of_a_yes() -> None:
    assert doubts.excepted(said("oui sauf l'adresse")) == "l adresse"
    assert doubts.excepted(said("oui c'est ça")) == ""
