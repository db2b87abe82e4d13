"""Opening hours: holidays, school holidays, closures, midnight."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.calendars import (
    ZONES,
    knows_school_holidays,
    public_holiday_at,
    school_holiday_at,
    school_holidays_from,
    without_school_holidays,
)
from kb.clock import PARIS
from kb.opening import Closure, Interval, Opening, OpeningError

POOL = "Mo,Th,Fr 14:00-19:00; We 10:00-19:00; Sa,Su 10:00-18:00; SH Mo-Fr 10:00-20:00; PH off"
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=PARIS))
EXPRESSIONS = st.sampled_from(
    [
        POOL,
        "Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00; SH Sa off; PH off",
        "Fr,Sa 20:00-02:00",
        "24/7",
        "off",
        "Apr-Oct Mo-Su 08:00-19:00; Nov-Mar Mo-Su 08:30-17:30",
        "week 1-53/2 We 06:00-12:00",
        "SH,Su 10:00-12:00",
    ]
)
CLOSURES = st.lists(
    st.builds(
        lambda first, days, hours: Closure(first, first + timedelta(days=days), "travaux", hours),
        DAYS,
        st.integers(0, 20),
        st.sampled_from(["", "10:00-12:00"]),
    ),
    max_size=3,
).map(tuple)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def test_an_ordinary_day() -> None:
    opening = Opening("Mo-Fr 08:30-12:00,13:30-17:30 ; PH off")
    assert opening.intervals(date(2026, 11, 23)) == (
        Interval(time(8, 30), time(12)),
        Interval(time(13, 30), time(17, 30)),
    )
    assert opening.is_open(at("2026-11-23T10:05"))
    assert opening.closes_at(at("2026-11-23T10:05")) == at("2026-11-23T12:00")
    assert opening.next_opening(at("2026-11-23T10:05")) == at("2026-11-23T13:30")
    assert opening.closes_at(at("2026-11-23T12:00")) is None
    assert opening.next_opening(at("2026-11-27T17:30")) == at("2026-11-30T08:30")


def test_another_zone_is_put_on_the_wall_clock_of_paris() -> None:
    opening = Opening("Mo 10:00-11:00")
    assert opening.is_open(datetime.fromisoformat("2026-11-23T09:30+00:00"))
    assert not opening.is_open(datetime.fromisoformat("2026-11-23T10:30+00:00"))
    with pytest.raises(ValueError, match="no time zone"):
        opening.is_open(datetime(2026, 11, 23, 10))


@pytest.mark.parametrize(
    "day", ["2026-01-01", "2026-04-06", "2026-05-01", "2026-05-14", "2026-07-14", "2026-11-11", "2026-12-25"]
)
def test_public_holidays_close(day: str) -> None:
    assert Opening("Mo-Su 09:00-12:00; PH off").intervals(date.fromisoformat(day)) == ()
    assert public_holiday_at(date.fromisoformat(day))


@pytest.mark.parametrize("year", range(2025, 2032))
def test_the_two_sources_agree_on_public_holidays(year: int) -> None:
    opening = Opening("PH 10:00-11:00")
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if opening.intervals(day)] == [day for day in days if public_holiday_at(day)]


def test_school_holidays_have_hours_of_their_own() -> None:
    opening = Opening(POOL, zone="B")
    assert opening.intervals(date(2026, 12, 21)) == (Interval(time(10), time(20)),)
    assert opening.intervals(date(2026, 12, 14)) == (Interval(time(14), time(19)),)
    assert opening.intervals(date(2026, 12, 25)) == ()
    assert opening.intervals(date(2026, 12, 26)) == (Interval(time(10), time(18)),)


def test_zones_differ() -> None:
    day = date(2027, 2, 15)
    assert [bool(school_holiday_at(day, zone)) for zone in ZONES] == [
        bool(Opening("SH 10:00-11:00", zone=zone).intervals(day)) for zone in ZONES
    ]
    assert len({bool(school_holiday_at(day, zone)) for zone in ZONES}) == 2


def test_the_school_calendar() -> None:
    assert school_holidays_from(date(2026, 11, 23), "B") == ("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3))
    assert school_holidays_from(date(2026, 12, 24), "A") == ("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3))
    assert school_holidays_from(date(2099, 1, 1), "A") is None
    assert knows_school_holidays(date(2026, 12, 24))
    assert not knows_school_holidays(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("expression", "inside", "outside"),
    [
        ("SH,Su 10:00-12:00", "Mo-Su 10:00-12:00", "Su 10:00-12:00"),
        ("Mo-Fr,SH 09:00-10:00", "Mo-Su 09:00-10:00", "Mo-Fr 09:00-10:00"),
        ("SH Mo-Fr 10:00-12:00", " Mo-Fr 10:00-12:00", "1900 Mo-Fr 10:00-12:00"),
        ("Mo 09:00-10:00; SH off", "Mo 09:00-10:00; Mo-Su off", "Mo 09:00-10:00; 1900 off"),
        ('Mo 09:00-10:00 "hors SH"', 'Mo 09:00-10:00 "hors SH"', 'Mo 09:00-10:00 "hors SH"'),
        ("Mo-Fr 09:00-10:00", "Mo-Fr 09:00-10:00", "Mo-Fr 09:00-10:00"),
    ],
)
def test_school_holidays_are_put_into_the_expression(expression: str, inside: str, outside: str) -> None:
    assert without_school_holidays(expression, True) == inside
    assert without_school_holidays(expression, False) == outside
    Opening(expression)


def test_midnight() -> None:
    opening = Opening("Fr 20:00-02:00")
    assert opening.intervals(date(2026, 11, 27)) == (Interval(time(20), time(0)),)
    assert opening.intervals(date(2026, 11, 28)) == (Interval(time(0), time(2)),)
    assert opening.closes_at(at("2026-11-27T23:30")) == at("2026-11-28T02:00")
    assert opening.next_opening(at("2026-11-27T23:30")) == at("2026-12-04T20:00")


def test_always_and_never() -> None:
    always, never = Opening("24/7"), Opening("off")
    now = at("2026-11-23T10:05")
    assert (always.is_open(now), always.closes_at(now), always.next_opening(now)) == (True, None, None)
    assert (never.is_open(now), never.closes_at(now), never.next_opening(now)) == (False, None, None)


def test_a_closure_overrides_and_the_shortest_wins() -> None:
    works = Closure(date(2026, 12, 1), date(2026, 12, 31), "travaux")
    eve = Closure(date(2026, 12, 24), date(2026, 12, 24), "réveillon", "10:00-12:00")
    opening = Opening("24/7", (works, eve))
    assert opening.intervals(date(2026, 12, 23)) == ()
    assert opening.intervals(date(2026, 12, 24)) == (Interval(time(10), time(12)),)
    assert opening.closure(date(2026, 12, 24)) == eve
    assert opening.next_opening(at("2026-12-24T12:00")) == at("2027-01-01T00:00")


def test_an_exceptional_opening_on_a_public_holiday() -> None:
    market = Closure(date(2026, 12, 25), date(2026, 12, 25), "marché de Noël", "10:00-18:00")
    opening = Opening("Mo-Fr 08:00-13:00; PH off", (market,))
    assert opening.intervals(date(2026, 12, 25)) == (Interval(time(10), time(18)),)


def test_a_note_comes_with_its_hours() -> None:
    opening = Opening('Mo 09:00-12:00 "sur rendez-vous"; Tu 09:00-12:00 unknown')
    assert opening.intervals(date(2026, 11, 23))[0].note == "sur rendez-vous"
    assert opening.intervals(date(2026, 11, 24))[0].note == "à confirmer"


@pytest.mark.parametrize("expression", ["lundi 9h", "", "Mo-Fr 25:00-26:00", "Jul-Aug 2026 SH 10:00-12:00 nonsense"])
def test_a_bad_expression_is_said_in_one_sentence(expression: str) -> None:
    with pytest.raises(OpeningError, match="cannot be read") as raised:
        Opening(expression)
    assert repr(expression) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_bad_closures() -> None:
    with pytest.raises(OpeningError, match="ends before it begins"):
        Opening("24/7", (Closure(date(2026, 12, 2), date(2026, 12, 1)),))
    with pytest.raises(OpeningError, match="cannot be read"):
        Opening("24/7", (Closure(date(2026, 12, 1), date(2026, 12, 1), "", "demain"),))


@settings(max_examples=60, deadline=None)
@given(expression=EXPRESSIONS, closures=CLOSURES, zone=st.sampled_from(ZONES), day=DAYS)
def test_intervals_are_in_order_and_apart(expression: str, closures: tuple[Closure, ...], zone: str, day: date) -> None:
    intervals = Opening(expression, closures, zone).intervals(day)
    ends = [time.max if each.end == time(0) else each.end for each in intervals]
    assert all(each.start < end for each, end in zip(intervals, ends, strict=True))
    assert all(end <= after.start for end, after in zip(ends, intervals[1:], strict=False))


@settings(max_examples=60, deadline=None)
@given(expression=EXPRESSIONS, closures=CLOSURES, zone=st.sampled_from(ZONES), now=MOMENTS)
def test_open_closed_and_next_agree(expression: str, closures: tuple[Closure, ...], zone: str, now: datetime) -> None:
    opening = Opening(expression, closures, zone)
    closes, following = opening.closes_at(now), opening.next_opening(now)
    if closes is not None:
        assert opening.is_open(now)
        assert closes > now
        assert not opening.is_open(closes)
    if following is not None:
        assert following > now
        assert opening.is_open(following)
        assert not opening.is_open(following - timedelta(seconds=1))


@settings(max_examples=60, deadline=None)
@given(expression=EXPRESSIONS, zone=st.sampled_from(ZONES), day=DAYS)
def test_a_closed_day_has_no_open_moment(expression: str, zone: str, day: date) -> None:
    opening = Opening(expression, (Closure(day, day, "fermé"),), zone)
    assert opening.intervals(day) == ()
    assert not any(opening.is_open(datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)) for hour in range(24))
