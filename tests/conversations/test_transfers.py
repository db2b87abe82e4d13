"""Transfers that fail, and what the ear may hear as words."""

from accessibility.pacing import UNHURRIED, YES_NO
from dialogue.actions import HangUp, Listen, Transfer
from dialogue.conversation import Conversation
from dialogue.events import HungUp, Hypothesis, Keys, TransferFailed, Utterance
from ivr.conversations import Held
from tests.conversations.conftest import AGENT

typed = Utterance.typed


def test_a_transfer_that_fails_becomes_a_call_back_about_the_same(with_agent: Held) -> None:
    talk = with_agent.conversation
    talk.hear(typed("un lampadaire est en panne rue Pasteur"))
    assert talk.hear(typed("agent")).then == Transfer(AGENT)
    failed = talk.hear(TransferFailed())
    assert "L'agent ne répond pas pour le moment." in failed.text
    assert "Voulez-vous qu'un agent vous rappelle ?" in failed.text
    talk.hear(typed("oui"))
    resumed = talk.hear(typed("oui"))
    assert "Reprenons votre signalement." in resumed.text
    assert "Le poteau est-il tombé" in resumed.text
    (callback,) = with_agent.store.callbacks.of_call(with_agent.call_id)
    assert callback.subject == "signalement, un lampadaire en panne, rue Pasteur"
    assert callback.reason == "transfer_failed"
    assert callback.phone == "+33612345678"


def test_a_danger_transfer_that_fails_keeps_the_danger_as_its_subject(with_agent: Held) -> None:
    talk = with_agent.conversation
    talk.hear(typed("ça sent le gaz rue Pasteur"))
    assert talk.hear(typed("oui")).then == Transfer(AGENT)
    talk.hear(TransferFailed())
    talk.hear(typed("oui"))
    talk.hear(typed("oui"))
    (callback,) = with_agent.store.callbacks.of_call(with_agent.call_id)
    assert callback.subject == "ça sent le gaz rue Pasteur"


def test_a_refused_call_back_after_a_failed_transfer_goes_on(with_agent: Held) -> None:
    talk = with_agent.conversation
    talk.hear(typed("agent"))
    talk.hear(TransferFailed())
    reply = talk.hear(typed("non"))
    assert isinstance(reply.then, Listen)
    assert "Que puis-je faire pour vous ?" in reply.text


def test_danger_sentences_are_urgent_and_first(conversation: Conversation) -> None:
    reply = conversation.hear(typed("il y a le feu"))
    urgent = [sentence.urgent for sentence in reply.sentences]
    assert urgent == sorted(urgent, reverse=True)
    assert sum(urgent) >= 3
    assert not urgent[-1]
    assert all(sentence.fixed for sentence in reply.sentences)


def test_danger_is_heard_in_the_second_reading_too(conversation: Conversation) -> None:
    heard = Utterance((Hypothesis("ça sans le gars", 0.6), Hypothesis("ça sent le gaz", 0.5)))
    assert "danger=gaz" in conversation.hear(heard).understood


def test_a_guess_without_confidence_is_not_acted_upon(conversation: Conversation) -> None:
    reply = conversation.hear(Utterance((Hypothesis("un lampadaire est en panne", 0.1),)))
    assert reply.understood == "repair=unclear"


def test_each_question_listens_with_its_own_patience(conversation: Conversation) -> None:
    detail = conversation.hear(typed("un lampadaire est en panne")).then
    assert isinstance(detail, Listen)
    assert detail.patience == YES_NO
    assert "oui" in detail.phrases
    place = conversation.hear(typed("non")).then
    assert isinstance(place, Listen)
    assert place.patience == UNHURRIED
    assert place.phrases == ()
    conversation.hear(typed("12 rue Pasteur"))
    phone = conversation.hear(typed("non")).then
    assert isinstance(phone, Listen)
    assert phone.digits == 10
    waiting = conversation.hear(typed("attendez")).then
    assert isinstance(waiting, Listen)
    assert waiting.patience.no_input_s == 60


def test_what_is_said_next_is_prepared_while_there_is_time(conversation: Conversation) -> None:
    reply = conversation.hear(typed("un lampadaire est en panne au 12 rue Pasteur"))
    coming = " ".join(sentence.text for sentence in reply.upcoming)
    assert "06 12 34 56 78" in coming
    assert "12 rue Pasteur" in coming


def test_a_second_call_to_the_end_keeps_one_call_back(held: Held) -> None:
    talk = held.conversation
    talk.open()
    talk.hear(Keys("0"))
    talk.hear(typed("oui"))
    assert isinstance(talk.hear(HungUp()).then, HangUp)
    talk.hear(HungUp())
    assert len(held.store.callbacks.of_call(held.call_id)) == 1
