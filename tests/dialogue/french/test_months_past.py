"""How many months ago something was."""

from datetime import date

import pytest

from dialogue.french.ages import Age, age_in
from dialogue.french.months_past import months_since

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("il a eu seize ans en juin", 5),
        ("elle les a eus le douze octobre", 1),
        ("il a eu seize ans en novembre", 0),
        ("ses seize ans c'était en décembre", 11),
        ("il a eu seize ans il y a cinq mois", 5),
        ("depuis six semaines", 1),
        ("la semaine dernière", 0),
        ("le mois dernier", 1),
        ("l'année dernière", 12),
        ("il a seize ans et demi", 6),
        ("il est né en mars deux mille dix", 8),
        ("il les a eus en juin et je viens ce matin", 5),
        ("elle aura seize ans en janvier", None),
        ("en janvier elle aura seize ans", None),
        ("elle va avoir seize ans en janvier", None),
        ("il va bientôt les avoir en janvier", None),
        ("ses seize ans c'est en mars prochain", None),
        ("mon fils va au lycée il a eu seize ans en mars", 8),
        ("il va entrer au lycée il a eu seize ans en mars", 8),
        ("il a eu seize ans en mars il va au lycée en bus", 8),
        ("mes fils vont au collège l'aîné est né en mars deux mille dix", 8),
        ("il a seize ans", None),
        ("", None),
    ],
)
def test_months_since(text: str, months: int | None) -> None:
    assert months_since(text, TODAY) == months


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("il est né en juin deux mille dix", Age(16, 16)),
        ("née le vingt-cinq décembre 2010", Age(15, 15)),
        ("né en novembre 2010", Age(15, 16)),
        ("elle est née le 3 mai 1942", Age(84, 84)),
        ("on a déménagé en juin deux mille dix", None),
    ],
)
def test_the_age_of_who_tells_month_and_year_of_birth(text: str, age: Age | None) -> None:
    assert age_in(text, TODAY) == age
