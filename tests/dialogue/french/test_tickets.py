"""Ticket numbers as they are said."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from dialogue.french.spoken import digit_groups
from dialogue.french.tickets import ticket_digits, ticket_in, ticket_readings
from kb.tickets import grouped, is_ticket, new_ticket
from voice.speaking import speakable

TICKETS = st.integers().map(lambda seed: new_ticket(random.Random(seed)))


def spell(digits: str) -> str:
    """A group as it is said, "05" as "zéro cinq", as the recognizer writes it."""
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = [str(num2words(int(digits), lang="fr"))] if digits.strip("0") else []
    return " ".join(["zéro"] * zeros + rest).replace("-", " ").replace("vingts", "vingt").replace("cents", "cent")


def said(ticket: str, group: int, between: str = " ") -> str:
    return between.join(spell(ticket[start : start + group]) for start in range(0, 6, group))


@given(TICKETS)
def test_digits_one_by_one_come_back(ticket: str) -> None:
    assert ticket_in([f"oui c'est le {said(ticket, 1)}"]) == ticket


@given(TICKETS, st.sampled_from([1, 2, 3]))
def test_groups_parted_by_a_word_come_back(ticket: str, group: int) -> None:
    assert ticket_in([said(ticket, group, " euh ")]) == ticket


@given(TICKETS, st.sampled_from([2, 3]))
def test_groups_in_one_breath_come_back_among_the_readings(ticket: str, group: int) -> None:
    assert ticket in ticket_readings([said(ticket, group)])


@given(TICKETS)
def test_what_the_line_says_comes_back(ticket: str) -> None:
    assert ticket_in([speakable(digit_groups(ticket))]) == ticket
    assert ticket_in([grouped(ticket)]) == ticket
    assert ticket_in([ticket]) == ticket


@given(TICKETS, st.integers(0, 5), st.integers(1, 9))
def test_the_alternative_whose_check_digit_is_right_counts(ticket: str, place: int, more: int) -> None:
    wrong = ticket[:place] + str((int(ticket[place]) + more) % 10) + ticket[place + 1 :]
    assert ticket_in([said(wrong, 1), said(ticket, 1)]) == ticket
    assert ticket_in([said(wrong, 1)]) != ticket


@pytest.mark.parametrize(
    ("text", "ticket"),
    [
        ("quatre cent soixante-douze, neuf cent dix-neuf", "472919"),
        ("alors le numéro c'est quatre cent soixante douze non pardon quatre cent soixante douze neuf cent dix-neuf",
         "472919"),
        ("quatre cent soixante douze mille neuf cent dix-neuf", "472919"),
        ("je ne sais pas", None),
        ("douze rue des lilas", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_number_in_a_sentence(text: str, ticket: str | None) -> None:
    assert is_ticket("472919")
    assert ticket_in([text]) == ticket


def test_a_wrong_number_is_told_from_none() -> None:
    assert ticket_in(["quatre sept deux neuf un huit"]) is None
    assert ticket_digits(["quatre sept deux neuf un huit"]) == "472918"
    assert ticket_digits(["je ne l'ai pas"]) == ""
