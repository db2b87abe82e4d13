import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.incidents import Draft
from kb.store import Store
from kb.tickets import TicketHolder, free_ticket, grouped, holder, is_ticket, new_ticket
from tests.kb.conftest import MORNING

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


def test_numbers_are_unique_over_all_kinds_and_tell_what_they_were_given_to(store: Store) -> None:
    class OneNumberFirst(random.Random):
        given = 0

        def randint(self, a: int, b: int) -> int:
            self.given += 1
            return 47291 if self.given <= 2 else super().randint(a, b)

    rng = OneNumberFirst(3)
    first = free_ticket(store.database, rng, "report", 5)
    second = free_ticket(store.database, rng, "appointment", 5)
    assert first != second
    assert holder(store.database, grouped(first)) == TicketHolder("report", 5)
    assert holder(store.database, second) == TicketHolder("appointment", 5)
    assert holder(store.database, "100008") is None


def test_reports_of_an_older_database_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    with Store.open(path) as store:
        call = store.calls.start("text", "", MORNING)
        report = store.incidents.save_draft(call, Draft(), MORNING)
        number = store.incidents.submit(report, MORNING, random.Random(1))
        for table in ("outbox", "tickets"):
            store.database.run(f"DROP TABLE {table}")
        store.database.run("DELETE FROM _sqlite_migrations WHERE name = '0004_outbox'")
    with Store.open(path) as store:
        assert holder(store.database, number) == TicketHolder("report", report)
