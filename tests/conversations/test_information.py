"""Information that may be out of date is not given as true."""

from pathlib import Path

import pytest

from kb.store import Store
from tests.conversations.conftest import MOBILE, Talk

OUTDATED = "Elle n'est peut-être plus à jour."


def _age(data: Path, table: str) -> None:
    with Store.open(data / "guichet.db") as store:
        store.database.run(f"UPDATE {table} SET checked = '2025-03-14', valid_until = '2025-12-31'")


def _questions(data: Path) -> list[tuple[str, str]]:
    with Store.open(data / "guichet.db") as store:
        return [(each.text, each.reason) for each in store.questions.recent(10)]


@pytest.mark.parametrize(
    ("table", "request_", "fact"),
    [
        ("services", "est-ce que la piscine est ouverte", "de 14 heures à 19 heures"),
        ("services", "quel est le numéro de la mairie", "01 99 00 10 00"),
        ("waste_rounds", "quel jour passent les encombrants", "mercredi 2 décembre"),
        ("menus", "quel est le menu de la cantine demain", "carottes râpées"),
        ("contacts", "je voudrais joindre l'adjoint à l'urbanisme", "sur rendez-vous"),
        ("transport_lines", "à quelle heure passe la navette", "de 7 heures à 19 heures"),
    ],
)
def test_the_doubt_comes_first_the_question_is_listed_and_a_call_back_offered(
    data: Path, talk: Talk, table: str, request_: str, fact: str
) -> None:
    _age(data, table)
    transcript = talk(request_, "non", caller=MOBILE)
    said = transcript.turns[1]["said"]
    assert "date du vendredi 14 mars 2025" in said
    assert OUTDATED in said[: said.index(fact)]
    assert "Voulez-vous qu'un agent vous rappelle" in said[said.index(fact) :]
    assert _questions(data) == [(request_, "périmé")]
    assert transcript.stored.get("callback") is None


def test_the_call_back_about_it(data: Path, talk: Talk) -> None:
    _age(data, "services")
    transcript = talk("est-ce que la piscine est ouverte", "oui", "oui", caller=MOBILE)
    assert transcript.stored["callback"]["reason"] == "périmé"
    assert "est-ce que la piscine est ouverte" in transcript.stored["callback"]["subject"]
    assert transcript.outcome == "callback"


def test_an_old_duty_roster_gives_the_national_number(data: Path, talk: Talk) -> None:
    _age(data, "duties")
    said = talk("quelle est la pharmacie de garde").turns[1]["said"]
    assert "Je ne connais pas la pharmacie de garde aujourd'hui." in said
    assert "32 37" in said


def test_fresh_information_is_given_plainly(data: Path, talk: Talk) -> None:
    assert OUTDATED not in talk("est-ce que la piscine est ouverte").turns[1]["said"]
    assert _questions(data) == []


def test_a_town_that_told_nothing(data: Path, talk: Talk) -> None:
    with Store.open(data / "guichet.db") as store:
        for table in ("services", "contacts", "transport_lines", "waste_rounds", "waste_sectors", "menus", "duties"):
            store.database.run(f"DELETE FROM {table}")
    for request_ in (
        "quel est le menu de la cantine demain",
        "à quelle heure passe la navette",
        "quel est le médecin de garde",
    ):
        turn = talk(request_).turns[1]
        assert "Je n" in turn["said"] or "Je ne" in turn["said"], turn
        assert "internal error" not in turn["understood"]
