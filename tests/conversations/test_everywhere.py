"""What holds at every question: commands, danger, hang-up."""

from pathlib import Path

import pytest

from dialogue.wording import split_sentences
from kb.store import Store
from tests.conversations.conftest import AGENT, MOBILE, Talk
from tests.conversations.test_never_cut_off import STEPS

EVERY_QUESTION = range(len(STEPS) + 1)


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_repeat_says_the_question_again(talk: Talk, reached: int) -> None:
    for ask in ("répétez", "pardon", "j'ai pas compris", "[dtmf *]"):
        transcript = talk(*STEPS[:reached], ask, caller=MOBILE)
        question = transcript.said(reached).split(". ")[-1]
        assert question in transcript.said()


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_slower_and_louder_repeat_the_question(talk: Talk, reached: int) -> None:
    for ask, answer in (("moins vite", "plus lentement"), ("plus fort", "plus fort")):
        transcript = talk(*STEPS[:reached], ask, caller=MOBILE)
        assert answer in transcript.said()
        assert split_sentences(transcript.said(reached))[-1] in transcript.said()


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_wait_is_patient_and_then_asks_again(talk: Talk, reached: int) -> None:
    transcript = talk(*STEPS[:reached], "attendez une minute", "me voilà", caller=MOBILE)
    assert "Prenez votre temps." in transcript.said(reached + 1)
    assert "?" in transcript.said()
    assert "compris" not in transcript.said()


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_help_helps_and_asks_again(talk: Talk, reached: int) -> None:
    transcript = talk(*STEPS[:reached], "aide", caller=MOBILE)
    assert "Vous pouvez aussi dire" in transcript.said()
    assert split_sentences(transcript.said(reached))[-1] in transcript.said()


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_an_agent_by_word_or_by_key(talk: Talk, reached: int) -> None:
    for ask in ("passez-moi quelqu'un", "[dtmf 0]"):
        assert talk(*STEPS[:reached], ask, caller=MOBILE, agent=AGENT).turns[-1]["actions"][-1] == f"transfer {AGENT}"
        without = talk(*STEPS[:reached], ask, caller=MOBILE)
        assert "Voulez-vous qu'un agent vous rappelle ?" in without.said()


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_after_a_call_back_the_conversation_goes_on_where_it_was(talk: Talk, reached: int) -> None:
    transcript = talk(*STEPS[:reached], "agent", "oui", "oui", "oui", caller=MOBILE)
    assert transcript.callback["phone"]
    assert transcript.listening
    if 0 < reached < len(STEPS):
        before = transcript.said(reached).split(". ")[-1]
        assert "Reprenons votre signalement." in transcript.all_said
        assert before in transcript.all_said.split("Reprenons votre signalement.")[1] or reached >= 4


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_goodbye_is_obeyed(talk: Talk, reached: int) -> None:
    transcript = talk(*STEPS[:reached], "au revoir", "oui", caller=MOBILE)
    assert transcript.said().endswith("Au revoir, et bonne journée.")
    if reached:
        assert transcript.incident["kind"] == "lampadaire"


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_danger_comes_first_at_every_question(talk: Talk, reached: int) -> None:
    transcript = talk(*STEPS[:reached], "attention ça sent le gaz", "non", caller=MOBILE)
    told = transcript.said(reached + 1)
    assert told.startswith("Attention, danger.")
    assert "le 18 ou le 112" in told
    assert told.count("Attention, danger.") == 1
    assert transcript.incident["danger"] == "gaz"
    assert transcript.incident["urgency"] == "immediate"
    assert transcript.listening


@pytest.mark.parametrize("reached", EVERY_QUESTION)
def test_a_hang_up_keeps_what_was_said(talk: Talk, data: Path, reached: int) -> None:
    transcript = talk(*STEPS[:reached], "[hangup]", caller=MOBILE)
    expected = [("kind", "lampadaire"), ("details", {"mat_tombe": "non"}), ("place", "12 rue Pasteur")]
    known = {0: 0, 1: 1, 2: 2, 3: 2}.get(reached, 3)
    if not reached:
        assert transcript.incident == {}
    for key, value in expected[:known]:
        assert transcript.incident[key] == value
    if reached:
        assert transcript.incident["state"] == "brouillon"
    with Store.open(data / "guichet.db") as store:
        call = store.calls.recent(1)[0]
        assert call.ended_at is not None
        assert call.outcome == "abandoned"
        assert len(store.calls.turns(call.id)) == reached + 2
