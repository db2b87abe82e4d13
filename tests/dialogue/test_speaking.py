"""How to speak, said in the middle of something else."""

import pytest

from dialogue.events import Hypothesis, Utterance
from dialogue.speaking import obeyed
from dialogue.talk import Talk
from tests.conversations.conftest import conversations_in


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return conversations_in(tmp_path_factory.mktemp("speaking")).begin("test").conversation.talk


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("j'entends rien parlez plus fort et mon lampadaire est cassé", "et mon lampadaire est cassé"),
        ("non vous parlez trop vite", "non"),
        ("parlez plus fort et moins vite", None),
        ("le voisin met sa musique j'entends rien à la télé", "le voisin met sa musique j'entends rien à la télé"),
        ("les voitures devraient rouler moins vite", "les voitures devraient rouler moins vite"),
        ("au revoir", "au revoir"),
        (
            "parlez plus fort s'il vous plaît, est-ce qu'il faut un rendez-vous pour un passeport",
            "est ce qu'il faut un rendez vous pour un passeport",
        ),
        ("parlez moins vite et pouvez-vous me dire l'heure", "et pouvez vous me dire l'heure"),
        ("parlez plus fort le bruit est fort rue Pasteur", "le bruit est fort rue pasteur"),
        ("est-ce que vous pouvez parler plus fort et puis moins vite", None),
        ("vous pouvez pas parler plus fort", None),
        ("à mon âge parlez plus fort il faut une carte", "il faut une carte"),
    ],
)
def test_the_rest_of_what_was_said_counts(talk: Talk, said: str, rest: str | None) -> None:
    heard = obeyed(talk, Utterance.typed(said))
    assert (heard.text if heard else None) == rest


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("je peux pas parler plus fort il est à côté", "je peux pas parler plus fort il est à côté"),
        ("je peux pas parlez plus fort il est à côté", "je peux pas parlez plus fort il est à côté"),
        ("je dois parler doucement mon mari dort", "je dois parler doucement mon mari dort"),
        ("mon voisin parle plus fort que la télé", "mon voisin parle plus fort que la télé"),
        ("oui je vais parler plus fort, 12 rue Pasteur", "oui 12 rue pasteur"),
        ("je parle plus fort c'est la rue Gambetta", "c'est la rue gambetta"),
        ("d'accord je vais parler plus fort", None),
    ],
)
def test_who_speaks_of_their_own_voice_is_not_answered_louder(talk: Talk, said: str, rest: str | None) -> None:
    before = talk.delivery
    heard = obeyed(talk, Utterance.typed(said))
    assert (heard.text if heard else None) == rest
    assert talk.delivery == before


def test_every_reading_loses_it_and_keeps_its_confidence(talk: Talk) -> None:
    readings = (Hypothesis("parlez plus fort un banc est cassé", 0.7), Hypothesis("parlez plus fort", 0.5))
    assert obeyed(talk, Utterance(readings)) == Utterance((Hypothesis("un banc est cassé", 0.7),))


def test_the_voice_changes(talk: Talk) -> None:
    before = talk.delivery
    obeyed(talk, Utterance.typed("parlez plus fort et moins vite un banc est cassé"))
    assert talk.delivery == before.louder().slower()
