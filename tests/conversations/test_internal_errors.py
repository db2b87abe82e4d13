"""Something breaks inside: an apology, a person or a call-back, never an exception and never silence."""

import sqlite3
from contextlib import closing

import pytest

from dialogue.actions import HangUp, Listen, Reply, Transfer
from dialogue.conversation import Conversation
from dialogue.events import Heard, Utterance
from dialogue.flows.base import Matter, PlainFlow
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from ivr.conversations import Held
from kb.followup import DROPPED
from kb.store import StoreError

typed = Utterance.typed


def _respond(conversation: Conversation, heard: Heard) -> Reply:
    """As a channel does."""
    try:
        return conversation.hear(heard)
    except StoreError:
        return conversation.rescue()


def _break(held: Held, table: str) -> None:
    """From now on nothing can be written there."""
    with closing(sqlite3.connect(held.store.database.path)) as other:
        for event in ("INSERT", "UPDATE"):
            fail = f"CREATE TRIGGER broken_{event}_{table} BEFORE {event} ON {table}"
            other.execute(f"{fail} BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END")
        other.commit()


def _mend(held: Held, table: str) -> None:
    with closing(sqlite3.connect(held.store.database.path)) as other:
        for event in ("INSERT", "UPDATE"):
            other.execute(f"DROP TRIGGER broken_{event}_{table}")
        other.commit()


def test_a_broken_table_gives_an_apology_and_a_call_back(held: Held) -> None:
    talk = held.conversation
    talk.open()
    talk.hear(typed("un lampadaire est en panne rue Pasteur"))
    _break(held, "incidents")
    with pytest.raises(StoreError):
        talk.hear(typed("non"))
    reply = talk.rescue()
    assert reply.text.startswith("Excusez-moi, j'ai un problème technique.")
    assert "Voulez-vous qu'un agent vous rappelle ?" in reply.text
    _respond(talk, typed("oui"))
    stored = _respond(talk, typed("oui"))
    assert "Un agent de la mairie vous rappellera." in stored.text
    (callback,) = held.store.callbacks.of_call(held.call_id)
    assert callback.reason == "internal error"
    assert callback.subject == "signalement, un lampadaire en panne, rue Pasteur"
    _mend(held, "incidents")
    assert held.store.incidents.of_call(held.call_id)[0].kind == "lampadaire"


def test_when_not_even_the_call_back_can_be_stored_the_call_ends_politely(held: Held) -> None:
    talk = held.conversation
    talk.open()
    talk.hear(typed("un lampadaire est en panne rue Pasteur"))
    _break(held, "incidents")
    _break(held, "callbacks")
    replies = [_respond(talk, typed(text)) for text in ("non", "oui", "oui")]
    assert isinstance(replies[0].then, Listen)
    assert isinstance(replies[-1].then, HangUp)
    assert "je ne peux pas continuer" in replies[-1].text
    assert all(reply.sentences for reply in replies)


def test_the_conversation_goes_on_once_things_work_again(held: Held) -> None:
    talk = held.conversation
    talk.open()
    _break(held, "incidents")
    _respond(talk, typed("un banc est cassé au trois rue Pasteur"))
    _mend(held, "incidents")
    again = _respond(talk, typed("non"))
    assert "Que puis-je faire pour vous ?" in again.text
    for answer in ("un banc est cassé au trois rue Pasteur", "oui"):
        _respond(talk, typed(answer))
    assert "C'est enregistré." in _respond(talk, typed("oui")).text


def test_with_an_agent_an_error_transfers(held: Held) -> None:
    held.conversation.talk.agent_number = "sip:accueil@192.0.2.10"
    held.conversation.open()
    _break(held, "incidents")
    reply = _respond(held.conversation, typed("un banc est cassé"))
    assert reply.then == Transfer("sip:accueil@192.0.2.10")


def test_the_third_error_ends_the_call(held: Held) -> None:
    talk = held.conversation
    talk.open()
    _break(held, "incidents")
    for _ in range(2):
        assert isinstance(_respond(talk, typed("un banc est cassé")).then, Listen)
        _respond(talk, typed("non"))
    assert isinstance(_respond(talk, typed("un banc est cassé")).then, HangUp)


def test_a_draft_that_could_not_be_given_up_is_kept(held: Held) -> None:
    talk = held.conversation
    talk.open()
    talk.hear(typed("un lampadaire est en panne rue Pasteur"))
    _break(held, "incidents")
    with pytest.raises(StoreError):
        talk.hear(typed("laissez tomber"))
    _mend(held, "incidents")
    talk.rescue()
    assert not talk.talk.giving_up and not talk.talk.dropped
    assert held.store.incidents.of_call(held.call_id)[0].state != DROPPED


class _Unknowing(PlainFlow):
    """A flow that breaks when it is asked what it is about."""

    name = "unknowing"

    def matter(self, talk: Talk) -> Matter | None:
        raise LookupError("nothing there")

    def next(self, talk: Talk) -> Question | None:
        return Question("request", "next_request")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        return False


def test_the_rescue_holds_when_what_it_is_about_is_what_broke(held: Held) -> None:
    talk = held.conversation
    talk.talk.begin(_Unknowing())
    talk.open()
    reply = talk.rescue()
    assert "Voulez-vous qu'un agent vous rappelle ?" in reply.text
