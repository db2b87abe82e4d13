"""Danger in a conversation: several at once, one after another, and when nothing can be written."""

import pytest

from dialogue.conversation import Conversation
from dialogue.events import HungUp, Silence, Utterance
from dialogue.flows.danger import instructions
from ivr.conversations import Held
from kb.store import StoreError
from tests.conversations.conftest import MOBILE, Talk
from tests.conversations.test_internal_errors import _break, _mend

typed = Utterance.typed


def test_two_dangers_at_once_get_both_instructions(talk: Talk) -> None:
    transcript = talk("ça sent le gaz et il y a un blessé")
    assert "ne touchez à aucun interrupteur" in transcript.said()
    assert "Appelez maintenant le SAMU" in transcript.said()


def test_a_second_danger_is_heard_though_the_first_is_named_again(talk: Talk) -> None:
    transcript = talk("ça sent le gaz", "ça sent le gaz et mon mari ne respire plus")
    assert "Appelez maintenant le SAMU" in transcript.said()
    assert "interrupteur" not in transcript.said()


def test_instructions_are_given_though_nothing_can_be_written(held: Held) -> None:
    held.conversation.open()
    _break(held, "incidents")
    reply = held.conversation.hear(typed("ça sent le gaz"))
    assert reply.text.startswith("Attention, danger.")
    assert "rappelle ensuite ?" in reply.text
    assert "danger not stored" in reply.understood
    _mend(held, "incidents")
    held.conversation.hear(typed("non"))
    held.conversation.hear(typed("oui"))
    assert held.store.incidents.of_call(held.call_id)[0].danger == "gaz"


def test_a_rescue_keeps_the_instructions_of_the_turn(conversation: Conversation) -> None:
    conversation.hear(typed("ça sent le gaz"))
    assert conversation.rescue().text.startswith("Attention, danger.")


def test_a_danger_after_a_stored_danger_report_is_a_report_of_its_own(held: Held) -> None:
    held.conversation.open()
    for text in ("ça sent le gaz au douze rue Pasteur", "non", "oui", "oui", "oui", "il y a le feu rue Gambetta"):
        held.conversation.hear(typed(text))
    first, second = held.store.incidents.of_call(held.call_id)
    assert (first.danger, first.state) == ("gaz", "nouveau")
    assert (second.danger, second.state) == ("feu", "brouillon")


def test_after_a_danger_silence_is_waited_out_longer(conversation: Conversation) -> None:
    conversation.hear(typed("ça sent le gaz"))
    replies = [conversation.hear(Silence()) for _ in range(12)]
    assert "Sans réponse, je vais raccrocher." in replies[10].text
    assert "Je raccroche." in replies[11].text
    assert not any("raccroche" in reply.text for reply in replies[:10])


def test_own_words_of_an_unknown_kind_are_not_fixed(talk: Talk, conversation: Conversation) -> None:
    words = "zigouigoui tralala"
    for text in ("je veux faire un signalement", words, "non", words, "non", words):
        reply = conversation.hear(typed(text))
        assert not [each.text for each in reply.sentences if "zigouigoui" in each.text and each.fixed]


def test_a_refused_number_is_not_called_back(talk: Talk) -> None:
    assert talk("agent", "oui", "non", "[hangup]", caller=MOBILE).callback == {}
    assert talk("agent", "oui", "[hangup]", caller=MOBILE).callback["phone"]


def test_a_danger_that_could_not_be_written_is_tried_again_at_the_end(held: Held) -> None:
    held.conversation.open()
    _break(held, "incidents")
    held.conversation.hear(typed("ça sent le gaz"))
    _mend(held, "incidents")
    held.conversation.hear(HungUp())
    assert [each.danger for each in held.store.incidents.of_call(held.call_id)] == ["gaz"]


def test_one_flow_that_cannot_be_kept_does_not_stop_the_others(held: Held) -> None:
    held.conversation.open()
    for text in ("un lampadaire est en panne rue Pasteur", "agent", "oui"):
        held.conversation.hear(typed(text))
    _break(held, "incidents")
    with pytest.raises(StoreError):
        held.conversation.hear(HungUp())
    assert len(held.store.callbacks.of_call(held.call_id)) == 1


def test_a_sentence_to_call_without_a_number_is_said(held: Held) -> None:
    talk = held.conversation.talk
    said = "Appelez maintenant les pompiers. Appelez aussi vos voisins."
    feu = talk.catalogue.dangers["feu"].model_copy(update={"said": said})
    talk.catalogue = talk.catalogue.model_copy(update={"dangers": {**talk.catalogue.dangers, "feu": feu}})
    instructions(talk, "gaz", "feu")
    assert [each.text for each in talk.sentences][-2:] == said.replace(". ", ".|").split("|")
