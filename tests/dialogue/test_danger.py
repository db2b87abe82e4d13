import pytest

from dialogue.catalogue import Catalogue, load
from dialogue.understanding.danger import danger_in

CATALOGUE = load()
PHRASES = [(code, phrase) for code, danger in CATALOGUE.dangers.items() for phrase in danger.phrases]
CRIES = [(code, phrase) for code, danger in CATALOGUE.dangers.items() for phrase in danger.alone]
HARMLESS = [(code, phrase) for code, danger in CATALOGUE.dangers.items() for phrase in danger.not_]


@pytest.mark.parametrize(("code", "phrase"), PHRASES)
def test_every_phrase_is_heard_alone_and_among_words(code: str, phrase: str) -> None:
    for said in (phrase, phrase.upper(), f"bonjour madame {phrase} devant la mairie", f"allo vite {phrase}"):
        assert danger_in([said], CATALOGUE) == code


@pytest.mark.parametrize(("code", "phrase"), CRIES)
def test_a_cry_counts_only_alone(code: str, phrase: str) -> None:
    assert danger_in([phrase], CATALOGUE) == code
    assert danger_in([f"{phrase} s'il vous plaît vite"], CATALOGUE) == code
    assert danger_in([f"hier {phrase} avec mon voisin nous avons bien attendu"], CATALOGUE) is None


@pytest.mark.parametrize(("code", "phrase"), HARMLESS)
def test_harmless_expressions_are_no_danger(code: str, phrase: str) -> None:
    assert danger_in([phrase], CATALOGUE) != code
    assert danger_in([f"il y a {phrase} dans ma rue"], CATALOGUE) != code


def test_a_harmless_expression_does_not_hide_a_danger() -> None:
    assert danger_in(["le feu rouge est cassé et une voiture a pris feu"], CATALOGUE) == "feu"
    assert danger_in(["un chien blessé et il y a des blessés aussi"], CATALOGUE) == "blesse"


@pytest.mark.parametrize(
    "text",
    [
        "le feu rouge est en panne",
        "le feu est en panne",
        "il faut attendre longtemps au feu",
        "il y a le feu qui clignote au carrefour",
        "le passage piéton au feu est effacé",
        "la voiture brûlée",
        "une voiture brûlée sur le parking",
        "des voitures brûlées",
        "il n'y a pas de blessé",
        "il n'y a aucun blessé",
        "aucune personne blessée heureusement",
        "un chat est blessé",
        "il n'y a pas d'odeur de gaz",
        "il n'y a plus de fuite de gaz",
        "sans étincelles",
        "le compteur de gaz est ouvert",
        "une facture de gaz",
        "la borne à incendie fuit",
        "un lampadaire est en panne",
        "le lampadaire est tombé",
        "un arbre est tombé sur la route",
        "une branche menace de tomber",
        "le trottoir est dangereux",
        "quelqu'un a jeté des déchets",
        "on m'a volé mes papiers",
        "je suis tombé sur le trottoir",
        "une fuite d'eau",
        "un câble de téléphone dépasse",
        "quand est le feu d'artifice",
        "à l'aide d'une échelle",
        "je voudrais un renseignement",
        "",
    ],
)
def test_everyday_sentences_are_no_danger(text: str) -> None:
    assert danger_in([text], CATALOGUE) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sa sans le gaz dans l'immeuble", "gaz"),
        ("il y a une fuite de gars z", None),
        ("des fils électrique par terre", "fil_electrique"),
        ("une voiture qui brul sur le parking", "feu"),
        ("la façade c' est effondrée", "effondrement"),
    ],
)
def test_danger_as_a_recognizer_writes_it(text: str, code: str | None) -> None:
    assert danger_in([text], CATALOGUE) == code


def test_danger_in_a_later_reading_up_to_the_third() -> None:
    assert danger_in(["bla", "ça sent le gaz"], CATALOGUE) == "gaz"
    assert danger_in(["bla", "bla", "bla", "ça sent le gaz"], CATALOGUE) is None
    assert danger_in([], CATALOGUE) is None


def test_no_request_of_the_catalogue_is_a_danger(catalogue: Catalogue) -> None:
    examples = [text for kind in catalogue.kinds.values() for text in kind.examples]
    examples += [text for intent in catalogue.intents.values() for text in intent.examples]
    assert [text for text in examples if danger_in([text], catalogue)] == []


def test_every_danger_gives_a_number_to_call(catalogue: Catalogue) -> None:
    for danger in catalogue.dangers.values():
        assert any(number in danger.said.split() or f"{number}." in danger.said for number in ("112", "112."))
