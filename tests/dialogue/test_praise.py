"""What is only thanks, and what asks for something or reports."""

import pytest

from dialogue.flows.info import praise
from dialogue.flows.info.praise import Praise


@pytest.mark.parametrize(
    ("said", "of"),
    [
        ("je ne veux rien signaler juste dire merci", ""),
        ("c'est pour féliciter les agents qui ont nettoyé la rue", "les agents qui ont nettoye la rue"),
        ("bonjour je voulais dire merci aux éboueurs", "aux eboueurs"),
        ("bravo pour les illuminations", "pour les illuminations"),
        ("merci d'avoir réparé le lampadaire", "d avoir repare le lampadaire"),
    ],
)
def test_thanks_and_what_for(said: str, of: str) -> None:
    assert praise.told([said]) == Praise(of)


@pytest.mark.parametrize(
    "said",
    [
        "un lampadaire est cassé merci de passer",
        "bravo la poubelle est encore pleine",
        "merci de me rappeler",
        "merci pour votre aide",
        "non merci je suis pressé",
        "merci je voudrais les horaires de la mairie",
        "je voudrais les horaires de la mairie merci",
        "je voudrais féliciter le maire mais il y a un trou dans ma rue",
        "je ne veux rien signaler",
        "",
    ],
)
def test_what_is_more_than_thanks(said: str) -> None:
    assert praise.told([said] if said else []) is None
