import random
from datetime import timedelta
from typing import Any

import icalendar

from kb.appointments import Appointment
from kb.calendar_feed import feed, invitation
from kb.store import Store
from tests.kb.conftest import LATER, MORNING
from tests.kb.test_appointments import CONTEXT, DESK, PHONE, slot


def booked(store: Store, day: int = 24, name: str = "Jean Dupont") -> Appointment:
    return store.appointments.book(
        DESK, slot(day, 14), CONTEXT, phone=PHONE, name=name, call_id=None, at=MORNING, rng=random.Random(day)
    )


def events(content: bytes | str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_an_appointment_is_an_event_with_its_context(store: Store) -> None:
    appointment = booked(store)
    (event,) = events(feed(DESK, [appointment]))
    assert event["DTSTART"].dt == appointment.start
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=30)
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CONFIRMED", 0)
    assert str(event["SUMMARY"]) == "un passeport : Jean Dupont"
    description = str(event["DESCRIPTION"])
    for fact in (appointment.ticket[:3], "majeur_renouvellement", "une photo ; l'ancien passeport", PHONE):
        assert fact in description


def test_moving_and_cancelling_keep_the_uid_and_raise_the_sequence(store: Store) -> None:
    first = booked(store)
    moved = store.appointments.move(first.id, DESK, slot(25, 9), LATER)
    cancelled = store.appointments.cancel(first.id, LATER)
    before, after, gone = (events(feed(DESK, [each]))[0] for each in (first, moved, cancelled))
    assert before["UID"] == after["UID"] == gone["UID"]
    assert [int(each["SEQUENCE"]) for each in (before, after, gone)] == [0, 1, 2]
    assert after["DTSTART"].dt == moved.start
    assert str(gone["STATUS"]) == "CANCELLED"


def test_what_a_caller_said_cannot_forge_a_line(store: Store) -> None:
    appointment = booked(store, name="Jean\r\nATTENDEE:mailto:x@example.org; DROP, \\n")
    content = feed(DESK, [appointment])
    assert b"\r\nATTENDEE" not in content
    (event,) = events(content)
    assert "ATTENDEE" not in event


def test_the_callers_own_entry_says_no_more_than_needed(store: Store) -> None:
    appointment = booked(store)
    text = invitation(DESK, appointment)
    (event,) = events(text)
    assert str(event["SUMMARY"]) == "Rendez-vous : un passeport"
    assert PHONE not in text
    assert "Dupont" not in text


def test_what_a_caller_adds_is_read_at_the_desk_and_in_no_feed(store: Store) -> None:
    noted = store.appointments.add_note(booked(store).id, "je viendrai en fauteuil", LATER)
    (event,) = events(feed(DESK, [noted]))
    assert "fauteuil" not in str(event["DESCRIPTION"])
    assert "à lire dans la liste des rendez-vous" in str(event["DESCRIPTION"])
    assert "fauteuil" not in invitation(DESK, noted)
