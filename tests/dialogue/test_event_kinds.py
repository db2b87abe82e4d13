"""For whom an event is, and whether it is the one that was named."""

from datetime import date, datetime

import pytest

from dialogue.flows.events.least_age import least_age
from dialogue.flows.events.other_matter import names_other_kind
from kb.clock import PARIS
from kb.events import Event
from kb.provenance import Provenance


def event(title: str = "Repas des aînés", description: str = "", price: str = "") -> Event:
    start = datetime(2026, 12, 13, 12, tzinfo=PARIS)
    return Event(
        id=1, key="e", series="e", title=title, kind="repas", place="Salle des fêtes", start=start,
        end=start.replace(hour=17), all_day=False, children=False, price=price, description=description,
        registration=True, capacity=None, register_until=None, url="", cancelled=False, vanished=False,
        provenance=Provenance("", date(2026, 11, 2), None),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("description", "age"),
    [
        ("Le repas est offert aux habitants de 72 ans et plus.", 72), ("À partir de 6 ans.", 6),
        ("Réservé aux plus de 65 ans.", 65), ("Le club fête ses 20 ans.", None), ("", None), ("Dès 3 ans.", 3),
    ],
)  # fmt: skip
def test_the_least_age_is_read_from_the_description(description: str, age: int | None) -> None:
    assert least_age(event(description=description)) == age


def test_an_age_in_the_price_is_no_condition() -> None:
    assert least_age(event(price="Gratuit à partir de 72 ans")) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("c'est quand le voyage des anciens", True), ("m'inscrire à la sortie des aînés", True),
        ("le colis des anciens", True), ("le repas des anciens", False), ("l'heure du repas des aînés", False),
        ("le truc des anciens", False), ("le menu du repas des aînés", False),
        ("je voudrais m'inscrire au repas", False),
        ("le banquet des anciens", False), ("c'est dans la salle des fêtes", False),
    ],
)  # fmt: skip
def test_another_kind_of_event_is_named_by_words_of_this_one(text: str, other: bool) -> None:
    assert names_other_kind([text], event()) is other
