"""What callers say about a time: wishes, and which of two proposals is meant."""

from datetime import date, datetime, time, timedelta

import pytest

from dialogue.events import Utterance
from dialogue.flows.appointments import excluded
from dialogue.flows.appointments.another import second_of_two
from dialogue.flows.appointments.asides import new_time
from dialogue.flows.appointments.change import corrected
from dialogue.flows.appointments.name import UNNAMED, name_in, with_first_name
from dialogue.flows.appointments.picking import picked
from dialogue.flows.appointments.times import loosened, merged, say_slot, say_slots, wish_in, write_slot
from dialogue.questions import Answer
from kb.clock import PARIS
from kb.slots import Slot, Wish

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=PARIS)


def slot(day: int, hour: int, minute: int = 0) -> Slot:
    start = datetime(2026, 11, day, hour, minute, tzinfo=PARIS)
    return Slot("titres", start, start + timedelta(minutes=20))


def said(text: str) -> Answer:
    return Answer(Utterance.typed(text))


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("plutôt le matin", Wish(earliest=time(6), latest=time(12))),
        ("pas le matin", Wish(earliest=time(12))),
        ("pas l'après-midi", Wish(latest=time(12))),
        ("en fin de journée", Wish(earliest=time(16))),
        ("pas avant seize heures", Wish(earliest=time(16), latest=time(23, 59))),
        ("avant midi", Wish(latest=time(12))),
        (
            "mercredi c'est pas possible le matin sinon jeudi",
            Wish(date(2026, 11, 25), date(2026, 11, 25), time(12), time(18)),
        ),
        ("mercredi mais pas le matin", Wish(date(2026, 11, 25), date(2026, 11, 25), time(12), time(18))),
        ("mercredi impossible l'après-midi", Wish(date(2026, 11, 25), date(2026, 11, 25), time(6), time(12))),
        ("jeudi oui mais l'après-midi", Wish(date(2026, 11, 26), date(2026, 11, 26), time(12), time(18))),
        ("le matin je ne peux pas", Wish(earliest=time(12), latest=time(18))),
        ("plutôt un matin après dix heures", Wish(earliest=time(10), latest=time(12))),
        ("pas mardi matin plutôt mardi après-midi", Wish(date(2026, 11, 24), date(2026, 11, 24), time(12), time(18))),
        ("la semaine prochaine le jeudi", Wish(date(2026, 12, 3), date(2026, 12, 3))),
        ("c'est Hernandez avec un h", None),
        ("la semaine prochaine", Wish(date(2026, 11, 30), date(2026, 12, 6))),
        ("le quatorze non pardon le quinze", Wish(date(2026, 12, 15), date(2026, 12, 15))),
        ("vendredi matin", Wish(date(2026, 11, 27), date(2026, 11, 27), time(6), time(12))),
        ("tous les mercredis sont bons pour moi", Wish(weekday=2)),
        ("je n'ai pas de préférence", None),
        ("", None),
    ],
)
def test_wishes(text: str, wish: Wish | None) -> None:
    assert wish_in([text], NOW) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("décaler mon rendez-vous à vendredi matin", Wish(date(2026, 11, 27), date(2026, 11, 27), time(6), time(12))),
        ("le décaler de jeudi à vendredi", Wish(date(2026, 11, 27), date(2026, 11, 27))),
        ("mon rendez-vous de jeudi à neuf heures le mettre lundi", Wish(date(2026, 11, 30), date(2026, 11, 30))),
        ("le mettre à quinze heures", Wish(date(2026, 11, 26), date(2026, 11, 26), time(15), time(15, 30))),
        ("plutôt en fin de journée", Wish(earliest=time(16))),
        ("le repousser à la semaine d'après", Wish(date(2026, 11, 30), date(2026, 12, 6))),
        ("j'ai rendez-vous jeudi il faut le changer", None),
        ("mon rendez-vous de neuf heures", None),
        ("je ne peux pas vendredi", None),
        ("j'ai rendez-vous jeudi je ne suis pas là ce jour-là", None),
        ("décaler mon rendez-vous", None),
    ],
)
def test_to_when_the_appointment_of_thursday_at_nine_is_moved(text: str, wish: Wish | None) -> None:
    assert new_time([text], slot(26, 9), NOW) == wish


