"""Events from calendars and lists: recurrences, time zones, broken ones, again."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from kb.events import REGISTERED, Event, message_key
from kb.importers.events_csv import COLUMNS, import_events_csv
from kb.importers.events_ics import import_events_ics
from kb.importers.reading import FileRefusedError
from kb.outbox import WITHDRAWN
from kb.store import Store

TODAY = date(2026, 11, 23)
LONG_AGO = datetime.fromisoformat("2020-01-01T00:00:00+01:00")
GOOD = "UID:good\nDTSTART:20261205T130000Z\nDTEND:20261205T150000Z\nSUMMARY:Concert"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "town.db") as opened:
        yield opened


def calendar(folder: Path, *events: str, name: str = "agenda.ics") -> Path:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    path = folder / name
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{body}END:VCALENDAR\n", "utf-8", newline="\r\n")
    return path


def listed(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "agenda.csv"
    path.write_text("\n".join([";".join(COLUMNS), *rows]) + "\n", encoding)
    return path


def events(store: Store) -> list[Event]:
    return store.events.after(LONG_AGO)


def test_a_time_in_another_zone_is_told_in_france(store: Store, tmp_path: Path) -> None:
    import_events_ics(store, calendar(tmp_path, GOOD), today=TODAY)
    (event,) = events(store)
    assert event.start.isoformat() == "2026-12-05T14:00:00+01:00"
    assert (event.title, event.all_day, event.capacity) == ("Concert", False, None)


def test_what_recurs_takes_place_each_time_but_its_exceptions(store: Store, tmp_path: Path) -> None:
    weekly = (
        "UID:conte\nDTSTART;TZID=Europe/Paris:20261125T103000\nDTEND;TZID=Europe/Paris:20261125T113000\n"
        "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Paris:20261209T103000\nSUMMARY:Conte"
    )
    moved = (
        "UID:conte\nRECURRENCE-ID;TZID=Europe/Paris:20261202T103000\nDTSTART;TZID=Europe/Paris:20261203T140000\n"
        "DTEND;TZID=Europe/Paris:20261203T150000\nSUMMARY:Conte déplacé"
    )
    import_events_ics(store, calendar(tmp_path, weekly, moved), today=TODAY)
    assert [(event.title, event.start.strftime("%m-%d %H:%M")) for event in events(store)] == [
        ("Conte", "11-25 10:30"), ("Conte déplacé", "12-03 14:00"), ("Conte", "12-16 10:30"),
    ]  # fmt: skip
    assert len({event.series for event in events(store)}) == 1


def test_summer_time_keeps_the_hour_on_the_clock(store: Store, tmp_path: Path) -> None:
    daily = "UID:a\nDTSTART;TZID=Europe/Paris:20270327T100000\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:Marché"
    import_events_ics(store, calendar(tmp_path, daily), today=TODAY)
    assert [event.start.isoformat() for event in events(store)] == [
        "2027-03-27T10:00:00+01:00", "2027-03-28T10:00:00+02:00",
    ]  # fmt: skip
    assert all(event.end > event.start for event in events(store))


def test_what_never_ends_is_kept_two_years_ahead(store: Store, tmp_path: Path) -> None:
    weekly = "UID:a\nDTSTART;TZID=Europe/Paris:20250101T100000\nRRULE:FREQ=WEEKLY\nSUMMARY:Marché"
    summary = import_events_ics(store, calendar(tmp_path, weekly), today=TODAY)
    assert 150 < summary.new < 160
    assert events(store)[-1].start.year == 2028


def test_a_whole_day_and_registration_are_read(store: Store, tmp_path: Path) -> None:
    import_events_ics(
        store,
        calendar(
            tmp_path,
            "UID:a\nDTSTART;VALUE=DATE:20261205\nDTEND;VALUE=DATE:20261207\nSUMMARY:Fête\nCATEGORIES:fête,enfants\n"
            "X-GUICHET-INSCRIPTION:OUI\nX-GUICHET-PLACES:30\nX-GUICHET-JUSQUAU:20261201\nX-GUICHET-TARIF:Gratuit",
            "UID:b\nDTSTART:20261206T100000Z\nSUMMARY:Bal\nSTATUS:CANCELLED",
        ),
        today=TODAY,
    )
    party, ball = events(store)
    assert (party.all_day, party.children, party.kind, party.price) == (True, True, "fête", "Gratuit")
    assert (party.registration, party.capacity, party.register_until) == (True, 30, date(2026, 12, 1))
    assert party.end.isoformat() == "2026-12-07T00:00:00+01:00"
    assert ball.cancelled


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("UID:b\nSUMMARY:Sans date", "DTSTART is missing"),
        ("UID:b\nDTSTART:20261301T100000Z\nSUMMARY:Mois 13", "DTSTART is wrong"),
        ("UID:b\nDTSTART:20261205T100000Z\nDTEND:20261204T100000Z\nSUMMARY:À l'envers", "ends before it begins"),
        ("UID:b\nDTSTART:20261205T100000Z", "the title is empty"),
        ("UID:b\nDTSTART:20261205T100000Z\nRRULE:FREQ=SOUVENT\nSUMMARY:Règle", "RRULE is wrong"),
        ("UID:b\nDTSTART:20261205T100000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:Toutes les secondes", "more than once a day"),
        ("UID:b\nDTSTART:00010101T100000Z\nSUMMARY:An un", "no year of an event"),
        ("UID:b\nDTSTART:20261205T100000Z\nSUMMARY:X\nX-GUICHET-PLACES:beaucoup", "a whole number is needed"),
        ("UID:b\nDTSTART:20261205T100000Z\nSUMMARY:X\nX-GUICHET-JUSQUAU:demain", "a day as 20261204"),
        ("UID:b\nDTSTART:20261205T100000Z\nSUMMARY:X\nceci n'est pas une ligne", "is wrong"),
        ("UID:b\nDTSTART:20261205T100000Z\nDTSTART:20261206T100000Z\nSUMMARY:X", "DTSTART is there twice"),
        (
            "UID:b\nDTSTART:20261205T100000Z\nDTEND:20261205T110000Z\nDTEND:20261205T120000Z\nSUMMARY:X",
            "DTEND is there twice",
        ),
        ("UID:b\nDTSTART:20261205T100000Z\nSUMMARY:X\nSUMMARY:Y", "SUMMARY is there twice"),
        ("UID:b\nDTSTART;VALUE=PERIOD:20261205T100000Z/PT1H\nSUMMARY:X", "DTSTART is no day and no moment"),
        ("UID:b\nDTSTART:20261205T100000Z\nSUMMARY:X\nBEGIN:VALARM", "cannot be read"),
        ("UID:b\nDTSTART:20261205T100000Z\nSUMMARY:X\nEND:VALARM", "cannot be read"),
        (
            "UID:b\nDTSTART:20261205T100000Z\nSUMMARY:X\nX-GUICHET-PLACES:99999999999999999999",
            "a whole number is needed, 100000 at most",
        ),
        (
            "UID:b\nDTSTART:20261205T100000Z\nRRULE:FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30\nSUMMARY:X",
            "more than once a day",
        ),
        ("UID:b\nDTSTART:20261205T100000Z\nRRULE:FREQ=DAILY;INTERVAL=0\nSUMMARY:X", "INTERVAL is less than 1"),
    ],
)
def test_a_broken_event_is_named_by_line_and_the_rest_imported(
    store: Store, tmp_path: Path, broken: str, reason: str
) -> None:
    path = calendar(tmp_path, GOOD, broken)
    summary = import_events_ics(store, path, today=TODAY)
    assert [event.title for event in events(store)] == ["Concert"]
    (refused,) = summary.refused
    assert (refused.file, refused.line) == (path, 10)
    assert reason in refused.reason


def test_a_series_of_too_many_times_is_refused_before_it_is_written_out(store: Store, tmp_path: Path) -> None:
    days = [f"2026{month:02}{day:02}" for month in range(1, 13) for day in range(1, 29)]
    times = ",".join(f"{day}T{hour:02}0000" for day in days for hour in (10, 14, 18))
    summary = import_events_ics(
        store, calendar(tmp_path, GOOD, f"UID:b\nDTSTART:20261205T100000\nRDATE:{times}\nSUMMARY:X"), today=TODAY
    )
    assert [event.title for event in events(store)] == ["Concert"]
    assert [refused.reason for refused in summary.refused] == ["it takes place more than 1000 times in three years"]


def test_a_broken_time_zone_is_named_by_line_and_the_known_one_used(store: Store, tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nBEGIN:STANDARD\r\nDTSTART:hier\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    path = calendar(tmp_path, "UID:a\nDTSTART;TZID=Europe/Paris:20261205T140000\nSUMMARY:Concert")
    path.write_text(path.read_text().replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT"))
    summary = import_events_ics(store, path, today=TODAY)
    (event,) = events(store)
    assert event.start.isoformat() == "2026-12-05T14:00:00+01:00"
    (refused,) = summary.refused
    assert refused.line == 4
    assert "the time zone cannot be read" in refused.reason


def test_an_event_cut_off_is_named_by_line(store: Store, tmp_path: Path) -> None:
    path = calendar(tmp_path, GOOD)
    path.write_text(path.read_text() + "BEGIN:VEVENT\nUID:c\nSUMMARY:Coupé\n")
    summary = import_events_ics(store, path, today=TODAY)
    assert [(refused.line, refused.reason) for refused in summary.refused] == [(11, "END:VEVENT is missing")]


def test_again_changes_only_what_changed(store: Store, tmp_path: Path) -> None:
    other = "UID:other\nDTSTART:20261206T100000Z\nSUMMARY:Bal"
    assert import_events_ics(store, calendar(tmp_path, GOOD, other), today=TODAY).new == 2
    later = date(2026, 11, 30)
    assert import_events_ics(store, calendar(tmp_path, GOOD, other), today=later).same == 2
    again = import_events_ics(store, calendar(tmp_path, GOOD.replace("Concert", "Grand concert")), today=TODAY)
    assert (again.new, again.changed, again.gone) == (0, 1, 1)
    assert [event.title for event in events(store)] == ["Grand concert"]


def test_what_got_broken_stays_as_it_was(store: Store, tmp_path: Path) -> None:
    import_events_ics(store, calendar(tmp_path, GOOD, "UID:b\nDTSTART:20261206T100000Z\nSUMMARY:Bal"), today=TODAY)
    summary = import_events_ics(store, calendar(tmp_path, GOOD, "UID:b\nSUMMARY:Bal"), today=TODAY)
    assert (summary.gone, len(summary.refused)) == (0, 1)
    assert [event.title for event in events(store)] == ["Concert", "Bal"]


def test_an_event_with_people_vanishes_for_agents_to_ask_about(store: Store, tmp_path: Path) -> None:
    import_events_ics(
        store, calendar(tmp_path, GOOD, "UID:b\nDTSTART:20261206T100000Z\nSUMMARY:Bal\nX-GUICHET-INSCRIPTION:OUI"),
        today=TODAY,
    )  # fmt: skip
    ball = events(store)[1]
    now = datetime.fromisoformat("2026-11-23T10:05:00+01:00")
    store.events.register(ball.id, None, name="", phone="", people=1, at=now, rng=Random(1))
    assert import_events_ics(store, calendar(tmp_path, GOOD), today=TODAY).gone == 1
    left = store.events.get(ball.id)
    assert (left.vanished, left.cancelled, left.open_for_registration(now)) == (True, False, False)
    assert [event.title for event in events(store)] == ["Concert"], "nobody is told of it"
    assert store.events.vanished(now) == [left]
    assert import_events_ics(store, calendar(tmp_path, GOOD), today=TODAY).gone == 0


NOW = datetime.fromisoformat("2026-11-23T10:05:00+01:00")
BALL = "UID:b\nDTSTART;TZID=Europe/Paris:{0}\nSUMMARY:Bal\nX-GUICHET-INSCRIPTION:OUI"


def take_part(store: Store, event: Event) -> None:
    store.events.register(event.id, None, name="", phone="", people=2, at=NOW, rng=Random(1))


def test_people_stay_registered_for_an_event_that_is_moved(store: Store, tmp_path: Path) -> None:
    import_events_ics(store, calendar(tmp_path, BALL.format("20261206T140000")), today=TODAY)
    (before,) = events(store)
    take_part(store, before)
    summary = import_events_ics(store, calendar(tmp_path, BALL.format("20261213T150000")), today=TODAY)
    assert (summary.new, summary.changed, summary.gone) == (0, 1, 0)
    (after,) = events(store)
    assert (after.id, after.cancelled, f"{after.start:%m-%d %H:%M}") == (before.id, False, "12-13 15:00")
    (registration,) = store.events.registrations(after.id)
    assert (registration.people, registration.starts_at) == (2, before.start)
    assert import_events_ics(store, calendar(tmp_path, BALL.format("20261213T150000")), today=TODAY).same == 1


def test_people_stay_registered_for_the_one_time_of_a_series_that_is_moved(store: Store, tmp_path: Path) -> None:
    weekly = BALL.format("20261206T140000") + "\nRRULE:FREQ=WEEKLY;COUNT=3"
    import_events_ics(store, calendar(tmp_path, weekly), today=TODAY)
    second = events(store)[1]
    take_part(store, second)
    moved = BALL.format("20261214T140000") + "\nRECURRENCE-ID;TZID=Europe/Paris:20261213T140000"
    summary = import_events_ics(store, calendar(tmp_path, weekly, moved), today=TODAY)
    assert (summary.new, summary.changed, summary.same, summary.gone) == (0, 1, 2, 0)
    assert f"{store.events.get(second.id).start:%m-%d}" == "12-14"
    assert len(store.events.registrations(second.id)) == 1


def test_a_series_moved_to_another_weekday_cancels_nobody(store: Store, tmp_path: Path) -> None:
    sundays = BALL.format("20261206T140000") + "\nRRULE:FREQ=WEEKLY;COUNT=3"
    import_events_ics(store, calendar(tmp_path, sundays), today=TODAY)
    second = events(store)[1]
    take_part(store, second)
    ticket = store.events.registrations(second.id)[0].ticket
    later = datetime.fromisoformat("2026-12-12T10:00:00+01:00")
    store.outbox.add(
        channel="sms", to="+33612345678", subject="", text="Rappel", at=NOW, call_id=None, about=message_key(ticket),
        not_before=later,
    )  # fmt: skip
    wednesdays = BALL.format("20261209T140000") + "\nRRULE:FREQ=WEEKLY;COUNT=3"
    import_events_ics(store, calendar(tmp_path, wednesdays), today=TODAY)
    assert [f"{event.start:%m-%d}" for event in events(store)] == ["12-09", "12-16", "12-23"]
    (gone,) = store.events.vanished(NOW)
    (registration,) = store.events.registrations(gone.id)
    assert (gone.id, gone.cancelled, registration.state) == (second.id, False, REGISTERED)
    nearest = store.events.nearest_of_series(gone, NOW)
    assert nearest and f"{nearest.start:%m-%d}" == "12-16"
    assert [each.state for each in store.outbox.recent(5)] == [WITHDRAWN]
    import_events_ics(store, calendar(tmp_path, sundays), today=TODAY)
    assert store.events.vanished(NOW) == [], "back in the calendar"
    assert len(store.events.registrations(second.id)) == 1


def test_what_was_cancelled_and_then_left_out_stays_cancelled(store: Store, tmp_path: Path) -> None:
    import_events_ics(store, calendar(tmp_path, GOOD, BALL.format("20261206T140000")), today=TODAY)
    ball = events(store)[1]
    take_part(store, ball)
    off = BALL.format("20261206T140000") + "\nSTATUS:CANCELLED"
    import_events_ics(store, calendar(tmp_path, GOOD, off), today=TODAY)
    import_events_ics(store, calendar(tmp_path, GOOD), today=TODAY)
    assert (store.events.get(ball.id).cancelled, store.events.vanished(NOW)) == (True, [])


def test_the_next_event_of_the_same_name_is_not_the_one_that_is_over(store: Store, tmp_path: Path) -> None:
    import_events_csv(store, listed(tmp_path, "Loto;2026-12-05 14:00;;;;;;;oui;;;"), checked=TODAY)
    (over,) = events(store)
    take_part(store, over)
    import_events_csv(store, listed(tmp_path, "Loto;2027-02-06 14:00;;;;;;;oui;;;"), checked=date(2026, 12, 7))
    assert [(event.start.month, len(store.events.registrations(event.id))) for event in events(store)] == [
        (12, 1), (2, 0),
    ]  # fmt: skip


def test_other_files_are_left_alone(store: Store, tmp_path: Path) -> None:
    import_events_ics(store, calendar(tmp_path, GOOD), today=TODAY)
    import_events_ics(store, calendar(tmp_path, GOOD, name="other.ics"), today=TODAY)
    assert len(events(store)) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no calendar"),
        (b"\x00\x01\x02", "is no calendar"),
        (b"<html>BEGIN", "is no calendar"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no event that can be imported"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X\nEND:VEVENT\nEND:VCALENDAR\n", "DTSTART is missing"),
    ],
)
def test_what_is_no_calendar_is_refused_whole(store: Store, tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(content)
    with pytest.raises(FileRefusedError, match=reason):
        import_events_ics(store, path, today=TODAY)
    with pytest.raises(FileRefusedError, match="cannot be read"):
        import_events_ics(store, tmp_path / "none.ics")


def test_a_calendar_that_is_cut_off_changes_nothing_and_says_where(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    event = b"BEGIN:VEVENT\nUID:1\nDTSTART:20261205T140000Z\nSUMMARY:Loto\nEND:VEVENT\n"
    path.write_bytes(b"BEGIN:VCALENDAR\n" + event + b"BEGIN:VEVENT\nUID:2\n\n")
    with pytest.raises(FileRefusedError, match=r"cut off at line 8 .*nothing was changed: export or fetch") as refused:
        import_events_ics(store, path, today=TODAY)
    assert str(refused.value).count(". ") == 0
    assert events(store) == []


def test_a_list_is_read_in_either_spelling_of_dates(store: Store, tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "Fête;2026-12-05 14:00;2026-12-05 18:30;fête;Salle des fêtes;oui;Gratuit;On danse.;oui;30;01/12/2026;",
        "Braderie;06/12/2026;07/12/2026;vente;;non;;;;;;",
        "Loto;13/12/2026 14h;;;;;;;;;;",
        encoding="latin-1",
    )
    assert import_events_csv(store, path, checked=TODAY).new == 3
    party, sale, bingo = events(store)
    assert (party.title, party.children, party.register_until) == ("Fête", True, date(2026, 12, 1))
    assert (sale.all_day, sale.end.isoformat()) == (True, "2026-12-08T00:00:00+01:00")
    assert bingo.end.isoformat() == "2026-12-13T16:00:00+01:00"
    assert import_events_csv(store, path, checked=date(2026, 12, 1)).same == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";2026-12-05;;;;;;;;;;", "titre is empty"),
        ("Bal;le 5 décembre;;;;;;;;;;", "a day as 2026-12-05"),
        ("Bal;31/02/2027;;;;;;;;;;", "a day as 2026-12-05"),
        ("Bal;2026-12-05 25:00;;;;;;;;;;", "an hour as 14:30"),
        ("Bal;2026-12-05 14:00;2026-12-05 12:00;;;;;;;;;", "ends before it begins"),
        ("Bal;2026-12-05 14:00;2026-12-04;;;;;;;;;", "ends before it begins"),
        ("Bal;2026-12-05;;;;peut-être;;;;;;", "oui or non"),
        ("Bal;2026-12-05;;;;;;;;plein;;", "a whole number"),
        ("Bal;2026-12-05;;;;;;;;99999999999999999999;;", "100000 at most"),
        ("Bal;0001-01-01;;;;;;;;;;", "the year 1 is no year"),
        ("Bal;9999-12-31;;;;;;;;;;", "the year 9999 is no year"),
        ("Fête;2026-12-01;;;;;;;;;;", "was given before"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_imported(store: Store, tmp_path: Path, row: str, reason: str) -> None:
    summary = import_events_csv(store, listed(tmp_path, "Fête;2026-12-01;;;;;;;;;;", row), checked=TODAY)
    assert [event.title for event in events(store)] == ["Fête"]
    (refused,) = summary.refused
    assert refused.line == 3
    assert reason in refused.reason


def test_a_list_without_a_good_row_is_refused_whole(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="no row"):
        import_events_csv(store, listed(tmp_path, "Bal;demain;;;;;;;;;;"))
    assert events(store) == []
