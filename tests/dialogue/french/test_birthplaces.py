"""Where somebody was born, among where they live and when."""

import pytest

from dialogue.french.birthplaces import ELSEWHERE, place_of_birth, without_home


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("je suis né à Limoges mais j'habite ici", "limoges"),
        ("je suis née en mille neuf cent cinquante à Oran", "oran"),
        ("née le trois mars mille neuf cent cinquante à Bourges", "bourges"),
        ("je suis né ici", "ici"),
        ("je ne suis pas né ici", ELSEWHERE),
        ("né à la Rochelle et je vis ici", "la rochelle"),
        ("je suis né à la maternité", ""),
        ("l'acte de naissance de mon père", ""),
        ("né en mille neuf cent cinquante", ""),
    ],
)
def test_the_place_of_birth(text: str, where: str) -> None:
    assert place_of_birth(text) == where


@pytest.mark.parametrize(("text", "where"), [("c'est à Limoges", "limoges"), ("à la mairie", ""), ("Limoges", "")])
def test_an_answer_needs_no_verb(text: str, where: str) -> None:
    assert place_of_birth(text, asked=True) == where
    assert place_of_birth(text) == ""


def test_where_somebody_lives_is_no_place_of_birth() -> None:
    assert "ici" not in without_home("pour moi, j'habite ici").split()
    assert "ici" in without_home("je suis d'ici").split()
