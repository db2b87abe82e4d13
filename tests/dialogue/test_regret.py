"""Right after a registration: what takes it back, and what is about something else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue.events import Utterance
from dialogue.flows.events.cancel import regretted
from dialogue.questions import Answer
from ivr.conversations import Held
from tests.conversations.conftest import MOBILE, conversations_in, prepared

__all__ = ["prepared"]


@pytest.fixture
def held(prepared: Path) -> Iterator[Held]:
    opened = conversations_in(prepared).begin("test", MOBILE)
    yield opened
    opened.store.close()


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("annulez", True),
        ("ah non annulez je me suis trompée", True),
        ("je ne veux plus y aller finalement", True),
        ("retirez-nous de la liste s'il vous plaît", True),
        ("annulez l'inscription à l'atelier couronnes de l'avent", True),
        ("mon mari est malade on ne vient plus", True),
        ("je ne veux plus recevoir le bulletin municipal", False),
        ("je ne veux plus de publicité dans ma boîte", False),
        ("annulez mon abonnement au bulletin", False),
        ("retirez l'affiche sur le mur de l'école", False),
        ("enlevez la voiture devant chez moi", False),
        ("comment on annule", False),
    ],
)
def test_only_the_registration_is_taken_back(held: Held, said: str, taken: bool) -> None:
    talk = held.conversation.talk
    talk.topic = "intent:evenement_inscription"
    assert regretted(talk.topic)(talk, Answer(Utterance.typed(said))) is taken
