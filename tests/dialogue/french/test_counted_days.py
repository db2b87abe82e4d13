"""Days counted from one spoken of before, or from today."""

from datetime import date, datetime

import pytest

from dialogue.french.counted_days import counted_from
from dialogue.french.date_pieces import FRANCE

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=FRANCE)
SPOKEN_OF = date(2027, 3, 29)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("et le samedi d'avant", date(2027, 3, 27)),
        ("et le mardi suivant", date(2027, 3, 30)),
        ("et le samedi d'après", date(2027, 4, 3)),
        ("et le lendemain", date(2027, 3, 30)),
        ("et la veille", date(2027, 3, 28)),
        ("et la semaine suivante", date(2027, 4, 5)),
        ("et le vingt-cinq", date(2027, 3, 25)),
        ("lundi en huit", date(2026, 12, 7)),
        ("lundi en quinze", date(2026, 12, 14)),
        ("samedi prochain", date(2026, 11, 28)),
        ("demain", date(2026, 11, 24)),
    ],
)
def test_only_what_follows_or_precedes_is_counted_from_the_day_spoken_of(said: str, first: date) -> None:
    found = counted_from(said, SPOKEN_OF, NOW)
    assert found is not None
    assert found.day == first


def test_without_a_day_spoken_of_all_is_counted_from_today() -> None:
    found = counted_from("et le lendemain", None, NOW)
    assert found is not None
    assert found.day == date(2026, 11, 24)
