import random
import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from kb.appointments import CANCELLED, KEPT, MOVED, Context, SlotTakenError
from kb.clock import PARIS
from kb.desks import Desk, DeskClosure, Motive, filled
from kb.slots import Slot, Wish, slots
from kb.store import Store
from kb.tickets import TicketHolder, holder
from tests.kb.conftest import LATER, MORNING

MOTIVE = Motive(label="un passeport", words=("passeport",), procedure="passeport")
DESK = Desk(
    code="titres", name="le service des titres", place="à la mairie", hours="Mo-Fr 09:00-12:00,14:00-16:00; PH off",
    slot_minutes=30, capacity=1, lead_hours=24, horizon_days=30, motives=(MOTIVE,),
)  # fmt: skip
CONTEXT = Context("passeport", "majeur_renouvellement", ("une photo", "l'ancien passeport"), "un passeport")
PHONE = "+33612345678"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def slot(day: int, hour: int, minute: int = 0) -> Slot:
    return Slot("titres", at(day, hour, minute), at(day, hour, minute) + timedelta(minutes=30))


def book(store: Store, wanted: Slot, phone: str = PHONE, desk: Desk = DESK) -> str:
    booked = store.appointments.book(
        desk, wanted, CONTEXT, phone=phone, name="Jean Dupont", call_id=None, at=MORNING, rng=random.Random(5)
    )
    return booked.ticket


def starts(found: list[Slot]) -> list[datetime]:
    return [each.start for each in found]


# ---------------------------------------------------------------- slots


def test_slots_begin_after_the_lead_time_and_end_with_the_opening() -> None:
    first = list(slots(DESK, MORNING))[:5]
    assert starts(first) == [at(24, 10, 30), at(24, 11), at(24, 11, 30), at(24, 14), at(24, 14, 30)]


def test_no_slot_on_holidays_closures_weekends_or_past_the_horizon() -> None:
    closed = DESK.model_copy(
        update={
            "closures": (
                DeskClosure(first=date(2026, 11, 24), last=date(2026, 11, 25), why="formation"),
                DeskClosure(first=date(2026, 11, 26), last=date(2026, 11, 26), hours="15:00-15:40"),
            ),
            "horizon_days": 35,
        }
    )
    found = list(slots(closed, MORNING))
    days = {each.start.date() for each in found}
    assert [each.start for each in found if each.start.date() == date(2026, 11, 26)] == [at(26, 15)]
    assert date(2026, 12, 25) not in days
    assert max(days) == date(2026, 12, 28)
    assert not {date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 28)} & days


def test_a_slot_keeps_its_hour_when_the_clocks_change() -> None:
    spring = DESK.model_copy(update={"hours": "09:00-10:00"})
    now = datetime(2027, 3, 26, 8, 0, tzinfo=PARIS)
    assert {each.start.strftime("%H:%M %z") for each in slots(spring, now, Wish(last=date(2027, 3, 28)))} == {
        "09:00 +0100", "09:30 +0100", "09:00 +0200", "09:30 +0200",
    }  # fmt: skip


def test_a_moment_without_time_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        list(slots(DESK, datetime(2026, 11, 23)))


# ---------------------------------------------------------------- offers


def test_two_offers_are_on_two_half_days(store: Store) -> None:
    assert starts(store.appointments.offers(DESK, MORNING)) == [at(24, 10, 30), at(24, 14)]


def test_offers_follow_the_wish(store: Store) -> None:
    afternoon = Wish(earliest=time(14))
    assert starts(store.appointments.offers(DESK, MORNING, afternoon)) == [at(24, 14), at(25, 14)]
    friday_morning = Wish(date(2026, 11, 27), date(2026, 11, 27), latest=time(12))
    assert starts(store.appointments.offers(DESK, MORNING, friday_morning)) == [at(27, 9), at(27, 11, 30)]
    assert store.appointments.offers(DESK, MORNING, Wish(date(2026, 11, 28), date(2026, 11, 29))) == []
    assert starts(store.appointments.offers(DESK, MORNING, after=at(24, 14), limit=1)) == [at(24, 14, 30)]


def test_what_is_booked_is_not_offered_until_it_is_cancelled(store: Store) -> None:
    ticket = book(store, slot(24, 10, 30))
    assert starts(store.appointments.offers(DESK, MORNING)) == [at(24, 11), at(24, 14)]
    appointment = store.appointments.by_ticket(ticket)
    assert appointment
    store.appointments.cancel(appointment.id, LATER)
    assert starts(store.appointments.offers(DESK, MORNING)) == [at(24, 10, 30), at(24, 14)]


