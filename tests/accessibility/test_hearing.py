from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.hearing import alike, fold, join_elisions, sounds


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L'École", "l ecole"),
        ("l' école", "l ecole"),
        ("l’école", "l ecole"),
        ("cœur", "coeur"),
        ("  Où est-ce ?  ", "ou est ce"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_elisions_are_joined() -> None:
    assert join_elisions("l' école d' en face") == "l'école d'en face"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("non", "noms"),
        ("dans ma rue", "dans marue"),
        ("égout", "et goût"),
        ("lampadaire", "lampe a d'air"),
        ("verglas", "vert glas"),
        ("les Lilas", "l'Élila"),
        ("ça sent", "sa sans"),
    ],
)
def test_homophones_sound_the_same(first: str, second: str) -> None:
    assert fold(first) != fold(second)
    assert alike(first, second) >= 0.75


@pytest.mark.parametrize(("first", "second"), [("oui", "non"), ("rue des Lilas", "rue Pasteur"), ("arbre", "égout")])
def test_different_words_are_not_alike(first: str, second: str) -> None:
    assert alike(first, second) < 0.7


def test_sounds_of_nothing() -> None:
    assert sounds("") == sounds(" ?! ") == ""


def test_sounds_from_many_threads() -> None:
    words = [f"{number} rue des Lilas" for number in range(40)]
    alone = {word: sounds(word) for word in words}
    sounds.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert dict(zip(words, pool.map(sounds, words), strict=True)) == alone


@given(st.sampled_from(["oui", "rue des Lilas", "l'école", "zéro six"]), st.sampled_from(["non", "rue Pasteur", ""]))
def test_likeness_is_a_share(first: str, second: str) -> None:
    assert 0 <= alike(first, second) <= 1
    assert alike(first, first) == 1
    assert alike(first, second) == alike(second, first)
