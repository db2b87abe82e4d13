"""A person, or a call-back, wanted among other words."""

from pathlib import Path

import pytest

from dialogue.french.phrase_files import PhraseFileError
from dialogue.wanting_person import load

KNOWN = load()


@pytest.mark.parametrize(
    "text",
    [
        "vous êtes nulle, je veux une personne",
        "c'est pas ce que je demande, je veux une personne",
        "j'en ai ras le bol, passez-moi quelqu'un",
        "je veux quelqu'un au bout du fil",
        "donnez-moi quelqu'un",
        "mais enfin je veux parler à un être humain pas à une machine",
        "est-ce que je peux avoir quelqu'un au téléphone",
        "bon écoutez passez-moi quelqu'un qui comprenne le français",
        "je voudrais un humain tout de suite",
        "il n'y a pas une vraie personne chez vous",
        "je demande quelqu'un sinon je raccroche",
        "moi je préfère parler à quelqu'un",
        "je veux juste parler à une personne",
    ],
)
def test_a_person_is_plainly_wanted(text: str) -> None:
    wish = KNOWN.wish(text)
    assert wish is not None
    assert wish.plainly


@pytest.mark.parametrize(
    "text",
    [
        "je ne veux pas parler à quelqu'un",
        "vous n'allez pas me passer un agent encore",
        "un homme essaie de parler à une dame",
        "il y a quelqu'un qui dort devant la médiathèque",
        "quelqu'un a jeté des déchets",
        "je veux une personne pour le ménage de ma mère",
        "je cherche quelqu'un pour garder mon fils",
        "je voudrais inscrire une personne",
        "je veux une personne de plus",
        "je voudrais un agent de police",
        "passez-moi le service des eaux",
        "je veux parler au maire",
        "y a quelqu'un",
    ],
)
def test_others_want_no_person(text: str) -> None:
    assert KNOWN.wish(text) is None


def test_who_is_wanted_for_something_is_not_plainly_wanted() -> None:
    wish = KNOWN.wish("je veux parler à quelqu'un du social")
    assert wish is not None
    assert not wish.plainly


def test_one_person_may_be_a_number() -> None:
    assert [
        wish.counts for text in ("je voudrais une personne", "passez-moi une personne") if (wish := KNOWN.wish(text))
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("oui rappelez-moi", "oui"),
        ("rappelez-moi cet après-midi", "cet après midi"),
        ("rappelez-moi le matin", "le matin"),
        ("rappelez-moi la date de mon rendez-vous", None),
        ("rappelez-moi comment on fait", None),
        ("ne me rappelez pas", None),
        ("rappelez-moi pas", None),
        ("je me rappelle plus", None),
    ],
)
def test_a_call_back_is_wanted(text: str, rest: str | None) -> None:
    assert KNOWN.callback_wished(text) == rest


def test_a_call_back_did_not_come() -> None:
    assert KNOWN.callback_awaited(["c'est encore moi, on devait me rappeler hier"])
    assert KNOWN.callback_awaited(["personne ne m'a rappelé"])
    assert not KNOWN.callback_awaited(["vous m'avez rappelé hier merci"])
    assert not KNOWN.callback_awaited([])


def test_a_slip_in_the_file_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("passes = [1]", "utf-8")
    with pytest.raises(PhraseFileError, match="passes must be a list"):
        load(wrong)
