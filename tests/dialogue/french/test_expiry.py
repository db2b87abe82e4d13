"""When a card ends, as people say it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.french.ages import age_in
from dialogue.french.expiry import Period, date_said

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=ZoneInfo("Europe/Paris"))
MARCH = Period(date(2023, 3, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    "text",
    [
        "date de fin mars 2023",
        "la date de fin c'est mars deux mille vingt-trois",
        "il finit en mars 2023",
        "date de validité mars 2023",
        "date d'expiration mars 2023",
        "valable jusqu'en mars 2023",
    ],
)
@pytest.mark.parametrize("asked", [True, False])
def test_a_month_that_something_ends_in(text: str, asked: bool) -> None:
    assert date_said(text, NOW, asked=asked) == MARCH


@pytest.mark.parametrize("text", ["elle date de mars 2023", "faite en mars 2023", "délivrée en mars 2023"])
def test_the_month_it_was_made_in_is_no_end(text: str) -> None:
    assert date_said(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("encore valable deux ans", date(2028, 11, 22)),
        ("elle est encore bonne deux ans", date(2028, 11, 22)),
        ("valable encore six mois", date(2027, 5, 25)),
        ("il reste un an", date(2027, 11, 23)),
        ("périmé depuis trois ans", date(2023, 11, 23)),
    ],
)
def test_a_distance_is_about_that_day(text: str, day: date) -> None:
    said = date_said(text, NOW)
    assert said is not None
    assert said.first < day < said.last
    assert age_in(text, NOW.date()) is None


@pytest.mark.parametrize("text", ["le 30 février 2023", "le trente et un avril deux mille vingt-huit", "le 31 avril"])
def test_a_day_that_does_not_exist_is_no_date(text: str) -> None:
    assert date_said(text, NOW) is None


@pytest.mark.parametrize("text", ["depuis trois ans en octobre", "depuis trois ans octobre 2023", "en 2023 en octobre"])
def test_a_month_said_after_the_distance_or_the_year(text: str) -> None:
    assert date_said(text, NOW) == Period(date(2023, 10, 1), date(2023, 10, 31))


@pytest.mark.parametrize("text", ["elle a été faite en deux mille treize", "elle date de 2013"])
def test_the_year_in_which_something_was_made_tells_its_end(text: str) -> None:
    assert date_said(text, NOW, asked=False, lasts=10) == Period(date(2023, 1, 1), date(2023, 12, 31))
    assert date_said(text, NOW) is None


def test_a_birth_tells_no_end() -> None:
    assert date_said("il est né en deux mille treize et elle a été faite en mars", NOW, lasts=10) is None
