"""French numbers, as num2words writes them and as the recognizer does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from dialogue.french.numbers import numbers_in, parse_number
from dialogue.french.words import words

NUMBERS = st.integers(0, 9_999)


def written(value: int) -> str:
    return str(num2words(value, lang="fr"))


def as_recognized(value: int) -> str:
    """The recognizer's spelling: no hyphens, and no plural."""
    return written(value).replace("-", " ").replace("vingts", "vingt").replace("cents", "cent")


@given(NUMBERS)
def test_every_spelling_of_a_number_is_read(value: int) -> None:
    assert parse_number(written(value)) == value
    assert parse_number(written(value).replace(" ", "-")) == value
    assert parse_number(as_recognized(value)) == value
    assert parse_number(f"{value}") == value


@given(NUMBERS)
def test_a_number_is_found_in_a_sentence(value: int) -> None:
    text = f"il habite au {as_recognized(value)} rue des lilas"
    (found,) = numbers_in(text)
    assert found.value == value
    assert parse_number(" ".join(words(text)[found.start_word : found.end_word])) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quatre-vingt-dix-sept", 97),
        ("septante", 70),
        ("septante et un", 71),
        ("nonante neuf", 99),
        ("huitante", 80),
        ("octante deux", 82),
        ("vingt et un", 21),
        ("vingt un", 21),
        ("trente et une", 31),
        ("quatre vingt un", 81),
        ("soixante et onze", 71),
        ("mille neuf cent soixante cinq", 1965),
        ("dix neuf cent soixante cinq", 1965),
        ("deux mil vingt six", 2026),
        ("Douze", 12),
        ("12", 12),
        ("zéro six", None),
        ("quatorze et mille", None),
        ("deux trois", None),
        ("douze bis", None),
        ("et", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_numbers_are_read_whole_or_not_at_all(text: str, value: int | None) -> None:
    assert parse_number(text) == value


def test_numbers_side_by_side_stay_apart() -> None:
    assert [found.value for found in numbers_in("zéro six douze trente quatre et vingt")] == [0, 6, 12, 34, 20]
