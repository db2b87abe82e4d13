"""What the voice says, the understanding reads back: two rooms that may not know each other."""

import itertools

import phonenumbers
from hypothesis import assume, given
from hypothesis import strategies as st

from dialogue.french.addresses import parse_address
from dialogue.french.numbers import parse_number
from dialogue.french.phones import phone_in, phone_readings, speak_phone
from dialogue.french.spoken import digit_groups
from dialogue.french.words import folded
from voice.speaking import speakable, spell_digits


@given(st.integers(0, 99_999))
def test_numbers(value: int) -> None:
    assert parse_number(speakable(f"{value}")) == value


def _run_together(number: str) -> int:
    """Pairs that sound like one number with the next: "04 24" (quatre-vingt-quatre), "80 13", "60 12".

    The pauses that tell them apart are not in a recognizer's words; two in one number cannot be resolved.
    """
    pairs = [number[at : at + 2] for at in range(0, 10, 2)]
    return sum(
        (first[1] == "4" and second[0] == "2") or (first in ("60", "80") and second[0] == "1")
        for first, second in itertools.pairwise(pairs)
    )


@given(st.from_regex(r"0[1-7][0-9]{8}", fullmatch=True))
def test_telephone_numbers(number: str) -> None:
    assume(phonenumbers.is_valid_number(phonenumbers.parse(number, "FR")))
    assume(_run_together(number) <= 1)
    e164 = f"+33{number[1:]}"
    spoken = speakable(f"Je vous rappelle au {speak_phone(e164)}.")
    assert e164 in phone_readings([spoken])
    assert phone_in([spoken.replace(", ", " euh ")]) == e164


@given(st.integers(1, 2_999), st.sampled_from(["", " bis", " ter"]))
def test_house_numbers(number: int, suffix: str) -> None:
    heard = parse_address(speakable(f"au {number}{suffix}, rue du 8 Mai 1945"))
    assert (heard.number, heard.suffix) == (number, suffix.strip())
    assert heard.street_words == "rue du huit mai mille neuf cent quarante cinq"


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_ticket_numbers(ticket: str) -> None:
    spoken = speakable(f"Votre numéro de dossier est le {digit_groups(ticket)}.")
    assert spoken == f"Votre numéro de dossier est le {spell_digits(ticket)}."
    digits = [parse_number(word) for word in folded(spoken)]
    assert [digit for digit in digits if digit is not None] == [int(digit) for digit in ticket]