def test_the_second_reading_is_asked_when_the_first_says_nothing() -> None:
    assert wish_in(["vent ready", "vendredi"], NOW) == Wish(date(2026, 11, 27), date(2026, 11, 27))


def test_a_day_keeps_the_hours_and_hours_keep_the_day() -> None:
    morning, friday = Wish(latest=time(12)), Wish(date(2026, 11, 27), date(2026, 11, 27))
    both = Wish(date(2026, 11, 27), date(2026, 11, 27), latest=time(12))
    assert merged(morning, friday) == both
    assert merged(friday, morning) == both
    assert merged(both, Wish(weekday=2)) == Wish(latest=time(12), weekday=2)


def test_what_is_looked_for_instead_goes_from_near_to_any() -> None:
    wish = Wish(date(2026, 11, 27), date(2026, 11, 27), latest=time(12))
    assert loosened(wish) == (
        Wish(date(2026, 11, 27), date(2026, 11, 27)),
        Wish(date(2026, 11, 27), latest=time(12)),
        Wish(date(2026, 11, 27)),
        Wish(),
    )
    assert loosened(Wish()) == (Wish(),)


OFFERED = (slot(26, 14), slot(27, 9, 30))


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("le premier", 0),
        ("le deuxième s'il vous plaît", 1),
        ("euh plutôt vendredi", 1),
        ("jeudi", 0),
        ("le vingt-sept", 1),
        ("à quatorze heures", 0),
        ("neuf heures trente", 1),
        ("celui du matin", 1),
        ("l'après-midi c'est mieux", 0),
        ("lundi", None),
        ("jeudi matin", None),
        ("oui", None),
        ("la semaine prochaine", None),
        ("je ne sais pas", None),
        ("un matin", None),
        ("après dix heures", None),
        ("c'est pour lui dire deux mots", None),
        ("c'est ma première carte", None),
        ("on sera deux", None),
        ("et pour maman c'est bien pris jeudi", None),
        ("jeudi c'est bien", 0),
        ("le premier rendez-vous me convient", 0),
        ("numéro deux", 1),
    ],
)
def test_which_proposal_is_meant(text: str, which: int | None) -> None:
    assert picked(said(text), OFFERED, NOW) == (None if which is None else OFFERED[which])


def test_keys_pick_a_proposal() -> None:
    assert [picked(Answer(keys=key), OFFERED, NOW) for key in "123"] == [OFFERED[0], OFFERED[1], None]


def test_times_are_said_so_that_they_can_be_noted() -> None:
    assert say_slot(slot(24, 14).start, NOW) == "demain, mardi 24 novembre, à 14 heures"
    assert say_slot(slot(27, 9, 30).start, NOW) == "vendredi 27 novembre à 9 heures 30"
    assert say_slots([slot(27, 9, 30), slot(27, 14)], NOW)[1] == "le même jour à 14 heures"
    assert write_slot(slot(24, 14).start) == "mardi 24 novembre à 14 heures"
    assert say_slot(datetime(2027, 1, 5, 9, 0, tzinfo=PARIS), NOW).startswith("mardi 5 janvier")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("au nom de Jean Dupont", "Jean Dupont"),
        ("euh c'est madame martin", "Madame Martin"),
        ("je m'appelle zoé de la tour", "Zoé De La Tour"),
        ("wojcik je vous l'épelle w o j c i k", "Wojcik"),
        ("tran t r a n", "Tran"),
        ("lefebvre avec un b au milieu", "Lefebvre"),
        ("monsieur mathieu avec deux t", "Monsieur Mathieu"),
        ("perrot vous me connaissez", "Perrot"),
        ("non pas ça c'est perrot", "Perrot"),
        ("morel madame morel", "Madame Morel"),
        ("ah mon nom girard", "Girard"),
        ("g i r a r d", "Girard"),
        ("jeanne dupont d u p o n d", "Jeanne Dupond"),
        ("jeanne dupont s n c f", "Jeanne Dupont"),
        ("attendez je cherche mes lunettes", ""),
        ("non", ""),
        ("oui", ""),
        ("je ne sais pas", ""),
        ("alors je vais vous expliquer c'est ma fille qui viendra à ma place", ""),
    ],
)
def test_names(text: str, name: str) -> None:
    assert name_in(said(text), NOW) == name


