"""Who wants something stopped, and what is asked between the questions of a procedure."""

import pytest

from dialogue.catalogue import Catalogue
from dialogue.events import Utterance
from dialogue.flows.procedures import side, stopping
from dialogue.flows.procedures.tree import UNASKED
from dialogue.questions import Answer
from kb.procedures.model import Procedure


def said(text: str) -> Answer:
    return Answer(Utterance.typed(text))


@pytest.mark.parametrize(
    ("code", "text", "wished"),
    [
        ("apa", "je voudrais arrêter l'apa", True),
        ("apa", "ma mère est décédée il faut arrêter son apa", True),
        ("apa", "c'est pour l'arrêter", True),
        ("apa", "je n'ai plus besoin de l'apa", True),
        ("apa", "mon mari ne veut plus se laver", False),
        ("apa", "j'ai arrêté de travailler", False),
        ("apa", "je ne veux pas arrêter l'apa", False),
        ("apa", "je voudrais l'apa", False),
        ("cantine_periscolaire", "désinscrire mon fils de la cantine", True),
        ("cantine_periscolaire", "annuler des repas à la cantine", False),
        ("portage_repas", "je ne veux plus qu'on m'apporte les repas", True),
        ("portage_repas", "il faut arrêter les repas", False),  # an option of its own
    ],
)
def test_who_wants_it_stopped(catalogue: Catalogue, code: str, text: str, wished: bool) -> None:
    assert stopping.wished(said(text), catalogue.procedures[code]) == wished


def test_the_way_to_what_is_said_of_stopping(catalogue: Catalogue) -> None:
    procedures = catalogue.procedures
    assert stopping.way(procedures["portage_repas"]) == {"besoin": 1}
    pacs = stopping.way(procedures["pacs"])
    assert pacs is not None
    assert pacs["libre"] == UNASKED
    assert stopping.way(procedures["bruit_voisinage"]) == {}
    assert stopping.way(procedures["apa"]) is None


@pytest.fixture
def card(catalogue: Catalogue) -> Procedure:
    return catalogue.procedures["carte_identite"]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("et la photo on peut la faire sur place", True),
        ("est-ce que vous faites les photos", True),
        ("il faut un timbre", False),
        ("dix ans", None),
        ("la photo", None),  # a lone word asks nothing
        ("et ma femme alors", None),
    ],
)
def test_a_thing_to_bring_is_asked_about(card: Procedure, text: str, needed: bool | None) -> None:
    cases = [card.facts_of(code) for code in ("majeur_perdue", "mineur_perdue", "majeur_premiere")]
    found = side.document(card, cases, said(text))
    assert (found[1] if found else None) == needed


def test_a_sentence_that_all_cases_have(card: Procedure) -> None:
    cases = [card.facts_of("majeur_perdue")]
    assert "empreintes" in side.told(cases, said("et on prend les empreintes"))
    assert side.told(cases, said("et on prend le petit chien")) == ""
    assert side.told([], said("et on prend les empreintes")) == ""
