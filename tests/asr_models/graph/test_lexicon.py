"""How words sound."""

import pytest

from asr_models.graph.lexicon import Lexicon, read_exceptions
from asr_models.phones import INDEX

LEXICON = Lexicon()


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("lampadaire", "l ɑ̃ p a d ɛ ʁ"),
        ("petite", "p t i t"),
        ("quatre", "k a t"),
        ("six", "s i"),
        ("poubelles", "p u b ɛ l z"),
        ("monsieur", "m s j ø"),
        ("l'", "l"),
        ("schœlcher", "ʃ œ l ʃ e"),
    ],
)
def test_people_say_it_so(word: str, said: str) -> None:
    assert tuple(said.split()) in LEXICON(word)


def test_the_usual_way_costs_nothing_and_the_others_something() -> None:
    ways = LEXICON("petite")
    assert min(ways.values()) == 0.0
    assert sum(cost == 0.0 for cost in ways.values()) == 1
    assert all(phone in INDEX for said in ways for phone in said)


def test_a_commune_says_how_its_own_name_is_said() -> None:
    own = read_exceptions('"cassis" = ["k a s i"]', "pronunciations.toml")
    assert list(Lexicon(own)("cassis")) == [("k", "a", "s", "i")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cassis = ", "is no TOML"),
        ('cassis = "k a s i"', "must be a list"),
        ("cassis = []x", "is no TOML"),
        ('cassis = ["k a ss i"]', "unknown phone 'ss'"),
        ('cassis = [""]', "must be a list of pronunciations"),
    ],
)
def test_a_wrong_file_is_one_sentence(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        read_exceptions(text, "pronunciations.toml")
    assert str(caught.value).startswith("pronunciations.toml")
