"""What questions to the town's pages leave behind: the agents' list, and nothing wrong said for sure."""

from datetime import date
from pathlib import Path

import pytest

from dialogue.conversation import Conversation
from dialogue.events import HungUp, Hypothesis, Utterance
from ivr.config import Folders, Settings
from ivr.conversations import Conversations, Held
from kb.passages import Passage
from kb.questions import OUT_OF_DATE, REFUSED_ANSWER, UNANSWERED
from kb.store import Store

WIFI = "est-ce qu'il y a du wifi gratuit en ville"
UNKNOWN = "combien pèse un éléphant"


def _noted(held: Held) -> list[tuple[str, str]]:
    return [(each.text, each.reason) for each in held.store.questions.of_call(held.call_id)]


def test_pages_are_prepared_for_other_sound_classes_before_the_first_call(tmp_path: Path) -> None:
    settings = Settings(folders=Folders(data=tmp_path))
    Conversations(settings)
    with Store.open(settings.database) as store:
        store.database.run("UPDATE passages SET title_sounds = '?'")
        store.database.set_meta("passages_phonetics", "another espeak-ng")
    Conversations(settings)
    with Store.open(settings.database) as store:
        assert not store.database.rows("SELECT 1 FROM passages WHERE title_sounds = '?'")


def test_a_good_answer_leaves_no_question(conversation: Conversation, held: Held) -> None:
    conversation.hear(Utterance.typed(WIFI))
    conversation.hear(Utterance.typed("oui"))
    assert _noted(held) == []
    assert conversation.talk.outcome == "answer"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([UNKNOWN], UNANSWERED),
        ([WIFI, "non"], REFUSED_ANSWER),
        (["est-ce que je peux pêcher à l'étang"], OUT_OF_DATE),
        (["avec qui la ville est jumelée", "non"], UNANSWERED),
    ],
)
def test_questions_are_noted_with_their_reason(
    conversation: Conversation, held: Held, said: list[str], reason: str
) -> None:
    for words in said:
        conversation.hear(Utterance.typed(words))
    conversation.hear(HungUp())
    assert _noted(held) == [(said[0], reason)]


def test_an_outdated_page_is_no_answer(conversation: Conversation) -> None:
    reply = conversation.hear(Utterance.typed("est-ce que je peux pêcher à l'étang"))
    assert "peut-être plus à jour" in reply.text
    assert conversation.talk.outcome == "abandoned"


def test_a_page_that_tells_no_date_is_no_answer_once_it_is_old(conversation: Conversation, held: Held) -> None:
    ice = Passage(
        *("https://www.commune.example/patinoire", "La patinoire", "La patinoire"),
        "La patinoire coûte 4 euros pour un adulte.",
        valid_until=date(2026, 11, 22),
    )
    held.store.passages.synchronise("https://www.commune.example/", [ice], conversation.talk.now())
    asked = "c'est combien l'entrée de la patinoire"
    reply = conversation.hear(Utterance.typed(asked))
    assert "peut-être plus à jour" in reply.text
    assert "4 euros" in reply.text
    assert "vous rappelle" in reply.text
    assert _noted(held) == [(asked, OUT_OF_DATE)]


def test_sentences_of_pages_may_be_kept_and_the_callers_words_are_not_said(conversation: Conversation) -> None:
    reply = conversation.hear(Utterance.typed(WIFI))
    assert all(sentence.fixed for sentence in reply.sentences)
    unknown = conversation.hear(Utterance.typed("quel est le code secret du coffre de madame Zwingelstein"))
    assert "Zwingelstein" not in unknown.text


def test_another_reading_may_be_the_question(conversation: Conversation) -> None:
    heard = Utterance((Hypothesis("est-ce qui la du oui fille gratuit", 0.6), Hypothesis(WIFI, 0.5)))
    assert "Le wifi est gratuit" in conversation.hear(heard).text
