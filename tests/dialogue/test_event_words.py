"""What callers ask of events, and how many come."""

import pytest

from dialogue.flows.events.facets import facet_in
from dialogue.flows.events.people import corrected_people, lone_number, people_in


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("deux", 2), ("on sera quatre", 4), ("mon mari et moi", 2), ("moi toute seule", 1), ("une personne", 1),
        ("deux adultes et trois enfants", 5), ("juste pour moi", 1), ("12", 12), ("je ne sais pas", None), ("", None),
        ("non pour trois personnes", 3), ("oui", None), ("moi et mes deux petits-enfants", 3),
        ("avec ma voisine", 2), ("avec mon mari", 2), ("quatre dont deux enfants", 4), ("on sera six en tout", 6),
        ("le 4 décembre", None), ("le 4 décembre nous serons trois", 3), ("mon fils a 12 ans", None),
        ("06 12 34 56 78", None),
        ("vingt au plus quinze", 15), ("vingt non quinze", 15), ("quinze au plus", 15), ("vingt disons quinze", 15),
        ("deux ou trois", None), ("deux plus un", 3), ("vingt personnes non quinze personnes", 15),
        ("quatre personnes deux adultes et deux enfants", 4), ("on sera quatre deux adultes et deux enfants", 4),
        ("deux adultes et un enfant de huit ans", 3), ("deux adultes et un de cinq ans", 3),
        ("deux adultes un enfant de six ans et un bébé de dix mois", 4), ("deux personnes et un enfant", 3),
        ("avec ma femme et mes trois enfants", 5), ("mon mari moi et mes deux enfants", 4),
        ("quatre mon mari moi et mes deux enfants", 4), ("deux personnes mon mari et moi", 2),
        ("moi et mes parents", 3), ("tous les deux", 2), ("excusez-moi deux adultes", 2), ("quatre avec moi", 4),
        ("on sera quatre avec ma femme", 4), ("ma fille et ses deux enfants", 3), ("c'est une erreur", None),
        ("avec ma femme et les deux petits", 4), ("les deux enfants et moi", 3), ("les deux adultes et le petit", 3),
        ("un couple et deux enfants", 4), ("deux couples", 4), ("un couple avec un bébé", 3), ("les deux", 2),
        ("mon mari et moi tous les deux", 2), ("nous deux et les deux filles", 4), ("mes parents et mes deux sœurs", 4),
        ("tous les deux avec la petite", 3), ("avec le petit", 2), ("nous sommes un couple", 2),
        ("ma belle-sœur et moi", 2), ("pour moi et mon mari", 2), ("je viens avec mon petit-fils", 2),
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
    ("text", "people"),
    [
        ("non nous serons quatre", 4), ("quatre", 4), ("non quatre", 4), ("on sera quatre", 4), ("non c'est quatre", 4),
        ("deux adultes et deux enfants", 4), ("non pour trois personnes", 3), ("non pas deux quatre", 4),
        ("non euh plutôt trois", 3), ("non on est quatre avec les enfants", 4), ("non avec ma voisine", 2),
        ("non finalement on ne sera que trois", 3), ("quatre dont deux enfants", 4),
        ("non le 4 décembre", None), ("non c'est le 4", None), ("non c'est le 06 12 34 56 78", None),
        ("non mon numéro c'est 06 12", None), ("non c'est une erreur", None), ("c'est à 10 heures", None),
        ("c'est à quatorze heures trente", None), ("non c'est un samedi", None), ("j'habite au 4 rue Pasteur", None),
        ("oui", None), ("non", None), ("", None), ("elle a 4 ans", None),
        ("non quatre personnes enfin cinq personnes", 5), ("non mon mari et moi", 2),
    ],
)  # fmt: skip
def test_a_number_corrects_people_only_when_it_is_about_people(text: str, people: int | None) -> None:
    assert corrected_people([text]) == people


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
