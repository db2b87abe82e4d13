"""What is a complaint about a service, and what only names one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue.events import Utterance
from dialogue.flows.info import grievance
from dialogue.questions import Answer
from dialogue.understanding.request import Act, AskAgain, Confirm, Decision
from ivr.conversations import Held
from kb.questions import REMARK
from tests.conversations.conftest import MOBILE, conversations_in, prepared

__all__ = ["prepared"]
NONE = AskAgain(0.0)


@pytest.fixture
def held(prepared: Path) -> Iterator[Held]:
    opened = conversations_in(prepared).begin("test", MOBILE)
    yield opened
    opened.store.close()


@pytest.mark.parametrize(
    ("said", "complains"),
    [
        ("la mairie était fermée ce matin quand je suis venue", True),
        ("j'ai trouvé porte close à la médiathèque", True),
        ("le bus de huit heures n'est pas passé", True),
        ("vous répondez jamais au téléphone", True),
        ("la médiathèque a fermé plus tôt hier", True),
        ("la mairie était fermée hier", False),
        ("la piscine est fermée demain", False),
        ("est-ce que la navette est en retard", False),
        ("mon mari n'est pas passé à la mairie", False),
        ("j'ai un livre en retard à la médiathèque", False),
        ("ma rue est sale", False),
        ("ils ne sont pas passés ce matin", False),
    ],
)
def test_a_complaint_names_a_service_and_what_failed(held: Held, said: str, complains: bool) -> None:
    assert grievance.told(held.conversation.talk, [said], NONE) is complains


@pytest.mark.parametrize(
    ("decision", "complains"),
    [
        (Act("incident:collecte_oubliee", 0.9), False),
        (Confirm("incident:salete", 0.5), False),
        (Act("intent:suivi_statut", 0.9), False),
        (Act("intent:aide_menagere", 0.95), True),
        (Confirm("intent:horaires", 0.5), True),
    ],
)
def test_a_report_and_what_was_reported_come_before(held: Held, decision: Decision, complains: bool) -> None:
    said = "le ménage n'est pas fait à la médiathèque"
    assert grievance.told(held.conversation.talk, [said], decision) is complains


def test_the_remark_is_on_the_agents_list_whatever_follows(held: Held) -> None:
    said = "le bus de huit heures n'est pas passé"
    grievance.begin(held.conversation.talk, Answer(Utterance.typed(said)))
    listed = held.store.questions.of_call(held.call_id)
    assert [(each.text, each.reason) for each in listed] == [(said, REMARK)]
