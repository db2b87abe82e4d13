"""A fact asked of a service: by its name, or by what one does there."""

from pathlib import Path

import pytest

from dialogue.flows.info import of_service, practical, service_words
from dialogue.understanding.request import Act, AskAgain, Choose, Confirm, Decision
from ivr.conversations import Held
from kb.phrase_files import PhraseFileError
from tests.conversations.conftest import data, held, prepared

__all__ = ["data", "held", "prepared"]

NONE = AskAgain(0.0)
REPORT, WASTE, NURSERY = (Act(each, 0.9) for each in ("incident:depot_sauvage", "intent:encombrants", "intent:creche"))
BUILDING, MARKET = Act("incident:batiment_public", 0.9), Act("intent:marche", 0.9)
SOCIAL, GRAVE, PASSPORT = (Act(f"intent:{each}", 0.9) for each in ("ccas", "concession_funeraire", "passeport"))


@pytest.mark.parametrize(
    ("said", "decision", "meaning"),
    [
        ("on peut nager samedi", NONE, of_service.HOURS),
        ("je voudrais jeter mes gravats demain", WASTE, of_service.HOURS),
        ("je voudrais jeter mes gravats demain", Choose(WASTE.meaning, REPORT.meaning, 0.5), of_service.HOURS),
        ("on peut jeter des gravats demain", Choose(WASTE.meaning, REPORT.meaning, 0.5), ""),
        ("je voudrais jeter mes gravats", WASTE, ""),
        ("il y a des gravats par terre depuis samedi on peut passer", REPORT, ""),
        ("mon fils veut apprendre à nager le mercredi on peut l'inscrire", NONE, ""),
        ("où est la piscine", NONE, of_service.ADDRESS),
        ("où sont les vestiaires de la piscine", NONE, ""),
        ("le mail de la médiathèque", NONE, of_service.EMAIL),
        ("qui dirige la crèche", NURSERY, of_service.WHO),
        ("combien coûte la crèche", NURSERY, ""),
        ("combien coûte le gymnase", BUILDING, of_service.PRICE),
        ("combien coûte le marché", MARKET, of_service.PRICE),
        ("je veux louer le gymnase c'est combien", NONE, ""),
        ("combien coûte une carte d'identité à la mairie", NONE, ""),
        ("je peux passer chez vous samedi matin", NONE, of_service.HOURS),
        ("je veux le responsable de chez vous et tout de suite", NONE, ""),
        ("ça fait trois fois que j'appelle chez vous c'est fermé à chaque fois je veux le maire demain", NONE, ""),
        ("l'assistante sociale est là demain", SOCIAL, of_service.HOURS),
        ("je voudrais aller sur la tombe de mes parents dimanche", GRAVE, of_service.HOURS),
        ("à quelle heure finit l'école Jules Ferry", NONE, of_service.HOURS),
        ("", NONE, ""),
    ],
)
def test_what_is_asked_of_a_service(held: Held, said: str, decision: Decision, meaning: str) -> None:
    assert of_service.asked(held.conversation.talk, [said] if said else [], decision) == meaning


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ("il y a quelqu'un qui vend de la drogue au parc le soir", NONE),
        ("il y a quelqu'un au parc qui crie le soir", NONE),
        ("il y a quelqu'un qui vend au parc le soir", NONE),
        ("il y a quelqu'un qui dort devant la médiathèque depuis hier", NONE),
        ("la tombe de mon père est abîmée depuis hier on peut la réparer", NONE),
        ("quand allez-vous réparer la porte de la piscine", NONE),
        ("les forains bloquent ma rue depuis samedi on peut plus sortir", Confirm("intent:marche", 0.5)),
        ("on a vu quelqu'un jeter des meubles hier soir c'est possible de passer", Confirm("intent:encombrants", 0.6)),
        ("mon fils sera absent de l'école demain", NONE),
        ("est-ce que je peux faire mon passeport chez vous demain", PASSPORT),
        ("est-ce que je peux faire mon passeport chez vous demain", NONE),
        ("le conseil municipal à la mairie commence à quelle heure", NONE),
        ("le spectacle à la médiathèque finit à quelle heure", NONE),
        ("la piscine ferme samedi", Confirm("incident:batiment_public", 0.5)),
        ("on peut se marier à la mairie samedi", NONE),
        ("j'ai travaillé à la mairie en mars il me faut un certificat", NONE),
        ("peut-on acheter une place au cimetière quand on n'habite pas la commune", GRAVE),
    ],
)
def test_complaints_and_wishes_are_no_question_for_hours(held: Held, said: str, decision: Decision) -> None:
    assert practical.meant(held.conversation.talk, [said], decision) != of_service.HOURS


@pytest.mark.parametrize(
    "said",
    [
        "mon chien a été mordu au parc qui est le responsable",
        "le gymnase est inondé qui s'occupe",
        "qui s'occupe des inscriptions à la crèche",
        "qui s'occupe des places à la crèche",
        "c'est gratuit le stationnement au marché",
        "c'est combien une place pour vendre au marché",
        "le parking de la piscine c'est payant",
        "c'est combien l'amende au parc",
    ],
)
def test_what_is_at_a_service_is_not_the_service(held: Held, said: str) -> None:
    assert of_service.asked(held.conversation.talk, [said], NONE) == ""


@pytest.mark.parametrize(
    "said",
    [
        "la salle des fêtes c'est quel prix le week-end et on peut être combien assis",
        "la piscine c'est combien pour un enfant",
        "c'est payant la bibliothèque",
        "c'est combien la carte à la médiathèque pour un adulte",
        "pour prendre des livres à la médiathèque il faut payer quelque chose",
        "combien ça coûte pour nager à la piscine",
    ],
)
def test_the_price_of_what_is_named_next_to_it(held: Held, said: str) -> None:
    assert of_service.asked(held.conversation.talk, [said], NONE) == of_service.PRICE


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("mon chien a été mordu au parc qui est le responsable", "intent:permis_detention_chien"),
        ("le lampadaire du parc est en panne qui s'occupe", "incident:lampadaire"),
        ("qui est le responsable du parc", ""),
        ("mon chien a été mordu au parc", ""),
        ("", ""),
    ],
)
def test_who_is_in_charge_at_the_end_of_a_story(held: Held, said: str, meaning: str) -> None:
    assert of_service.story(held.conversation.talk, [said] if said else [], NONE) == meaning


def test_a_day_off_is_told_beside_the_question(held: Held) -> None:
    said = "demain je travaille pas c'est l'armistice est-ce que la déchetterie sera ouverte"
    talk = held.conversation.talk
    assert of_service.asked(talk, [said], NONE) == ""
    assert of_service.asked(talk, [said], Confirm(of_service.HOURS, 0.8)) == of_service.HOURS


def test_a_slip_in_the_file_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "service_words.toml"
    file.write_text(service_words.FILE.read_text("utf-8").replace("[personne]", "[personnes]"), "utf-8")
    with pytest.raises(PhraseFileError, match=r"personne"):
        service_words.load(file)
