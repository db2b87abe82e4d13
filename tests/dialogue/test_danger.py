import pytest

from dialogue.catalogue import Catalogue, load
from dialogue.danger_words import spelled_out
from dialogue.understanding.danger import dangers_in
from dialogue.understanding.word_sets import Spoken, WordSet

CATALOGUE = load()
PHRASES = [(code, phrase) for code, danger in CATALOGUE.dangers.items() for phrase in danger.phrases]
CRIES = [(code, phrase) for code, danger in CATALOGUE.dangers.items() for phrase in danger.alone]
HARMLESS = [(code, phrase) for code, danger in CATALOGUE.dangers.items() for phrase in danger.not_]


@pytest.mark.parametrize(("code", "phrase"), PHRASES)
def test_every_phrase_is_heard_alone_and_among_words(code: str, phrase: str) -> None:
    for said in (phrase, phrase.upper(), f"bonjour madame {phrase} devant la mairie", f"allo vite {phrase}"):
        assert code in dangers_in([said], CATALOGUE)


@pytest.mark.parametrize(("code", "phrase"), CRIES)
def test_a_cry_counts_only_alone(code: str, phrase: str) -> None:
    assert code in dangers_in([phrase], CATALOGUE)
    assert code in dangers_in([f"{phrase} s'il vous plaît vite"], CATALOGUE)
    assert dangers_in([f"hier {phrase} et nous avons bien attendu longtemps"], CATALOGUE) == ()


@pytest.mark.parametrize(("code", "phrase"), HARMLESS)
def test_harmless_expressions_are_no_danger(code: str, phrase: str) -> None:
    assert code not in dangers_in([phrase], CATALOGUE)
    assert code not in dangers_in([f"il y a {phrase} dans ma rue"], CATALOGUE)


def test_a_harmless_expression_does_not_hide_a_danger() -> None:
    assert dangers_in(["le feu rouge est cassé et une voiture a pris feu"], CATALOGUE) == ("feu",)
    assert dangers_in(["un chien blessé et il y a des blessés aussi"], CATALOGUE) == ("blesse",)


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
    assert dangers_in([text], CATALOGUE) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sa sans le gaz dans l'immeuble", "gaz"),
        ("des fils électrique par terre", "fil_electrique"),
        ("une voiture qui brul sur le parking", "feu"),
        ("la façade c' est effondrée", "effondrement"),
    ],
)
def test_danger_as_a_recognizer_writes_it(text: str, code: str) -> None:
    assert code in dangers_in([text], CATALOGUE)


def test_danger_in_a_later_reading_up_to_the_third() -> None:
    assert dangers_in(["bla", "ça sent le gaz"], CATALOGUE) == ("gaz",)
    assert dangers_in(["bla", "bla", "bla", "ça sent le gaz"], CATALOGUE) == ()
    assert dangers_in([], CATALOGUE) == ()


def test_no_request_of_the_catalogue_is_a_danger(catalogue: Catalogue) -> None:
    examples = [text for kind in catalogue.kinds.values() for text in kind.examples]
    examples += [text for intent in catalogue.intents.values() for text in intent.examples]
    assert [text for text in examples if dangers_in([text], catalogue)] == []


def test_every_danger_gives_a_number_to_call(catalogue: Catalogue) -> None:
    for danger in catalogue.dangers.values():
        assert any(number in danger.said.split() or f"{number}." in danger.said for number in ("112", "112."))


def test_a_group_is_written_out_in_the_rules_alone() -> None:
    dangers = {"feu": {"said": "@lieu", "together": [["brûle", "@lieu|toit"]]}}
    groups = {"lieu": "maison|@grand", "grand": "tour"}
    assert spelled_out(dangers, groups) == {"feu": {"said": "@lieu", "together": [["brûle", "maison|tour|toit"]]}}


def test_an_open_end_is_any_ending() -> None:
    words = WordSet("effondr*|mal ferm*")
    assert words.told(Spoken.of("tout s'effondrerait")) == [(2, 3)]
    assert words.told(Spoken.of("un robinet mal fermé")) == [(2, 4)]
    assert words.told(Spoken.of("il tombe")) == []
