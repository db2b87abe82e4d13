"""How a call ended, for the record: the best that was achieved."""

from dialogue.events import HungUp, TransferFailed, Utterance
from ivr.conversations import Held

typed = Utterance.typed
REPORT = ("un banc est cassé au trois rue Pasteur", "non", "oui", "oui")


def _outcome(held: Held, *said: str, end: HungUp | None = None) -> str:
    for text in said:
        held.conversation.hear(typed(text))
    held.conversation.hear(end or HungUp())
    return held.conversation.talk.outcome


def test_a_transfer_counts_once_the_line_confirms_it(with_agent: Held) -> None:
    assert _outcome(with_agent, "agent", end=HungUp("transferred")) == "transfer"


def test_a_hang_up_while_being_transferred_is_no_transfer(with_agent: Held) -> None:
    assert _outcome(with_agent, "agent") == "abandoned"


def test_a_ticket_outlives_a_transfer(with_agent: Held) -> None:
    assert _outcome(with_agent, *REPORT[:1], *REPORT[2:], "agent", end=HungUp("transferred")) == "incident"


def test_a_ticket_outlives_a_transfer_that_fails_and_a_refused_call_back(with_agent: Held) -> None:
    for text in (*REPORT[:1], *REPORT[2:], "agent"):
        with_agent.conversation.hear(typed(text))
    with_agent.conversation.hear(TransferFailed())
    assert _outcome(with_agent, "non") == "incident"


def test_a_danger_told_is_an_outcome(
    held: Held,
) -> None:
    held.conversation.open()
    assert _outcome(held, "il y a un blessé", "non", "non") == "danger"


def test_last_words_are_an_error(held: Held) -> None:
    held.conversation.open()
    held.conversation.give_up()
    assert held.conversation.talk.outcome == "error"
