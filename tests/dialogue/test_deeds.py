import pytest

from dialogue.catalogue import load
from dialogue.understanding.deeds import appointment_named, asks_whether
from dialogue.understanding.request import Act, RequestUnderstanding, decide


@pytest.fixture(scope="module")
def understanding() -> RequestUnderstanding:
    return RequestUnderstanding(load())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("je voudrais un rendez-vous pour un passeport", "rdv_prendre"),
        ("un rendez-vous pour la carte d'identité de ma fille", "rdv_prendre"),
        ("je voudrais annuler mon rendez-vous pour le passeport", "rdv_annuler"),
        ("c'est quand mon rendez-vous pour la carte d'identité", "rdv_quand"),
        ("je voudrais refaire mon passeport", "passeport"),
    ],
)
def test_the_deed_that_is_named_counts(understanding: RequestUnderstanding, text: str, intent: str) -> None:
    decision = decide(understanding.request([text]))
    assert isinstance(decision, Act)
    assert decision.meaning == f"intent:{intent}"


def test_whether_one_is_needed_is_no_wish_for_one() -> None:
    assert appointment_named(["un rendez-vous pour un passeport"])
    assert not appointment_named(["est ce qu'il faut un rendez-vous pour un passeport"])
    assert not appointment_named(["je ne veux pas de rendez-vous juste le prix du passeport"])
    assert appointment_named(["vous n'avez pas de rendez-vous avant jeudi"])
    assert not appointment_named([])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("je peux venir sans rendez-vous pour la carte", True),
        ("est-ce que j'ai besoin d'un rendez-vous pour un pacs", True),
        ("il faut un rendez-vous pour le passeport", True),
        ("j'ai besoin d'un rendez-vous pour la carte d'identité", False),
        ("ma femme a besoin d'un rendez-vous", False),
        ("que faut-il apporter au rendez-vous", False),
        ("un rendez-vous pour un passeport", False),
    ],
)
def test_a_need_that_is_told_is_a_wish_and_one_that_is_asked_is_none(text: str, asked: bool) -> None:
    assert asks_whether([text]) is asked
    assert appointment_named([text]) is (not asked and "faut-il" not in text)