def test_another_slot_length_overbooks_nobody(store: Store) -> None:
    book(store, slot(24, 10, 30))
    longer = DESK.model_copy(update={"slot_minutes": 60, "hours": "10:00-12:00"})
    assert starts(store.appointments.offers(longer, at(23, 8))) == [at(24, 11), at(25, 10)]
    with pytest.raises(SlotTakenError):
        book(store, Slot("titres", at(24, 10), at(24, 11)), desk=longer)


# ---------------------------------------------------------------- booking


def test_a_booking_carries_its_context_and_has_a_number_of_its_own(store: Store) -> None:
    ticket = book(store, slot(24, 14))
    booked = store.appointments.by_ticket(f" {ticket[:3]} {ticket[3:]}")
    assert booked
    assert (booked.context, booked.name, booked.phone) == (CONTEXT, "Jean Dupont", PHONE)
    assert booked.start == at(24, 14)
    assert booked.start.utcoffset() == timedelta(hours=1)
    assert holder(store.database, ticket) == TicketHolder("appointment", booked.id)
    assert [change.state for change in store.appointments.history(booked.id)] == ["réservé"]


def test_what_to_bring_is_noted_with_a_booking_and_not_with_what_is_cancelled(store: Store) -> None:
    booked = store.appointments.by_ticket(book(store, slot(24, 10)))
    assert booked
    known = store.appointments.announce(booked.id, "majeur_perdue", ("une photo", "un timbre"), MORNING)
    assert (known.context.case, known.context.documents) == ("majeur_perdue", ("une photo", "un timbre"))
    assert known.context.motive == booked.context.motive
    assert known.sequence == booked.sequence + 1
    store.appointments.cancel(booked.id, MORNING)
    with pytest.raises(ValueError, match="annulé"):
        store.appointments.announce(booked.id, "autre", (), MORNING)


def test_what_the_caller_says_of_it_is_kept_unless_it_is_cancelled(store: Store) -> None:
    booked = store.appointments.by_ticket(book(store, slot(24, 11)))
    assert booked is not None
    store.appointments.add_note(booked.id, "je viendrai en fauteuil", LATER)
    noted = store.appointments.add_note(booked.id, "et avec ma fille", LATER)
    assert noted.notes == "je viendrai en fauteuil\net avec ma fille"
    assert (noted.state, noted.sequence) == (booked.state, 2)
    store.appointments.cancel(booked.id, LATER)
    with pytest.raises(ValueError, match="annulé"):
        store.appointments.add_note(booked.id, "en retard", LATER)


def test_a_full_slot_is_refused_and_nothing_is_stored(store: Store) -> None:
    book(store, slot(24, 14))
    with pytest.raises(SlotTakenError, match=r"titres is full on 2026-11-24 at 14:00"):
        book(store, slot(24, 14), "+33698765432")
    assert len(store.appointments.of_desk("titres", MORNING)) == 1
    assert store.database.row("SELECT count(*) AS n FROM tickets") == {"n": 1}


def test_a_desk_with_two_seats_takes_two(store: Store) -> None:
    two = DESK.model_copy(update={"capacity": 2})
    book(store, slot(24, 14), desk=two)
    book(store, slot(24, 14), desk=two)
    with pytest.raises(SlotTakenError):
        book(store, slot(24, 14), desk=two)


def test_fifty_callers_race_for_ten_slots_and_ten_win(tmp_path: Path) -> None:
    path = tmp_path / "guichet.db"
    Store.open(path).close()
    wanted = [each for each, _ in zip(slots(DESK, MORNING), range(10), strict=False)]
    start = threading.Barrier(50)
    won: list[tuple[int, datetime, str]] = []
    lost: list[int] = []
    broken: list[BaseException] = []

    def call(number: int) -> None:
        try:
            with Store.open(path, busy_ms=120_000) as own:
                start.wait()
                try:
                    booked = own.appointments.book(
                        DESK, wanted[number % 10], CONTEXT, phone="", name=f"appel {number}", call_id=None,
                        at=MORNING, rng=random.Random(number),
                    )  # fmt: skip
                    won.append((number, booked.start, booked.ticket))
                except SlotTakenError:
                    lost.append(number)
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=call, args=[number]) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    assert (len(won), len(lost)) == (10, 40)
    assert {start for _, start, _ in won} == set(starts(wanted))
    assert len({ticket for _, _, ticket in won}) == 10
    with Store.open(path) as store:
        assert len(store.appointments.of_desk("titres", MORNING)) == 10


