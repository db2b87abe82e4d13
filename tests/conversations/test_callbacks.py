"""Call-backs: one row a matter, whatever it was asked for and however often."""

from collections.abc import Sequence

import pytest

from dialogue.events import HungUp, Utterance
from dialogue.flows.agent import offer_person
from dialogue.flows.base import YES
from ivr.conversations import Held
from kb.callbacks import Callback
from tests.conversations.conftest import MORNING

PHONE = "+33612345678"


def rows(held: Held, lines: Sequence[str]) -> list[Callback]:
    """The call-backs that a call leaves."""
    held.conversation.open()
    for line in lines:
        held.conversation.hear(Utterance.typed(line))
    held.conversation.hear(HungUp())
    return held.store.callbacks.of_call(held.call_id)


def test_asked_twice_about_one_report_is_one_row_with_all_that_was_said(held: Held) -> None:
    (kept,) = rows(
        held,
        [
            "le lampadaire est en panne", "non", "agent", "oui", "oui",
            "rue Pasteur", "agent", "oui", "oui", "non merci",
        ],
    )  # fmt: skip
    assert kept.subject == "signalement, un lampadaire en panne, rue Pasteur"
    assert kept.phone == PHONE


def test_an_unspecified_subject_is_completed(held: Held) -> None:
    (kept,) = rows(held, ["agent", "oui", "oui", "je passe", "agent", "oui", "mon voisin fait brûler ses branches"])
    assert kept.subject == "mon voisin fait brûler ses branches"


def test_two_matters_are_two_rows(held: Held) -> None:
    first, second = rows(
        held,
        ["est-ce que mon passeport est arrivé", "oui", "oui", "le lampadaire est en panne rue Pasteur", "agent", "oui"],
    )
    assert "passeport" in first.subject
    assert second.subject == "signalement, un lampadaire en panne, rue Pasteur"


def test_a_danger_is_the_reason_that_stays(held: Held) -> None:
    (kept,) = rows(
        held,
        ["le lampadaire est en panne rue Pasteur", "agent", "oui", "oui", "oui", "oui"],
    )
    assert kept.reason == "danger fil_electrique"
    assert kept.subject.startswith("signalement, un lampadaire en panne, rue Pasteur")


def test_what_was_done_already_is_not_completed(held: Held) -> None:
    talk = held.conversation.talk
    done = talk.store.callbacks.add(talk.call_id, PHONE, "(non précisé)", "asked", MORNING)
    talk.store.callbacks.done(done, MORNING, "agent")
    assert [each.state for each in rows(held, ["agent", "oui", "oui", "la cantine"])] == ["fait", "à faire"]


def test_a_call_back_offered_for_later_is_no_transfer_though_somebody_could_be_reached(with_agent: Held) -> None:
    talk = with_agent.conversation.talk
    offer_person(talk, "answer", "unanswered", "« la patinoire »", later=True)
    (offer,) = talk.pushed
    question = offer.next(talk)
    assert question
    assert question.wording == "answer_callback"
    assert offer.take(talk, question, YES)
    assert talk.pushed[-1].name == "callback"
    assert talk.ending is None


def test_an_unknown_call_back_is_an_error(held: Held) -> None:
    with pytest.raises(LookupError, match="no call-back 99"):
        held.store.callbacks.get(99)
