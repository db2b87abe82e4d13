"""A fact asked of a service: by its name, or by what one does there."""

from pathlib import Path

import pytest

from dialogue.flows.info import of_service, service_words
from ivr.conversations import Held
from kb.phrase_files import PhraseFileError
from tests.conversations.conftest import data, held, prepared

__all__ = ["data", "held", "prepared"]

REPORT, WASTE, NURSERY = "incident:depot_sauvage", "intent:encombrants", "intent:creche"


@pytest.mark.parametrize(
    ("said", "sure", "meaning"),
    [
        ("on peut nager samedi", "", of_service.HOURS),
        ("je voudrais jeter mes gravats demain", WASTE, of_service.HOURS),
        ("je voudrais jeter mes gravats", WASTE, ""),
        ("il y a des gravats par terre depuis samedi on peut passer", REPORT, ""),
        ("mon fils veut apprendre à nager le mercredi on peut l'inscrire", "", ""),
        ("où est la piscine", "", of_service.ADDRESS),
        ("où sont les vestiaires de la piscine", "", ""),
        ("le mail de la médiathèque", "", of_service.EMAIL),
        ("qui dirige la crèche", NURSERY, of_service.WHO),
        ("combien coûte la crèche", NURSERY, ""),
        ("combien coûte le gymnase", "incident:batiment_public", of_service.PRICE),
        ("combien coûte le marché", "intent:marche", of_service.PRICE),
        ("je veux louer le gymnase c'est combien", "", ""),
        ("combien coûte une carte d'identité à la mairie", "", ""),
        ("je peux passer chez vous samedi matin", "", of_service.HOURS),
        ("je veux le responsable de chez vous et tout de suite", "", ""),
        ("ça fait trois fois que j'appelle chez vous c'est fermé à chaque fois je veux le maire demain", "", ""),
        ("", "", ""),
    ],
)
def test_what_is_asked_of_a_service(held: Held, said: str, sure: str, meaning: str) -> None:
    assert of_service.asked(held.conversation.talk, [said] if said else [], sure) == meaning


def test_a_slip_in_the_file_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "service_words.toml"
    file.write_text(service_words.FILE.read_text("utf-8").replace("[personne]", "[personnes]"), "utf-8")
    with pytest.raises(PhraseFileError, match=r"personne"):
        service_words.load(file)
