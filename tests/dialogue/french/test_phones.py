"""Dictated telephone numbers."""

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from num2words import num2words

from dialogue.french.phones import (
    digits_in,
    digits_in_parts,
    is_partial,
    phone_in,
    phone_in_parts,
    phone_readings,
    speak_phone,
)
from dialogue.french.spoken import digit_groups

FILLERS = ("euh", "alors", "donc", "ensuite")


def spell(digits: str) -> str:
    """A group as it is said: "06" is "zéro six", "12" "douze", as the recognizer writes it."""
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = [str(num2words(int(digits), lang="fr"))] if digits.strip("0") else []
    return " ".join(["zéro"] * zeros + rest).replace("-", " ").replace("vingts", "vingt")


def pairs(number: str) -> list[str]:
    return [number[start : start + 2] for start in range(0, len(number), 2)]


@st.composite
def french_numbers(draw: st.DrawFn) -> str:
    """National form, ten digits, valid."""
    number = draw(st.from_regex(r"0[1-7][0-9]{8}", fullmatch=True))
    assume(phonenumbers.is_valid_number(phonenumbers.parse(number, "FR")))
    return number


@given(french_numbers())
def test_digits_one_by_one_come_back(number: str) -> None:
    assert phone_in([" ".join(spell(digit) for digit in number)]) == f"+33{number[1:]}"


@given(french_numbers(), st.sampled_from(FILLERS))
def test_pairs_parted_by_hesitations_come_back(number: str, filler: str) -> None:
    dictated = f" {filler} ".join(spell(pair) for pair in pairs(number))
    assert phone_in([f"c' est le {dictated} voilà merci"]) == f"+33{number[1:]}"


@given(french_numbers())
def test_pairs_come_back_or_are_among_the_readings_when_words_are_ambiguous(number: str) -> None:
    readings = phone_readings([" ".join(spell(pair) for pair in pairs(number))])
    assert f"+33{number[1:]}" in readings


@given(french_numbers(), st.integers(1, 4))
def test_single_digits_in_two_breaths_come_back(number: str, breath: int) -> None:
    spelled = [spell(digit) for digit in number]
    parts = [" ".join(spelled[: 2 * breath]), " ".join(spelled[2 * breath :])]
    assert is_partial(parts[:1])
    assert digits_in(parts[0]) == number[: 2 * breath]
    assert phone_in_parts(parts) == f"+33{number[1:]}"


@given(french_numbers())
def test_typed_and_keyed_numbers_come_back(number: str) -> None:
    for typed in (number, " ".join(pairs(number)), ".".join(pairs(number)), f"+33 {number[1]} {number[2:]}"):
        assert phone_in([typed]) == f"+33{number[1:]}"
    assert phone_in([" ".join(number)]) == f"+33{number[1:]}"


@given(french_numbers())
def test_what_is_spoken_back_is_the_number(number: str) -> None:
    assert speak_phone(f"+33{number[1:]}") == " ".join(pairs(number))
    assert phone_in([speak_phone(f"+33{number[1:]}")]) == f"+33{number[1:]}"


PLAIN = "zéro six douze trente quatre cinquante six soixante dix huit"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (PLAIN, "+33612345678"),
        ("zéro six soixante dix huit douze trente quatre onze", "+33678123411"),
        ("zéro six soixante dix huit douze trente quatre", "+33660181234"),
        ("plus trente trois six douze trente quatre cinquante six soixante dix huit", "+33612345678"),
        ("zéro zéro trente trois six douze trente quatre cinquante six soixante dix huit", "+33612345678"),
        ("plus trente deux deux cinq cent cinquante cinq douze douze", "+3225551212"),
        ("zéro six cent douze trois cent quarante cinq six cent soixante dix huit", "+33612345678"),
        ("zéro un quarante deux zéro zéro double zéro douze", "+33142000012"),
        ("zéro six douze trente quatre non pardon trente cinq cinquante six soixante dix huit", "+33612355678"),
        ("zéro six douze trente je recommence " + PLAIN, "+33612345678"),
        ("zéro cinq douze je me trompe " + PLAIN, "+33612345678"),
        ("zéro scie douze trente quatre cinquante six soixante dix huit", "+33612345678"),
        ("j' habite au douze et c' est le " + PLAIN, "+33612345678"),
        (PLAIN + " entre neuf heures et dix heures", "+33612345678"),
        ("zéro six nonante neuf septante huitante douze", "+33699708012"),
        (PLAIN + " douze", None),
        ("zéro six douze trente quatre cinquante six", None),
        ("j' ai un téléphone", None),
        ("", None),
    ],
)
def test_numbers_as_people_dictate_them(said: str, number: str | None) -> None:
    assert phone_in([said]) == number


def test_a_cut_dictation_keeps_its_digits_and_goes_on() -> None:
    begun = ["alors c' est le zéro six douze", "trente quatre cinquante six"]
    assert is_partial(begun[:1])
    assert digits_in_parts(begun) == "06123456"
    assert digits_in_parts([*begun, "soixante", "dix huit"]) == "0612345678"
    assert phone_in_parts([*begun, "soixante", "dix huit"]) == "+33612345678"


def test_four_pairs_that_could_be_five_may_be_a_cut_dictation() -> None:
    heard = "zéro six soixante dix huit douze trente quatre"
    assert phone_in([heard]) == "+33660181234"
    assert is_partial([heard])
    assert digits_in(heard) == "06781234"


def test_the_alternative_that_is_whole_wins() -> None:
    cut = "zéro six douze trente quatre cinquante six"
    assert phone_in([cut, PLAIN]) == "+33612345678"
    assert not is_partial([cut, PLAIN])
    assert phone_in([cut, "zéro six douze"]) is None


def test_a_number_said_again_from_the_start_replaces_the_first() -> None:
    assert phone_in_parts([PLAIN, PLAIN.replace("douze", "treize")]) == "+33613345678"


def test_words_without_digits_are_no_partial_number() -> None:
    assert digits_in("je ne sais pas") == ""
    assert not is_partial(["je ne sais pas"])
    assert digits_in("j' ai un portable c' est le zéro six douze") == "0612"


def test_what_is_no_number_is_spoken_as_it_is() -> None:
    assert speak_phone("anonymous") == "anonymous"
    assert speak_phone("+3225551212") == "+32 2 555 12 12"


def test_digits_apart_in_groups() -> None:
    assert digit_groups("472915") == "4 7 2, 9 1 5"
    assert digit_groups("47-291", group=2) == "4 7, 2 9, 1"
    with pytest.raises(ValueError, match="at least 1 digit"):
        digit_groups("1", group=0)
