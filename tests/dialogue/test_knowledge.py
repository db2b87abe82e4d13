"""Answers from the pages: what is a question, and how a title is said."""

import pytest

from dialogue.flows.knowledge import ACT, CONFIRM, SURER, lowered
from dialogue.flows.knowledge_words import has_subject, practical_intent, repeats, shares_subject
from dialogue.flows.request_words import is_question
from kb.passages import Passage


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("est-ce que je peux faire un feu", True),
        ("combien ça coûte", True),
        ("où se trouve la recyclerie", True),
        ("je voudrais savoir pour les chiens", True),
        ("a-t-on le droit de brûler", True),
        ("il y a un trou dans la route", False),
        ("un lampadaire est en panne", False),
        ("bla bla", False),
        ("", False),
    ],
)
def test_questions_are_known_without_a_question_mark(said: str, asked: bool) -> None:
    assert is_question([said]) is asked


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("Les tarifs de la piscine", "les tarifs de la piscine"),
        ("L'aquagym", "L'aquagym"),
        ("L'heure du conte", "l'heure du conte"),
        ("CCAS de Valbourg", "CCAS de Valbourg"),
        ("", ""),
    ],
)
def test_a_title_within_a_sentence(title: str, within: str) -> None:
    assert lowered(title) == within


def test_thresholds_are_in_order() -> None:
    assert CONFIRM < SURER < ACT < 1


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("et c'est combien", False),
        ("c'est où", False),
        ("oui", False),
        ("comment ça", False),
        ("c'est ouvert quand", False),
        ("c'est combien la piscine", True),
        ("où jeter les piles", True),
        ("", False),
    ],
)
def test_without_a_subject_nothing_can_be_looked_up(said: str, subject: bool) -> None:
    assert has_subject([said]) is subject


@pytest.mark.parametrize(
    ("said", "code"),
    [("c'est où", "adresse_service"), ("et c'est ouvert quand", "horaires"), ("c'est combien", ""), ("oui", "")],
)
def test_what_a_follow_up_asks_of_a_service(said: str, code: str) -> None:
    assert practical_intent([said]) == code


def test_a_price_is_repeated_only_where_there_is_one() -> None:
    assert repeats(["et c'est combien"], "L'entrée coûte 3 euros.")
    assert not repeats(["et c'est combien"], "Il faut un justificatif.")
    assert not repeats(["et c'est où"], "L'entrée coûte 3 euros.")


def test_a_passage_without_the_word_asked_about_is_not_proposed() -> None:
    bicycle = Passage("u", "L'aide pour acheter un vélo électrique", "Transports", "La ville donne 150 euros.")
    assert not shares_subject(["où je peux acheter du pain"], bicycle)
    assert shares_subject(["je voudrais acheter un vélo"], bicycle)
