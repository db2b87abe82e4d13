from dataclasses import replace
from datetime import date

import pytest

from dialogue.events import Hypothesis, Utterance
from dialogue.flows.projects.questions import asked, stops, value
from dialogue.flows.projects.taking_part import Situation, may_invite, may_propose
from dialogue.flows.projects.which import named
from dialogue.questions import Answer
from kb.consultations import SKIPPED, Consultation, ConsultationQuestion

CALM = Situation(
    served=True,
    proposed=False,
    in_danger=False,
    upset=False,
    failures=1,
    broken=False,
    called_back=False,
    known=True,
)


def test_who_was_served_and_is_calm_may_be_asked() -> None:
    assert may_propose(CALM)


@pytest.mark.parametrize(
    "change",
    [
        {"served": False},
        {"proposed": True},
        {"in_danger": True},
        {"upset": True},
        {"failures": 2},
        {"broken": True},
        {"called_back": True},
        {"known": False},
    ],
)
def test_one_reason_not_to_is_enough(change: dict[str, bool | int]) -> None:
    assert not may_propose(replace(CALM, **change))  # type: ignore[arg-type]  # one field, of its own type


@pytest.mark.parametrize("change", [{"proposed": True}, {"in_danger": True}, {"upset": True}, {"called_back": True}])
def test_who_asked_about_a_project_is_not_pressed_in_distress(change: dict[str, bool]) -> None:
    assert may_invite(replace(CALM, served=False, known=False))
    assert not may_invite(replace(CALM, **change))  # one field, of its own type


def project(key: str, title: str, *aliases: str) -> Consultation:
    day = date(2026, 11, 23)
    return Consultation(1, key, "travaux", title, "", aliases, "On travaille.", day, day, (), "arrêté", day)


PROJECTS = (
    project("pasteur", "les travaux de la rue Pasteur"),
    project("place", "le réaménagement de la place du Marché", "la place"),
    project("ecole", "la nouvelle cour de l'école Jules Ferry", "la cour de l'école"),
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("c'est quoi les travaux rue Pasteur", ["pasteur"]),
        ("les travaux rue pasteure", ["pasteur"]),
        ("le projet de la place", ["place"]),
        ("la cour de l'école", ["ecole"]),
        ("les travaux de l'école", []),
        ("quels sont les projets", []),
        ("les travaux de la place et de la rue Pasteur", ["pasteur"]),
        ("", []),
    ],
)
def test_a_project_is_known_by_the_telling_words_of_a_name(text: str, keys: list[str]) -> None:
    assert [each.key for each in named(PROJECTS, [text])] == keys


YES_NO = ConsultationQuestion("a", "Voulez-vous des arbres ?", "yes_no")
CHOICE = ConsultationQuestion("b", "Que préférez-vous ?", "choice", ("garder tout", "garder la moitié", "rien"))
SCALE = ConsultationQuestion("c", "Cela vous plaît-il ?", "scale", (), "pas du tout", "beaucoup")
WORDS = ConsultationQuestion("d", "Avez-vous une idée ?", "words")


def heard(text: str) -> Answer:
    return Answer(Utterance((Hypothesis(text),)))


@pytest.mark.parametrize(
    ("question", "answer", "counts_as"),
    [
        (YES_NO, heard("oui"), "oui"),
        (YES_NO, Answer(keys="2"), "non"),
        (YES_NO, heard("je ne sais pas"), SKIPPED),
        (YES_NO, heard("zigzag"), None),
        (CHOICE, heard("la moitié"), "garder la moitié"),
        (CHOICE, Answer(keys="1"), "garder tout"),
        (CHOICE, Answer(keys="4"), None),
        (CHOICE, heard("la deuxième"), "garder la moitié"),
        (CHOICE, heard("sans avis"), SKIPPED),
        (SCALE, heard("cinq"), "5"),
        (SCALE, heard("4"), "4"),
        (SCALE, heard("six"), None),
        (SCALE, Answer(keys="3"), "3"),
        (SCALE, Answer(keys="9"), None),
        (WORDS, heard("des bancs"), "des bancs"),
        (WORDS, heard("non merci"), SKIPPED),
        (WORDS, heard("non pas de voitures du tout"), "non pas de voitures du tout"),
        (WORDS, Answer(keys="1"), SKIPPED),
    ],
)
def test_answers_count_as_what_they_say(question: ConsultationQuestion, answer: Answer, counts_as: str | None) -> None:
    assert value(question, answer) == counts_as


def test_a_choice_says_its_options_and_its_keys() -> None:
    question = asked(CHOICE)
    assert question.text == "Que préférez-vous ? Garder tout, garder la moitié, ou rien ?"
    assert dict(question.slots) == {"first": "garder tout", "second": "garder la moitié", "third": "rien"}
    assert question.retry == "survey_choice_3"


@pytest.mark.parametrize(("text", "stop"), [("j'arrête", True), ("ça suffit", True), ("j'arrête la voiture", False)])
def test_stopping_is_said_by_itself(text: str, stop: bool) -> None:
    assert stops(heard(text)) is stop
