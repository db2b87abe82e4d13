"""What was only half heard when the caller hangs up is on the agents' list."""

from pathlib import Path

import pytest

from kb.questions import REMARK, UNANSWERED
from kb.store import Store
from tests.conversations.conftest import MOBILE, Talk

DOUBTFUL = "la poubelle n'a pas débordé on me l'a pas vidée"


def _listed(data: Path) -> list[tuple[str, str]]:
    with Store.open(data / "guichet.db") as store:
        return [(each.text, each.reason) for each in store.questions.recent(10)]


def test_a_guess_that_nobody_agreed_to_is_listed(talk: Talk, data: Path) -> None:
    assert "Voulez-vous signaler" in talk(DOUBTFUL, caller=MOBILE).said()
    assert _listed(data) == [(DOUBTFUL, UNANSWERED)]


@pytest.mark.parametrize("reply", ["oui", "non", "rue des Lilas"])
def test_a_guess_that_was_answered_is_not(talk: Talk, data: Path, reply: str) -> None:
    talk(DOUBTFUL, reply, caller=MOBILE)
    assert _listed(data) == []


def test_praise_is_listed_as_a_remark(talk: Talk, data: Path) -> None:
    talk("bravo pour les illuminations", caller=MOBILE)
    assert _listed(data) == [("bravo pour les illuminations", REMARK)]
