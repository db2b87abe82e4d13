"""A page answers only where it tells the kind of fact that is asked for."""

import pytest

from dialogue.flows.fact_asked import told_by
from kb.passages import Passage


def passage(title: str, text: str) -> Passage:
    return Passage("https://ville.example/page#1", title, "", text)


@pytest.mark.parametrize(
    ("said", "title", "text", "told"),
    [
        ("c'est combien le composteur", "Le composteur", "Il coûte 15 euros.", True),
        ("c'est combien le composteur", "Le composteur", "La mairie en donne un à chaque foyer.", False),
        ("combien de poules on peut avoir", "Les poules", "Vous pouvez avoir jusqu'à dix poules.", True),
        ("combien de poules on peut avoir", "Les poules", "Le poulailler doit être propre.", False),
        ("combien de personnes dans la salle", "Le prix de la salle", "Elle coûte 280 euros.", False),
        ("à quelle heure on peut tondre", "Tondre", "De 9 h à 12 h.", True),
        ("à quelle heure on peut tondre", "Tondre", "C'est permis partout.", False),
        ("est-ce qu'on peut tondre", "Tondre", "C'est permis partout.", True),
    ],
)
def test_the_very_thing_asked(said: str, title: str, text: str, told: bool) -> None:
    assert told_by(passage(title, text), [said]) is told
