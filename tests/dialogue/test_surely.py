"""What is surely wanted: the one gate that readers of expressions ask whether to yield."""

import pytest

from dialogue.flows import surely
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT
from tests.conversations.conftest import conversations_in

LAMP = "le lampadaire de la rue des Lilas est en panne"


@pytest.fixture
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return conversations_in(tmp_path_factory.mktemp("surely")).begin("test").conversation.talk


def test_a_request_is_served_by_its_own_flow_and_elsewhere_for_the_others(talk: Talk) -> None:
    assert surely.elsewhere(talk, [LAMP])
    assert surely.elsewhere(talk, [LAMP], "events", "appointment")
    assert not surely.elsewhere(talk, [LAMP], "incident")


def test_small_talk_is_wanted_but_no_request(talk: Talk) -> None:
    guess = surely.wanted(talk, ["merci beaucoup vous êtes gentille"])
    assert guess is not None
    assert guess.meaning in talk.understanding.small_talk
    assert surely.request(talk, ["merci beaucoup vous êtes gentille"]) is None
    assert not surely.elsewhere(talk, ["merci beaucoup vous êtes gentille"])


def test_nothing_is_sure_of_words_that_mean_nothing(talk: Talk) -> None:
    assert surely.wanted(talk, ["machin chose truc bidule"]) is None


def test_what_was_refused_is_not_wanted_even_for_the_same_words(talk: Talk) -> None:
    passport = INTENT + "passeport"
    said = ["je voudrais un passeport"]
    first = surely.wanted(talk, said)
    assert first is not None
    assert first.meaning == passport
    talk.refused.add(passport)
    again = surely.wanted(talk, said)
    assert again is None or again.meaning != passport
    assert surely.wanted(talk, said, ()) == first
