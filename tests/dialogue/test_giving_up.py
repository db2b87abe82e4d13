"""What counts as giving up, and where."""

from pathlib import Path

import pytest

from dialogue import giving_up
from dialogue.events import Utterance
from dialogue.french.phrase_files import PhraseFileError
from dialogue.giving_up import meant
from dialogue.questions import EXPECT_CHOICE, EXPECT_YES_NO, Answer, Question

SLOT = Question("rdv_slot", "rdv_two", {}, EXPECT_CHOICE)
OFFER = Question("rdv_ask_sms", "rdv_ask_sms", {}, EXPECT_YES_NO)
READ_BACK = Question("rdv_readback", "rdv_readback", {}, EXPECT_YES_NO)
CHECK = Question("rdv_check", "rdv_check")


def said(text: str) -> Answer:
    return Answer(Utterance.typed(text))


@pytest.mark.parametrize(
    "text",
    [
        "laissez tomber", "euh non laissez tomber merci", "bon ben tant pis", "je ne veux plus", "oubliez ça",
        "finalement je ne veux plus", "c'est trop long laissez tomber", "tant pis laissez tomber",
        "non mais j'ai changé d'avis", "ah non j'abandonne",
    ],
)  # fmt: skip
@pytest.mark.parametrize("question", [SLOT, OFFER, READ_BACK, CHECK])
def test_giving_up_is_heard_at_every_question(text: str, question: Question) -> None:
    assert meant(question, said(text))


@pytest.mark.parametrize(
    "text",
    [
        "je ne veux plus le matin", "oubliez le premier plutôt jeudi", "non", "non merci", "finalement jeudi",
        "tant pis pour jeudi alors vendredi", "laissez tomber le premier", "", "au revoir", "je veux plus tard",
    ],
)  # fmt: skip
def test_what_says_more_is_an_answer(text: str) -> None:
    assert not meant(SLOT, said(text))


def test_a_plain_refusal_gives_up_only_where_no_is_no_answer() -> None:
    assert meant(SLOT, said("finalement non"))
    assert meant(READ_BACK, said("non finalement"))
    assert not meant(OFFER, said("finalement non"))


def test_cancel_gives_up_what_is_taken_down_and_nothing_that_is_stored() -> None:
    assert meant(SLOT, said("annulez"))
    assert not meant(OFFER, said("annulez"))
    assert not meant(CHECK, said("annulez"))


def test_keys_give_nothing_up() -> None:
    assert not meant(SLOT, Answer(keys="3"))


def test_a_file_without_a_list_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "giving_up.toml"
    file.write_text('abandon = ["tant pis"]\nannulation = "annulez"\n', "utf-8")
    with pytest.raises(PhraseFileError, match=r"giving_up\.toml: annulation must be a list"):
        giving_up.load(file)
