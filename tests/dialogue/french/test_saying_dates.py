"""Dates and hours as they are said to callers, and understood again."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.french.dates import say_day, say_span, say_time, when
from voice.speaking import speakable

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 23)
NOW = datetime.combine(TODAY, time(10, 5), PARIS)


@pytest.mark.parametrize("start", [TODAY, date(2027, 12, 30)])
def test_every_day_of_two_years_comes_back(start: date) -> None:
    now = datetime.combine(start, time(10, 5), PARIS)
    for later in range(-2, 731):
        day = start + timedelta(days=later)
        found = when(say_day(day, start), now)
        assert found is not None, say_day(day, start)
        assert found.day == day


@given(st.dates(date(2026, 11, 23), date(2028, 11, 22)), st.integers(7 * 60, 24 * 60 - 1))
def test_a_day_and_an_hour_come_back(day: date, minutes: int) -> None:
    at = time(*divmod(minutes, 60))
    found = when(f"{say_day(day, TODAY)} à {say_time(at)}", NOW)
    assert found is not None
    assert (found.start.date(), found.start.time()) == (day, at)


@given(st.dates(date(2026, 11, 23), date(2028, 11, 22)))
def test_what_the_voice_says_comes_back(day: date) -> None:
    spoken = speakable(say_day(day, TODAY))
    found = when(spoken, NOW)
    assert found is not None, spoken
    assert found.day == day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "hier"),
        (date(2026, 11, 23), "aujourd'hui"),
        (date(2026, 11, 24), "demain"),
        (date(2026, 11, 25), "après-demain"),
        (date(2026, 11, 26), "jeudi 26 novembre"),
        (date(2026, 12, 1), "mardi 1er décembre"),
        (date(2027, 6, 1), "mardi 1er juin 2027"),
    ],
)
def test_days_are_said_plainly(day: date, said: str) -> None:
    assert say_day(day, TODAY) == said


@pytest.mark.parametrize(
    ("at", "said", "spoken"),
    [
        (time(14, 30), "14 heures 30", "quatorze heures trente"),
        (time(9), "9 heures", "neuf heures"),
        (time(9, 5), "9 heures 05", "neuf heures cinq"),
        (time(1), "1 heure", "une heure"),
        (time(21, 1), "21 heures 01", "vingt et une heures une"),
        (time(12), "midi", "midi"),
        (time(12, 30), "12 heures 30", "douze heures trente"),
        (time(0), "minuit", "minuit"),
    ],
)
def test_hours_are_said_plainly(at: time, said: str, spoken: str) -> None:
    assert say_time(at) == said
    assert speakable(said) == spoken


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 11, 26), date(2026, 11, 26), "jeudi 26 novembre"),
        (date(2026, 12, 12), date(2026, 12, 14), "du 12 au 14 décembre"),
        (date(2026, 11, 28), date(2026, 12, 3), "du 28 novembre au 3 décembre"),
        (date(2026, 12, 28), date(2027, 1, 3), "du 28 décembre au 3 janvier 2027"),
        (date(2027, 2, 1), date(2027, 2, 9), "du 1er au 9 février 2027"),
        (date(2026, 11, 28), date(2026, 11, 29), "samedi 28 novembre et dimanche 29 novembre"),
    ],
)
def test_spans_are_said_plainly(start: date, end: date, said: str) -> None:
    assert say_span(start, end, TODAY) == said