# ---------------------------------------------------------------- changes


def test_moving_keeps_the_number_and_frees_the_old_time(store: Store) -> None:
    ticket = book(store, slot(24, 14))
    appointment = store.appointments.by_ticket(ticket)
    assert appointment
    moved = store.appointments.move(appointment.id, DESK, slot(25, 9), LATER)
    assert (moved.ticket, moved.start, moved.state, moved.sequence) == (ticket, at(25, 9), MOVED, 1)
    book(store, slot(24, 14))
    changes = store.appointments.history(appointment.id)
    assert [(change.state, change.start) for change in changes] == [("réservé", at(24, 14)), ("déplacé", at(25, 9))]


def test_moving_to_a_full_time_keeps_the_old_one(store: Store) -> None:
    book(store, slot(25, 9))
    appointment = store.appointments.by_ticket(book(store, slot(24, 14)))
    assert appointment
    with pytest.raises(SlotTakenError):
        store.appointments.move(appointment.id, DESK, slot(25, 9), LATER)
    assert store.appointments.get(appointment.id) == appointment


def test_a_shift_that_overlaps_ones_own_time_is_possible(store: Store) -> None:
    appointment = store.appointments.by_ticket(book(store, slot(24, 14)))
    assert appointment
    overlapping = Slot("titres", at(24, 14, 15), at(24, 14, 45))
    assert store.appointments.move(appointment.id, DESK, overlapping, LATER).start == at(24, 14, 15)


def test_what_is_cancelled_stays_so_and_what_is_over_cannot_change(store: Store) -> None:
    appointment = store.appointments.by_ticket(book(store, slot(24, 14)))
    assert appointment
    cancelled = store.appointments.cancel(appointment.id, LATER, "Marie", "fermeture")
    assert store.appointments.cancel(appointment.id, LATER) == cancelled
    assert (cancelled.state, cancelled.sequence) == (CANCELLED, 1)
    with pytest.raises(ValueError, match="is annulé"):
        store.appointments.move(appointment.id, DESK, slot(25, 9), LATER)
    other = store.appointments.by_ticket(book(store, slot(24, 14)))
    assert other
    assert store.appointments.close(other.id, True, LATER, "Marie").state == KEPT
    with pytest.raises(ValueError, match="is honoré"):
        store.appointments.cancel(other.id, LATER)


def test_upcoming_is_ones_own_and_to_come(store: Store) -> None:
    book(store, slot(25, 9))
    first = book(store, slot(24, 14))
    book(store, slot(24, 15), "+33698765432")
    book(store, slot(24, 11), "")
    assert [each.start for each in store.appointments.upcoming(PHONE, MORNING)] == [at(24, 14), at(25, 9)]
    assert store.appointments.upcoming("", MORNING) == []
    assert store.appointments.upcoming(PHONE, at(24, 14, 29))[0].ticket == first
    assert [each.start for each in store.appointments.upcoming(PHONE, at(24, 14, 30))] == [at(25, 9)]


def test_unknown_numbers(store: Store) -> None:
    assert store.appointments.by_ticket("123456") is None
    with pytest.raises(LookupError):
        store.appointments.cancel(7, LATER)


# ---------------------------------------------------------------- desks


def test_links_carry_the_context_safely() -> None:
    link = "https://rdv.example.org/?motif={procedure}&cas={case}&pieces={documents}"
    values = {"procedure": "passeport", "case": "perdu & volé", "documents": "une photo"}
    assert (
        filled(link, values)
        == "https://rdv.example.org/?motif=passeport&cas=perdu%20%26%20vol%C3%A9&pieces=une%20photo"
    )


def test_the_demo_desks_know_what_words_are_about(valbourg: Store) -> None:
    def desk_of(text: str) -> tuple[str, str] | None:
        found = valbourg.desks.named_in([text])
        return (found[0].code, found[1].label) if found else None

    assert desk_of("un rendez-vous pour un passeport") == ("titres", "un passeport")
    assert desk_of("voir l'assistante sociale du ccas") == ("ccas", "une aide sociale")
    assert desk_of("je voudrais rencontrer madame le maire") == ("elus", "une rencontre avec un élu")
    assert desk_of("un rendez-vous") is None
    serving = valbourg.desks.serving("passeport")
    assert serving
    assert serving.code == "titres"
    assert valbourg.desks.serving("nothing") is None