@pytest.mark.parametrize(
    ("said_again", "before", "name"),
    [
        ("Lebrin", "Marcel Lebrun", "Marcel Lebrin"),
        ("Lebrin", "Lebrun Marcel", "Lebrin Marcel"),
        ("Fournier", "Marcel Lebrun", "Fournier"),
        ("Jean Lebrin", "Marcel Lebrun", "Jean Lebrin"),
        ("Lebrin", "Lebrun", "Lebrin"),
        ("Lebrin", UNNAMED, "Lebrin"),
        ("Lebrun", "Madame Lebrun", "Lebrun"),
    ],
)
def test_a_family_name_that_is_corrected_keeps_the_first_name(said_again: str, before: str, name: str) -> None:
    assert with_first_name(said_again, before) == name


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("sauf mercredi et jeudi", {2, 3}),
        ("jeudi je travaille", {3}),
        ("pas mercredi prochain", set()),
        ("pas jeudi 26 novembre", set()),
        ("pas demain", set()),
    ],
)
def test_days_of_the_week_that_never_suit(text: str, days: set[int]) -> None:
    assert excluded.weekdays(text, excluded.read(text, NOW).excluded) == days


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("deux rendez-vous un pour ma femme et un pour moi", "il m'en faut un aussi pour moi"),
        ("un rendez-vous pour ma femme et un pour mon fils", "il m'en faut un aussi pour mon fils"),
        ("je voudrais deux rendez-vous", "il m'en faut un deuxième"),
        ("un rendez-vous pour moi et pour ma femme", None),
        ("un rendez-vous pour moi", None),
    ],
)
def test_two_appointments_in_one_breath(text: str, second: str | None) -> None:
    found = second_of_two(text)
    assert (found.text if found else None) == second


@pytest.mark.parametrize(
    ("text", "change"),
    [("la date", "time"), ("c'est l'heure", "time"), ("mon nom est faux", "name"), ("le numéro de téléphone", "phone"),
     ("rien c'est bon", "nothing"), ("euh", None)],
)  # fmt: skip
def test_what_is_to_be_changed(text: str, change: str | None) -> None:
    assert corrected(said(text)) == change


def test_keys_say_what_is_to_be_changed() -> None:
    assert [corrected(Answer(keys=key)) for key in "12345"] == ["time", "name", "phone", "nothing", None]


@pytest.mark.parametrize(
    ("text", "first", "last", "wish"),
    [
        ("pas demain", 24, 24, None),
        ("pas cette semaine, celle d'après", 23, 29, None),
        ("non cette semaine je peux pas", 23, 29, None),
        ("je ne peux pas mardi", 24, 24, None),
        ("n'importe quand sauf mercredi et jeudi", 25, 26, None),
        ("pas le mercredi ni le jeudi", 25, 26, None),
        ("pas mercredi et jeudi ça va", 25, 25, Wish(date(2026, 11, 26), date(2026, 11, 26))),
        ("ni mardi ni mercredi", 24, 25, None),
        ("pas mercredi matin", 25, 25, None),
        ("ni mercredi le matin de préférence", 25, 25, Wish(earliest=time(6), latest=time(12))),
        ("je suis absent du 24 au 30", 24, 30, None),
        ("la semaine prochaine je suis en vacances", 30, None, None),
        ("demain je travaille mais jeudi c'est bon", 24, 24, Wish(date(2026, 11, 26), date(2026, 11, 26))),
    ],
)
def test_days_that_do_not_suit(text: str, first: int, last: int | None, wish: Wish | None) -> None:
    days = excluded.read(text, NOW).excluded
    assert days[0] == date(2026, 11, first)
    assert days[-1] == (date(2026, 11, last) if last else date(2026, 12, 6))
    assert wish_in([text], NOW) == wish


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("je rentre de vacances le cinq décembre", date(2026, 12, 5)),
        ("je reviens lundi", date(2026, 11, 30)),
        ("pas avant le dix décembre", date(2026, 12, 10)),
        ("pourquoi pas mardi", date(2026, 11, 24)),
        ("pas lundi plutôt mardi", date(2026, 11, 24)),
    ],
)
def test_what_is_wished_though_something_is_denied_or_told(text: str, first: date) -> None:
    wish = wish_in([text], NOW)
    assert not excluded.read(text, NOW).excluded
    assert wish is not None
    assert wish.first == first
