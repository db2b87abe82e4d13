"""A registration for a time that the calendar has no more: nobody is told that it is cancelled."""

import re
from pathlib import Path

import pytest

from kb.store import Store
from tests.conversations.conftest import MOBILE, Talk


@pytest.fixture
def ticket(talk: Talk, data: Path) -> str:
    """The number of a registration for the meal, which then left the calendar."""
    told = talk("je voudrais m'inscrire au repas des aînés", "deux", "Jean Martin", "oui", "oui", caller=MOBILE)
    found = re.search(r"registration=(\d+)", " ".join(str(turn["understood"]) for turn in told.turns))
    assert found
    with Store.open(data / "guichet.db") as store, store.database.transaction():
        store.database.run("UPDATE events SET vanished = 1 WHERE title = 'Repas des aînés'")
    return found[1]


def test_who_asks_hears_that_the_date_left_and_is_offered_a_person(talk: Talk, ticket: str) -> None:
    told = talk(f"où en est mon dossier {ticket}", "oui", "oui", caller=MOBILE)
    assert "Repas des aînés, dimanche 13 décembre. Cette date n'est plus dans l'agenda." in told.said(1)
    assert "Voulez-vous qu'un agent vous rappelle ?" in told.said(1)
    assert "annulée" not in told.all_said
    assert told.callback["subject"] == "inscription : Repas des aînés, 2026-12-13"


def test_it_can_still_be_cancelled(talk: Talk, ticket: str, data: Path) -> None:
    told = talk(f"je voudrais annuler mon inscription {ticket}", "oui", caller=MOBILE)
    assert "Cette date n'est plus dans l'agenda. Un agent doit vérifier. Voulez-vous l'annuler ?" in told.said(1)
    with Store.open(data / "guichet.db") as store:
        registration = store.events.by_ticket(ticket)
    assert registration
    assert registration.state == "annulé"


def test_nobody_else_is_told_of_it_or_registered(talk: Talk, ticket: str) -> None:
    told = talk("c'est quand le repas des aînés", caller="0698765432")
    assert "13 décembre" not in told.said(1)
