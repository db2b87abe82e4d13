import random

from hypothesis import given
from hypothesis import strategies as st

from kb.tickets import grouped, is_ticket, new_ticket

tickets = st.builds(lambda seed: new_ticket(random.Random(seed)), st.integers())


@given(tickets)
def test_a_ticket_is_six_digits_and_valid_also_when_grouped(ticket: str) -> None:
    assert len(ticket) == 6
    assert ticket[0] != "0"
    assert is_ticket(ticket)
    assert is_ticket(f" {grouped(ticket)} ")


@given(tickets, st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(ticket: str, place: int, shift: int) -> None:
    wrong = str((int(ticket[place]) + shift) % 10)
    assert not is_ticket(ticket[:place] + wrong + ticket[place + 1 :])


@given(tickets, st.integers(0, 4))
def test_two_swapped_neighbours_are_noticed(ticket: str, place: int) -> None:
    swapped = ticket[:place] + ticket[place + 1] + ticket[place] + ticket[place + 2 :]
    assert swapped == ticket or not is_ticket(swapped)


@given(st.text(max_size=8))
def test_any_text_is_judged_without_error(text: str) -> None:
    assert is_ticket(text) in (True, False)


def test_what_is_no_ticket() -> None:
    assert [is_ticket(text) for text in ("", "12345", "1234567", "04729 1", "abcdef", "١٢٣٤٥٦")] == [False] * 6


def test_the_spoken_form() -> None:
    assert grouped("472915") == "472 915"
