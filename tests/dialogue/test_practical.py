"""Plain facts asked for by name, in a story too, and what only looks like it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue.flows.info import practical
from dialogue.flows.info.plain_words import load, names_elsewhere
from dialogue.understanding.request import Act, AskAgain, Confirm, Decision
from ivr.conversations import Held
from kb.phrase_files import pattern_of
from tests.conversations.conftest import MOBILE, conversations_in, prepared

__all__ = ["prepared"]
NOTHING = AskAgain(0.0)


@pytest.fixture(scope="module")
def held(prepared: Path) -> Iterator[Held]:
    opened = conversations_in(prepared).begin("test", MOBILE)
    yield opened
    opened.store.close()


@pytest.mark.parametrize(
    ("said", "decision", "meaning"),
    [
        ("mon fils m'attend la déchetterie ferme à quelle heure", NOTHING, practical.HOURS),
        ("je peux passer au ccas jeudi matin", Act("intent:ccas", 0.9), practical.HOURS),
        ("y a quelqu'un au service urbanisme", NOTHING, practical.HOURS),
        ("la pharmacie du centre est ouverte samedi", Act("intent:pharmacie_garde", 0.9), practical.HOURS),
        ("la pharmacie du centre est de garde samedi", Act("intent:pharmacie_garde", 0.9), ""),
        ("la porte de la piscine est cassée elle est ouverte", Act("incident:batiment_public", 0.9), ""),
        ("je peux venir à la mairie jeudi pour ma carte", Act("intent:carte_identite", 0.9), ""),
        ("je voudrais un rendez-vous à la mairie avant que ça ferme", NOTHING, ""),
        ("la boutique ferme à quelle heure", NOTHING, ""),
        ("ma fille chante à la chorale c'est quel jour", Confirm("intent:evenement_date", 0.5), practical.EVENT),
        ("ma fille chante à la chorale c'est quel jour", Confirm("intent:collecte", 0.5), ""),
        ("j'y comprends rien je voudrais apprendre la tablette", Act("intent:chat_perdu", 0.9), practical.REGISTRATION),
        ("est-ce que j'ai le droit de bricoler à midi", Act("intent:bruit_voisinage", 0.9), practical.ALLOWED),
        ("mon voisin n'a pas le droit de bricoler à midi", Act("intent:bruit_voisinage", 0.9), ""),
        ("je voudrais m'inscrire à la médiathèque c'est combien", NOTHING, ""),
        ("y a le marché qui laisse des ordures partout dans ma rue", NOTHING, ""),
        ("il y a marché dessus c'est tout abîmé", NOTHING, ""),
        ("y a le marché qui a tout sali samedi", NOTHING, ""),
        ("samedi y a le marché et les camions bouchent ma rue", NOTHING, ""),
        ("est-ce qu'il y a le marché", NOTHING, practical.MARKET),
        ("y a le marché demain", NOTHING, practical.MARKET),
        ("y aura le marché le vingt-quatre décembre", NOTHING, practical.MARKET),
        ("y a bien marché ce samedi s'il vous plaît", NOTHING, practical.MARKET),
        ("le marché a lieu ou pas", NOTHING, practical.MARKET),
        ("quand est-ce que vous ouvrez le nouveau terrain de jeux", NOTHING, ""),
        ("vous ouvrez la nouvelle crèche en septembre", NOTHING, ""),
        ("vous fermez la rue samedi", NOTHING, ""),
        ("vous ouvrez à tout le monde le parking", NOTHING, ""),
        ("vous ouvrez le samedi", NOTHING, practical.HOURS),
        ("vous ouvrez demain matin", NOTHING, practical.HOURS),
        ("est-ce que vous fermez à midi", NOTHING, practical.HOURS),
        ("quand est-ce que vous ouvrez", NOTHING, practical.HOURS),
        ("vous avez un numéro pour la piscine", Act("intent:chat_numero", 0.99), practical.PHONE),
        ("donnez-moi votre numéro pour la déchetterie", Act("intent:encombrants", 0.87), practical.PHONE),
        ("donnez-moi votre numéro à la mairie", Act("intent:chat_numero", 0.99), ""),
        ("le numéro pour la piscine est cassé", Act("incident:batiment_public", 0.9), ""),
        ("à quelle heure est-ce que la piscine ouvre", NOTHING, practical.HOURS),
        ("", NOTHING, ""),
    ],
)
def test_a_plain_question_about_something_named(held: Held, said: str, decision: Decision, meaning: str) -> None:
    assert practical.meant(held.conversation.talk, [said] if said else [], decision) == meaning


def test_the_file_writes_gaps_and_endings() -> None:
    pattern = pattern_of(["quelle heure … ferm*"])
    assert pattern.search("a quelle heure ca ferme")
    assert not pattern.search("quelle heure est il")


def test_a_shop_is_none_of_the_towns_services() -> None:
    assert names_elsewhere(["la boulangerie du coin est ouverte"])
    assert not names_elsewhere(["la mairie est ouverte"])
    assert not names_elsewhere([])
    assert load().elsewhere.search("la gare")
