"""Who speaks little French says so beside a request."""

import pytest

from dialogue.events import Hypothesis, Utterance
from dialogue.little_french import heard
from dialogue.talk import Talk
from tests.conversations.conftest import conversations_in


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return conversations_in(tmp_path_factory.mktemp("little_french")).begin("test").conversation.talk


@pytest.mark.parametrize(
    ("said", "rest", "slower"),
    [
        ("je parle pas français quoi pour passeport", "pour passeport", True),
        (
            "quels papiers pour un titre de séjour je parle pas bien français",
            "quels papiers pour un titre de séjour",
            True,
        ),
        ("je ne comprends pas bien le français mon lampadaire est cassé", "mon lampadaire est cassé", True),
        ("parle pas bien français moi passeport perdu", "moi passeport perdu", True),
        ("douze rue Pasteur je parle pas bien français", "douze rue pasteur", True),
        ("I want passport", "passport", True),
        ("mon voisin parle mal le français il fait du bruit", "mon voisin il fait du bruit", False),
        (
            "ma femme ne comprend pas bien le français elle a perdu son passeport",
            "ma femme elle a perdu son passeport",
            False,
        ),
        ("mon mari parle un peu français il veut la nationalité", "mon mari il veut la nationalité", False),
    ],
)
def test_what_else_is_understood_is_kept(talk: Talk, said: str, rest: str, slower: bool) -> None:
    talk.delivery, before = type(talk.delivery)(), type(talk.delivery)()
    assert heard(talk, Utterance.typed(said)).text == rest
    assert (talk.delivery == before.slower()) is slower


@pytest.mark.parametrize(
    "said",
    [
        "je parle pas français",
        "do you speak english",
        "ma femme ne comprend pas le français",
        "mon lampadaire est cassé",
        "",
    ],
)
def test_where_nothing_else_is_understood_nothing_changes(talk: Talk, said: str) -> None:
    before, utterance = talk.delivery, Utterance.typed(said)
    assert heard(talk, utterance) == utterance
    assert talk.delivery == before


def test_every_reading_loses_it(talk: Talk) -> None:
    readings = (
        Hypothesis("je parle pas français un banc est cassé", 0.7),
        Hypothesis("je parle pas français", 0.4),
        Hypothesis("je pars un banc est cassé", 0.3),
    )
    rest = (Hypothesis("un banc est cassé", 0.7), Hypothesis("je pars un banc est cassé", 0.3))
    assert heard(talk, Utterance(readings)) == Utterance(rest)
