import pytest

from accessibility.plain_language import options, problems
from dialogue.catalogue import load
from dialogue.wording import Wording, slots_of, split_sentences

SAMPLES = {
    "hours": "de 8 heures 30 à midi",
    "service": "la piscine municipale",
    "town": "la mairie de Valbourg-les-Tilleuls",
    "label": "une armoire électrique ouverte",
    "first": "rue des Lilas",
    "second": "allée des Lilas",
    "place": "12 rue des Lilas",
    "when": "après-demain, mercredi 25 novembre, à 14 heures 30",
    "name": "Jean-François de La Tour",
    "phone": "06 12 34 56 78",
    "digits": "06 12",
    "ticket": "4 7 2, 9 1 5",
    "people": "3",
    "third": "un rendez-vous",
    "topic": "votre demande de rappel",
    "day": "lundi 23 novembre",
    "fact": "14 heures 30",
    "fourth": "autre chose",
    "message": "Une équipe passera mardi.",
    "number": "2",
    "answer": "garder la moitié des places",
    "email": "jean, point, dupont, arobase, orange, point, f r",
}

CASE_FRAGMENTS = {"case_other", "case_somewhere", "case_town_hall"}


@pytest.mark.parametrize(
    "sentence",
    ["Où est-ce ?", "Le poteau est-il tombé, ou menace-t-il de tomber ?", "Dites : oui, non, ou je ne sais pas."],
)
def test_plain_sentences_pass(sentence: str) -> None:
    assert problems(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("Il faut " + "bien " * 19 + "écouter.", "22 words; at most 20"),
        ("Dites oui ou non", "no . ! ? or … at the end"),
        ("L'usager peut rappeler.", "administrative word: usager"),
        ("Donne-moi ton adresse.", "says 'tu': ton"),
        ("Est-ce que t'habites ici ?", "says 'tu': t"),
        ("Dites : un, deux, trois, ou quatre.", "4 options; at most 3"),
    ],
)
def test_each_problem_is_named(sentence: str, problem: str) -> None:
    assert problem in problems(sentence)


def test_options_are_counted() -> None:
    assert options("Où est-ce ?") == 1
    assert options("Est-ce rue des Lilas, ou allée des Lilas ?") == 2
    assert options("Que faut-il corriger : le problème, l'adresse, ou le téléphone ?") == 3


def _said() -> list[tuple[str, str]]:
    """Every sentence a resident may hear, with where it is written; slots filled with samples."""
    wording = Wording.load(SAMPLES["town"])
    catalogue = load()
    fragments = {"readback_phone", "readback_no_phone", "readback_place_own"} | CASE_FRAGMENTS  # parts of the read-back
    keys = [key for key in list(wording.keys()) if key not in fragments]
    texts = [(key, text) for key in keys for text in wording.variants(key)]
    for code, kind in catalogue.kinds.items():
        texts += [(f"kind.{code}.{question.code}", question.ask) for question in kind.questions]
        texts.append((f"kind.{code}.label", f"Vous signalez {kind.label}."))
    texts += [(f"intent.{code}.label", f"Vous appelez pour {each.label}.") for code, each in catalogue.intents.items()]
    texts += [(f"urgency.{level}", urgency.said) for level, urgency in catalogue.urgency.items()]
    texts += [(f"danger.{code}", danger.said) for code, danger in catalogue.dangers.items()]
    return [(where, sentence) for where, text in texts for sentence in split_sentences(text)]


@pytest.mark.parametrize(("where", "sentence"), _said())
def test_everything_that_is_said_is_plain(where: str, sentence: str) -> None:
    assert slots_of(sentence) <= set(SAMPLES)
    assert problems(sentence.format(**SAMPLES)) == []
