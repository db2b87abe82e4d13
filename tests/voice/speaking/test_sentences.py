"""Cutting a text into sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.speaking import sentences, speakable, spell_digits
from voice.speaking.digits import read_digit_groups


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Bonjour. Que puis-je faire pour vous ?", ["Bonjour.", "Que puis-je faire pour vous ?"]),
        ("Je suis M. Dupont, av. J. Moulin.", ["Je suis M. Dupont, av. J. Moulin."]),
        ("Au n° 3.5 du plan, à 9 h. Merci !", ["Au n° 3.5 du plan, à 9 h.", "Merci !"]),
        ("Écrivez à a.b@c.fr. Merci.", ["Écrivez à a.b@c.fr.", "Merci."]),
        ("Oui… non. Attendez… Voilà.", ["Oui… non.", "Attendez…", "Voilà."]),
        ("Des fleurs, etc. Ensuite.", ["Des fleurs, etc.", "Ensuite."]),
        ("« Bonjour. » Il entre.", ["« Bonjour. »", "Il entre."]),
        ("Tapez 1. Ou parlez.", ["Tapez 1.", "Ou parlez."]),
        ("Une ligne\nune autre", ["Une ligne", "une autre"]),
        ("  \n ", []),
    ],
)
def test_sentences_are_whole(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


@given(st.text(alphabet="aéM. !?…»«(\n19:-'Z", max_size=60))
def test_nothing_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_ticket_is_spelled_in_groups_of_one_breath() -> None:
    spelled = spell_digits("472915")
    assert spelled == "quatre, sept, deux; neuf, un, cinq"
    assert sentences(spelled) == [spelled]
    assert spell_digits("47-2915", group=2) == "quatre, sept; deux, neuf; un, cinq"


def test_a_group_has_at_least_one_digit() -> None:
    with pytest.raises(ValueError, match="at least 1 digit"):
        spell_digits("12", group=0)


@given(st.from_regex(r"[0-9]{3,9}", fullmatch=True))
def test_digits_written_apart_are_spelled(number: str) -> None:
    groups = [number[start : start + 3] for start in range(0, len(number), 3)]
    if len(groups[-1]) == 1:
        return  # a digit alone after a group is no ticket of ours
    written = ", ".join(" ".join(group) for group in groups)
    assert read_digit_groups(written) == spell_digits(number)
    assert speakable(written) == spell_digits(number)


def test_thousands_are_not_spelled() -> None:
    assert speakable("1 000 habitants") == "mille habitants"
