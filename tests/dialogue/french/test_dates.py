"""Dates and hours as people say them."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from dialogue.french.dates import impossible_in, when, whens

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime.fromisoformat("2026-11-23T10:05:00+01:00")
"""A Monday."""
SAID = tomllib.loads(Path(__file__).with_name("spoken_dates.toml").read_text(encoding="utf-8"))["said"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(("text", "start", "end", "grain"), SAID, ids=[row[0] for row in SAID])
def test_what_is_said_is_understood(text: str, start: str, end: str, grain: str) -> None:
    found = when(text, NOW)
    assert found is not None
    assert (found.start, found.end, found.grain) == (moment(start), moment(end), grain)


def test_there_are_enough_expressions() -> None:
    assert len(SAID) >= 120


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("je voudrais savoir si la piscine est ouverte demain après-midi", "2026-11-24 12:00", "demain après midi"),
        ("est-ce que vous êtes ouverts euh samedi matin s'il vous plaît", "2026-11-28 06:00", "samedi matin"),
        ("ma carte d'identité expire le 3 juin 2027", "2027-06-03", "le 3 juin 2027"),
        ("il y aurait de la place jeudi après seize heures", "2026-11-26 16:00", "jeudi après seize heures"),
        ("qu'est-ce qu'on mange à la cantine jeudi prochain", "2026-11-26", "jeudi prochain"),
        ("non le douze ne va pas plutôt le quatorze", "2026-12-14", "le douze ne va pas plutôt le quatorze"),
    ],
)
def test_a_date_is_found_in_a_sentence(text: str, start: str, words: str) -> None:
    found = when(text, NOW)
    assert found is not None
    assert (found.start, found.words) == (moment(start), words)


@pytest.mark.parametrize(
    "text",
    """
    ; bonjour; bonne soirée; bon week-end; bonne journée à vous; au douze rue des lilas; le douze rue des lilas;
    douze rue du onze novembre; place du huit mai; mon fils de douze ans; c'est pour le marché de noël;
    quatre cent soixante-douze neuf cent quinze; zéro six douze trente quatre cinquante six soixante dix huit;
    le deuxième; aucun des deux; j'en ai pour deux heures de route; ouvert 24 heures sur 24; pas le matin;
    je ne peux pas lundi; tout sauf lundi; en semaine; c'est quand; je ne sais pas; à quelle heure
    """.split(";"),
)
def test_what_says_no_date_gives_none(text: str) -> None:
    assert when(text.strip(), NOW) is None


@pytest.mark.parametrize(
    "text",
    ["le trente et un février", "le trente-deux", "le 31 avril", "demain jeudi", "mardi quatorze janvier",
     "à vingt-cinq heures", "du 14 au 12 décembre", "le vingt-neuf février deux mille vingt-sept"],
)  # fmt: skip
def test_a_date_that_does_not_exist_gives_none_and_its_words(text: str) -> None:
    assert when(text, NOW) is None
    assert impossible_in(text, NOW) == text.replace("-", " ")


def test_an_impossible_date_can_be_taken_back() -> None:
    found = when("le trente et un février non le vingt-huit", NOW)
    assert found is not None
    assert found.day == date(2026, 11, 28)
    assert impossible_in("demain", NOW) == ""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("jeudi ou vendredi matin", [26, 27]),
        ("demain et après-demain", [24, 25]),
        ("mercredi prochain ou jeudi", [25, 26]),
        ("le vingt-sept ou le trente", [27, 30]),
        ("jeudi à dix heures ou onze heures", [26, 26]),
    ],
)
def test_several_dates_are_given_in_order(text: str, days: list[int]) -> None:
    assert [found.start.day for found in whens(text, NOW)] == days


@pytest.mark.parametrize(
    ("text", "weekday"), [("tous les mardis", 1), ("le jeudi", 3), ("chaque samedi", 5), ("mardi", None)]
)
def test_every_week_is_told_from_the_next(text: str, weekday: int | None) -> None:
    found = when(text, NOW)
    assert found is not None
    assert found.weekday == weekday


def test_hours_of_each_day_of_a_range_are_kept() -> None:
    found = when("la semaine prochaine après seize heures", NOW)
    assert found is not None
    assert (found.grain, found.hours) == ("range", (time(16), time(23, 59)))


def test_hours_without_a_day_say_so() -> None:
    found = when("plutôt le matin", NOW)
    assert found is not None
    assert (found.dated, found.hours) == (False, (time(6), time(12)))
    with_day = when("demain matin", NOW)
    assert with_day is not None
    assert with_day.dated


def test_the_past_is_understood_when_asked_for() -> None:
    for text, day in (("lundi", 16), ("dimanche", 22), ("le douze", 12), ("le quatorze novembre", 14)):
        found = when(text, NOW, past=True)
        assert found is not None
        assert found.day == date(2026, 11, day)


def test_school_holidays_depend_on_the_zone() -> None:
    starts = {zone: when("pendant les vacances d'hiver", NOW, zone=zone) for zone in ("A", "B", "C", "")}
    assert {zone: found.day for zone, found in starts.items() if found} == {
        "A": date(2027, 2, 13),
        "B": date(2027, 2, 20),
        "C": date(2027, 2, 6),
        "": date(2027, 2, 6),
    }


def test_summer_hours_are_those_of_france_whatever_the_clock() -> None:
    found = when("le quatorze juillet à dix heures", datetime.fromisoformat("2026-11-23T09:05:00+00:00"))
    assert found is not None
    assert found.start.utcoffset() == timedelta(hours=2)


def test_a_named_zone_is_kept() -> None:
    found = when("demain à dix heures", datetime(2026, 11, 23, 10, 5, tzinfo=ZoneInfo("Indian/Reunion")))
    assert found is not None
    assert found.start.utcoffset() == timedelta(hours=4)


def test_a_clock_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        when("demain", datetime(2026, 11, 23, 10, 5))


@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)), st.integers(0, 31), st.integers(1, 12))
def test_a_day_and_month_is_the_next_one_or_none(today: date, day: int, month: int) -> None:
    now = datetime.combine(today, time(9), PARIS)
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    found = when(f"le {num2words(day, lang='fr')} {months[month - 1]}", now)
    last = (date(2028, month % 12 + 1, 1) - timedelta(days=1)).day
    if 1 <= day <= last:
        assert found is not None
        assert (found.day.day, found.day.month) == (day, month)
        assert found.day >= today
    else:
        assert found is None


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    found = when(text, NOW)
    assert found is None or found.start <= found.end


@given(
    st.lists(
        st.sampled_from(
            "le la de du au à en huit quinze jours semaine prochaine jeudi lundi demain non pardon avant après "
            "décembre février trente deux premier dernier mois matin soir heures midi noël vacances entre et "
            "jusqu'à pas plutôt".split()
        ),
        max_size=9,
    )
)
def test_no_heap_of_date_words_breaks_it(heap: list[str]) -> None:
    for found in whens(" ".join(heap), NOW):
        assert found.start <= found.end
