"""Wishes for an appointment that cannot be had: how they are said back, and which date is none."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.events import Utterance
from dialogue.flows.appointments.instead import half_day_end, is_exact, say_wish
from dialogue.flows.appointments.name import name_in, renamed
from dialogue.flows.appointments.times import OTHER_DATES, says, wish_in
from dialogue.questions import Answer
from kb.slots import Slot

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 10, 5, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("jeudi matin", "Jeudi 26 novembre, le matin"),
        ("demain soir", "Demain, le soir"),
        ("le mardi après-midi", "Le mardi après-midi"),
        ("un mercredi après-midi", "Le mercredi après-midi"),
        ("la semaine prochaine", "Du 30 novembre au 6 décembre"),
        ("mardi à 9 heures", "Demain, vers 9 heures"),
        ("après seize heures", "À partir de 16 heures"),
        ("entre 14 heures et 16 heures", "Entre 14 heures et 16 heures"),
        ("avant dix heures", "Avant 10 heures"),
    ],
)
def test_a_wish_is_said_back(said: str, back: str) -> None:
    wish = wish_in([said], NOW)
    assert wish is not None
    assert say_wish(wish, NOW) == back


@pytest.mark.parametrize(
    "said",
    [
        "ma carte est périmée depuis le 3 mars",
        "ça fait une heure que j'attends",
        "il expire en mai",
    ],
)
def test_these_dates_are_not_the_appointment_s(said: str) -> None:
    assert says([said], OTHER_DATES)


def test_who_cannot_come_in_the_morning_is_not_offered_the_next_slot_of_it() -> None:
    nine = datetime(2026, 12, 1, 9, 0, tzinfo=PARIS)
    assert half_day_end(nine).hour == 11
    assert half_day_end(nine.replace(hour=14)).hour == 23


def test_the_very_hour_asked_for_is_nothing_to_choose() -> None:
    nine = datetime(2026, 11, 27, 9, 0, tzinfo=PARIS)
    wish = wish_in(["vendredi à 9 heures"], NOW)
    assert wish is not None
    assert is_exact(wish, Slot("titres", nine, nine.replace(minute=20)))
    assert not is_exact(wish, Slot("titres", nine.replace(minute=20), nine.replace(minute=40)))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("non c'est au nom de Marcel Fournier", "Marcel Fournier"),
        ("je m'appelle suzanne blanc", "Suzanne Blanc"),
        ("non le nom est faux", ""),
        ("oui", ""),
    ],
)
def test_a_name_that_comes_with_its_correction(said: str, name: str) -> None:
    assert renamed(Answer(Utterance.typed(said))) == name


def test_an_order_is_no_name() -> None:
    assert name_in(Answer(Utterance.typed("le deuxième")), NOW) == ""
