"""Short answers."""

import pytest

from dialogue.french.answers import dont_know, which, yes_no

YES = """oui; ouais; exactement; c' est ça; tout à fait; d'accord; absolument; volontiers; oui c'; ouïe; oh oui;
mais oui; euh oui oui c'est bien ça; pas de problème; oui s'il vous plaît; si; voilà; oui bien sûr;
non pardon oui; oui c'est pas grave; c'est bon; oui il est tombé; yes; yes madame; si si; ben tiens;
ah ben tiens; ouais ouais; yep; ça roule"""
NO = """non; nan; noms; nom; non non; ben non; pas du tout; surtout pas; négatif; pas vraiment; non merci;
ce n'est pas ça; il n'y a pas de danger; c'est pas la bonne rue; non je ne crois pas; non d'accord;
il est pas tombé; bien sûr que non; absolument pas; non c'est bon; nan nan; nope; no no"""
NEITHER = """oui mais non; je ne sais pas; non c'est ça; bonjour; s'il y a un trou; rue du nom; bof; ;
le lampadaire n' est pas allumé devant la mairie; alors voilà il y a un trou devant chez moi;
je crois que c' est rue des lilas; juste devant la mairie; peut-être; tiens; tiens, il pleut"""
UNSURE = """je ne sais pas; je sais pas trop; aucune idée; j'en suis pas sûr; peut-être; je ne sais plus;
je m'en souviens plus; non je sais pas; euh je peux pas vous dire"""


def answers(text: str) -> list[str]:
    return [" ".join(answer.split()) for answer in text.split(";")]


@pytest.mark.parametrize("text", answers(YES))
def test_yes(text: str) -> None:
    assert yes_no(text) is True


@pytest.mark.parametrize("text", answers(NO))
def test_no(text: str) -> None:
    assert yes_no(text) is False


@pytest.mark.parametrize("text", answers(NEITHER))
def test_neither(text: str) -> None:
    assert yes_no(text) is None


@pytest.mark.parametrize("text", answers(UNSURE))
def test_not_knowing_is_neither_yes_nor_no(text: str) -> None:
    assert dont_know(text)
    assert yes_no(text) is None


@pytest.mark.parametrize("text", ["oui", "non", "douze rue pasteur", "je sais", ""])
def test_knowing(text: str) -> None:
    assert not dont_know(text)


STREETS = ("rue Victor Hugo", "avenue de la République", "rue des Lilas")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("victor hugo", 0),
        ("la rue victor ugo", 0),
        ("rue victor et go", 0),
        ("plutôt l'avenue", 1),
        ("la république", 1),
        ("des lits là", 2),
        ("le premier", 0),
        ("la deuxième", 1),
        ("le second", 1),
        ("la dernière", 2),
        ("numéro trois", 2),
        ("deux", 1),
        ("quatre", None),
        ("les deux", None),
        ("rue", None),
        ("bonjour madame", None),
        ("non aucune", None),
        ("l'autre", None),
        ("", None),
    ],
)
def test_one_of_three_streets(text: str, chosen: int | None) -> None:
    assert which(text, STREETS) == chosen


def test_the_other_of_two_is_the_second() -> None:
    assert which("l'autre", STREETS[:2]) == 1
    assert which("ni l'un ni l'autre", STREETS[:2]) is None


def test_house_numbers_tell_options_apart() -> None:
    assert which("le quatorze", ("12 rue des Lilas", "14 rue des Lilas")) == 1


def test_nothing_can_be_chosen_among_nothing() -> None:
    assert which("le premier", ()) is None
