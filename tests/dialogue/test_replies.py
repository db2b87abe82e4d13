"""What callers say who do not give what was asked."""

from pathlib import Path

import pytest

from dialogue import replies
from dialogue.french.answers import yes_no
from dialogue.french.phrase_files import PhraseFileError


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("phone.refused", "j'aime autant ne pas laisser de numéro", True),
        ("phone.refused", "PAS LA PEINE", True),
        ("phone.refused", "oui c'est le bon", False),
        ("place.no_number", "il n'y en a pas", True),
        ("place.spread", "d'un bout à l'autre", True),
        ("again.another", "il y en a encore une", True),
        ("again.another", "c'est tout", False),
    ],
)
def test_expressions_anywhere_in_the_words(kind: replies.Kind, text: str, said: bool) -> None:
    assert replies.says(kind, [text]) is said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ce sont des insultes", True),
        ("y a pas d'insultes", False),
        ("des gribouillis", False),
        ("sans insultes, des gribouillis", False),
        ("des insultes et des gribouillis", None),
        ("pas encore", False),
        ("un petit peu", True),
        ("il fait beau", None),
    ],
)
def test_yes_and_no_in_words(text: str, told: bool | None) -> None:
    assert replies.detail([text], ["insultes"], ["gribouillis"]) is told


def test_only_just_is_no_agreement() -> None:
    assert yes_no("non, c'est juste un dessin") is False
    assert yes_no("c'est juste") is True


@pytest.mark.parametrize("content", ["[place", "[place]\nno_number = 3\n", '[place]\nno_number = [""]\n'])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "replies.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(PhraseFileError, match=r"replies\.toml"):
        replies.says("place.no_number", ["non"], file)
