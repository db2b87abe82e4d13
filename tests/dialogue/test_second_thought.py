"""The time just taken is taken back, and what only sounds so is not."""

from datetime import datetime, timedelta

import pytest

from dialogue.events import Utterance
from dialogue.flows.appointments import cancelling, noting
from dialogue.flows.appointments.second_thought import Instead, meant
from dialogue.questions import Answer
from kb.clock import PARIS
from kb.slots import Slot

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=PARIS)


def slot(hour: int, minute: int) -> Slot:
    start = datetime(2026, 11, 24, hour, minute, tzinfo=PARIS)
    return Slot("titres", start, start + timedelta(minutes=20))


FIRST, SECOND = slot(10, 20), slot(13, 30)


def instead(text: str) -> Instead | None:
    return meant(Answer(Utterance.typed(text)), [FIRST, SECOND], FIRST, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "attendez je me suis trompée plutôt le second",
        "non l'autre",
        "non attendez l'autre plutôt",
        "finalement le deuxième",
        "je préfère celui de treize heures trente",
        "l'autre horaire s'il vous plaît",
        "pardon c'était le second",
        "en fait l'après-midi à treize heures trente",
        "non pas celui-là",
    ],
)
def test_the_other_time_is_meant(text: str) -> None:
    assert instead(text) == Instead(SECOND)


def test_only_that_it_is_wrong() -> None:
    assert instead("je me suis trompée d'heure") == Instead()
    assert instead("je me suis trompée de jour") == Instead(day=True)
    assert instead("attendez je me suis trompée") == Instead(vague=True)


def test_another_day_is_a_wish() -> None:
    found = instead("attendez finalement plutôt jeudi")
    assert found is not None
    assert found.wish is not None


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "non",
        "non merci",
        "non plutôt sur le fixe",
        "l'autre numéro",
        "plutôt un autre numéro",
        "rappelez-moi plutôt le second jour",
        "attendez c'est le zéro six douze",
        "oui plutôt le matin",
        "madame Second",
        "finalement le premier",
        "attendez deux trente-quatre",
        "non c'est Martin",
        "pardon",
        "oui mais appelez plutôt jeudi",
    ],
)
def test_what_answers_the_question_is_left_to_it(text: str) -> None:
    assert instead(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("annulez mon rendez-vous", True),
        ("je ne viendrai pas", True),
        ("je n'en ai plus besoin", True),
        ("je viendrai en fauteuil roulant", False),
        ("mon rendez-vous de demain", False),
    ],
)
def test_nothing_is_called_off_without_a_word_of_it(text: str, said: bool) -> None:
    assert cancelling.said([text]) is said


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("finalement je préfère pas venir du tout", True),
        ("ben je viendrai pas", True),
        ("non je veux plus y aller", True),
        ("je ne viendrai pas à la fête", False),
        ("je préfère venir plus tôt", False),
        ("merci je viendrai", False),
    ],
)
def test_who_only_says_not_to_come(text: str, alone: bool) -> None:
    assert cancelling.not_coming(text) is alone


def test_a_question_is_no_note() -> None:
    assert noting.told("je serai accompagnée de ma fille")
    assert not noting.told("est-ce que je peux venir accompagnée")
    assert not noting.told("annulez, mon fauteuil roulant est cassé")
