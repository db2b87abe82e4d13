"""Answers from the pages: what is a question, and how a title is said."""

import pytest

from dialogue.flows.knowledge import ACT, CONFIRM, SURER, is_question, lowered


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
