"""Short answers that were taken for something else: to a ticket's question, to a survey, to an offer to send."""

import pytest

from dialogue.events import Hypothesis, Utterance
from dialogue.flows.followup import answers as case_answers
from dialogue.flows.procedures import replies as procedure_replies
from dialogue.flows.projects import questions as survey_questions
from dialogue.questions import Answer


def said(text: str) -> Answer:
    return Answer(Utterance((Hypothesis(text, 1.0),)))


@pytest.mark.parametrize("text", ["je ne l'ai pas", "je ne les ai pas", "je l'ai pas", "non je ne l'ai pas"])
def test_no_number_at_hand(text: str) -> None:
    assert case_answers.without_number(said(text))


@pytest.mark.parametrize("text", ["elle est réparée", "ils ont été réparés", "c'est réparé", "ça remarche"])
def test_repaired(text: str) -> None:
    assert case_answers.says_fixed(said(text)) is True


@pytest.mark.parametrize(
    "text",
    [
        "ils sont venus",
        "c'est réparé à moitié",
        "ça remarche mais pas longtemps",
        "ça n'est jamais réparé",
        "elle n'est pas réparée",
    ],
)
def test_not_surely_repaired(text: str) -> None:
    assert not case_answers.says_fixed(said(text))


@pytest.mark.parametrize("text", ["c'est noté", "noté", "oui c'est noté"])
def test_noted(text: str) -> None:
    assert procedure_replies.reply_at("list", said(text)) is True


@pytest.mark.parametrize(
    "text",
    ["non j'arrête", "je veux arrêter là", "bon, on s'arrête là, merci", "je m'arrête là", "stop s'il vous plaît"],
)
def test_the_survey_stops(text: str) -> None:
    assert survey_questions.stops(said(text))


@pytest.mark.parametrize("text", ["non", "non merci", "oui", "je veux arrêter la pollution"])
def test_the_survey_goes_on(text: str) -> None:
    assert not survey_questions.stops(said(text))


NOTHING = """non; non je vous remercie; non pas pour le moment; non absolument pas; non pas spécialement; non ça suffit;
non c'est parfait merci; merci; c'est tout; rien d'autre merci bien; ça ira; pas pour l'instant merci;
non je n'ai rien à ajouter; c'est très bien comme ça merci; je n'ai rien d'autre à dire; non je ne pense pas"""
SOMETHING = """oui; oui merci; non il clignote toujours; merci de dire que c'est dangereux; non mais c'est dangereux;
rien n'a changé; pour le moment c'est toujours cassé; oui non; pas encore réparé; non c'est toujours pas réparé"""


def each(texts: str) -> list[str]:
    return [" ".join(text.split()) for text in texts.split(";")]


@pytest.mark.parametrize("text", each(NOTHING))
def test_nothing_to_add(text: str) -> None:
    assert case_answers.nothing_more(said(text))


@pytest.mark.parametrize("text", each(SOMETHING))
def test_something_to_add(text: str) -> None:
    assert not case_answers.nothing_more(said(text))
