"""What callers ask of events, and how many come."""

import pytest

from dialogue.flows.events.facets import facet_in
from dialogue.flows.events.people import lone_number, people_in


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("deux", 2), ("on sera quatre", 4), ("mon mari et moi", 2), ("moi toute seule", 1), ("une personne", 1),
        ("deux adultes et trois enfants", 5), ("juste pour moi", 1), ("12", 12), ("je ne sais pas", None), ("", None),
        ("non pour trois personnes", 3), ("oui", None), ("moi et mes deux petits-enfants", 3),
        ("avec ma voisine", 2), ("avec mon mari", 2),
    ],
)  # fmt: skip
def test_how_many_come(text: str, people: int | None) -> None:
    assert people_in([text]) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("le repas du 13 décembre", None), ("pour deux personnes", 2), ("avec ma voisine", 2),
        ("c'est pour moi", None),
    ],
)  # fmt: skip
def test_how_many_come_is_said_in_the_request(text: str, people: int | None) -> None:
    assert people_in([text], asked=False) == people


@pytest.mark.parametrize(
    ("text", "number"), [("euh trois", 3), ("trois", 3), ("Trois Fontaines", None), ("Petit", None)]
)
def test_a_lone_number_is_no_name(text: str, number: int | None) -> None:
    assert lone_number(text) == number


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("c'est gratuit", "price"), ("combien ça coûte", "price"), ("c'est où", "place"), ("à quel endroit", "place"),
        ("à quelle heure ça finit", "times"), ("c'est quel jour", "times"), ("il faut s'inscrire", "register"),
        ("dites-m'en plus", "details"), ("les enfants peuvent venir", "children"), ("oui", ""),
        ("jeudi ou vendredi", ""),
    ],
)  # fmt: skip
def test_what_is_asked_of_an_event(text: str, facet: str) -> None:
    assert facet_in([text]) == facet
