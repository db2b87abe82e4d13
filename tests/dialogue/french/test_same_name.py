"""Names that were only heard: which are the same person's."""

import pytest

from dialogue.french.same_name import same_name


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("monsieur Dupond", "Jean Dupont"),
        ("Dupont Jean", "Jean Dupont"),
        ("madame lefèvre", "Lefebvre"),
        ("Le Goff", "Legoff"),
        ("de la tour", "Marie de la Tour"),
        ("Marie-Claude Lebrun", "Marie Lebrun"),
        ("Durand", "Martine Durand"),
        ("Durant", "Martine Durand"),
        ("Martin", "Martin"),
        ("monsieur Nicolas Martin", "Nicolas Martin"),
        ("Michel", "Paul Michel"),
    ],
)
def test_the_same_name(said: str, known: str) -> None:
    assert same_name(said, known)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Fabre", "Favre"),
        ("Martin", "Durand"),
        ("Jean Martin", "Jean Dupont"),
        ("", "Dupont"),
        ("madame", "Dupont"),
        ("Martin", "Martine Durand"),
        ("Nicolas", "Nicole Perrin"),
        ("Nicole", "Nicolas"),
        ("Michel", "Michèle Perrin"),
        ("Michèle", "Michel"),
        ("Martine", "Martin"),
        ("Jean", "Jean Dupont"),
        ("Jean-Pierre", "Jean-Pierre Dupont"),
        ("Marie", "Marie de la Tour"),
        ("Grenier", "Garnier"),
    ],
)
def test_another_name(said: str, known: str) -> None:
    assert not same_name(said, known)
