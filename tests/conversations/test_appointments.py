"""Conversations about appointments that a script cannot hold: numbers known only afterwards, races, other desks."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import icalendar
import pytest

from dialogue.actions import Sentence
from dialogue.events import Utterance
from ivr.config import Folders, Settings, Sms, Smtp
from ivr.conversations import Conversations
from kb.appointments import Appointment, Context
from kb.clock import PARIS
from kb.importers.desks import import_desks
from kb.outbox import WAITING, WITHDRAWN
from kb.store import Store
from tests.booking import book_passport
from tests.conversations.clock import MORNING
from tests.conversations.conftest import MOBILE, Talk
from tests.conversations.transcript import Transcript, hold

PHONE = "+33612345678"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with Store.open(data / "guichet.db") as opened:
        yield opened


@pytest.fixture
def booked(store: Store) -> Appointment:
    return book_passport(store, MORNING, name="Jean Dupont", phone=PHONE, documents=("une photo",))


def sending(data: Path, *lines: str, caller: str = MOBILE, **channels: bool) -> Transcript:
    """A conversation in a town that sends messages."""
    settings = Settings(
        folders=Folders(data=data),
        sms=Sms(url="https://sms.example.org/") if channels.get("sms") else Sms(),
        smtp=Smtp(host="mail.example.org", sender="mairie@example.org") if channels.get("email") else Smtp(),
    )
    return hold(Conversations(settings, lambda: MORNING, Random(1)), lines, caller)


def test_a_number_that_is_said_finds_the_appointment_from_any_telephone(talk: Talk, booked: Appointment) -> None:
    spoken = " ".join(booked.ticket)
    said = talk(f"je voudrais annuler mon rendez-vous {spoken}", "oui", caller="0698765432")
    assert "10 heures 20, pour un passeport. Voulez-vous annuler ce rendez-vous ?" in said.said(1)
    assert "Votre rendez-vous est annulé." in said.said(2)


def test_a_number_that_is_keyed_finds_it(talk: Talk, booked: Appointment, store: Store) -> None:
    talk("je voudrais décaler mon rendez-vous", f"[dtmf {booked.ticket}]", "vendredi matin", "le premier", "oui")
    moved = store.appointments.get(booked.id)
    assert (moved.state, moved.start) == ("déplacé", datetime(2026, 11, 27, 9, 0, tzinfo=PARIS))


def test_a_cancelled_appointment_is_said_to_be(talk: Talk, booked: Appointment, store: Store) -> None:
    store.appointments.cancel(booked.id, MORNING)
    said = talk("je voudrais décaler mon rendez-vous", f"[dtmf {booked.ticket}]")
    assert "Ce rendez-vous est déjà annulé." in said.said()


def test_of_several_appointments_the_check_tells_which(talk: Talk, booked: Appointment, store: Store) -> None:
    desk = store.desks.get("etat_civil")
    assert desk
    other = store.appointments.book(
        desk, store.appointments.offers(desk, MORNING)[0], Context(motive="un PACS", procedure="pacs"),
        phone=PHONE, name="Jean Dupont", call_id=None, at=MORNING, rng=Random(4),
    )  # fmt: skip
    talk("annuler mon rendez-vous", "c'est pour le pacs", "oui", caller=MOBILE)
    assert store.appointments.get(other.id).state == "annulé"
    assert store.appointments.get(booked.id).state == "réservé"


@pytest.mark.parametrize("guess", ["la semaine prochaine", "le matin", "cette semaine"])
def test_what_anybody_could_guess_is_no_check(talk: Talk, booked: Appointment, guess: str) -> None:
    said = talk("c'est quand mon rendez-vous", guess, caller=MOBILE)
    assert "10 heures 20" not in said.all_said


def test_a_motive_that_was_renamed_since_is_still_a_check(talk: Talk, booked: Appointment, store: Store) -> None:
    store.database.run("UPDATE appointments SET motive = 'un titre de voyage'")
    assert "10 heures 20" in talk("c'est quand mon rendez-vous", "c'est pour un passeport", caller=MOBILE).said()


def test_a_time_that_goes_meanwhile_is_proposed_anew_and_nothing_asked_twice(data: Path, store: Store) -> None:
    settings = Settings(folders=Folders(data=data))
    held = Conversations(settings, lambda: MORNING, Random(1)).begin("test", MOBILE)
    held.conversation.open()
    for line in ("je voudrais un rendez-vous pour un passeport", "le premier", "oui", "Dupont"):
        held.conversation.hear(Utterance.typed(line))
    desk = store.desks.get("titres")
    assert desk
    first = store.appointments.offers(desk, MORNING)[0]
    store.appointments.book(desk, first, Context(), phone="", name="Un autre", call_id=None, at=MORNING, rng=Random(9))
    reply = held.conversation.hear(Utterance.typed("oui"))
    said = " ".join(sentence.text for sentence in reply.sentences)
    assert "quelqu'un vient de prendre cette date" in said
    assert "10 heures 40, ou le même jour à 13 heures 30" in said
    held.conversation.hear(Utterance.typed("le premier"))
    reply = held.conversation.hear(Utterance.typed("oui"))
    assert "C'est réservé" in " ".join(sentence.text for sentence in reply.sentences)
    held.store.close()


def test_what_is_said_of_a_caller_is_never_kept_as_a_prompt(data: Path) -> None:
    held = Conversations(Settings(folders=Folders(data=data)), lambda: MORNING, Random(1)).begin("test", MOBILE)
    held.conversation.open()
    sentences: list[Sentence] = []
    for line in ("je voudrais un rendez-vous pour un passeport", "le premier", "oui", "Zéphyrine Quatrevaux", "oui"):
        sentences += held.conversation.hear(Utterance.typed(line)).sentences
    assert any("Quatrevaux" in sentence.text for sentence in sentences)
    own = ("Quatrevaux", "24 novembre", "06 12 34 56 78", "numéro de dossier. ")
    assert not [each for each in sentences if each.fixed and any(word in each.text for word in own)]
    held.store.close()


# ---------------------------------------------------------------- messages

BOOKING = ("je voudrais un rendez-vous pour un passeport jeudi", "le premier", "oui", "Dupont", "oui", "non merci")
"""Booked; what to bring is not asked for."""


def test_cancelling_withdraws_the_reminder(data: Path, store: Store) -> None:
    sending(data, *BOOKING, "oui", "annuler mon rendez-vous", "non", sms=True)
    assert [message.state for message in store.outbox.recent(9)] == [WAITING] * 2
    sending(data, "annuler mon rendez-vous", "pour un passeport", "oui", sms=True)
    assert [message.state for message in store.outbox.recent(9)] == [WITHDRAWN] * 2


def test_moving_sends_the_new_date_and_moves_the_reminder(data: Path, store: Store) -> None:
    sending(data, *BOOKING, "oui", sms=True)
    reminder, confirmation = store.outbox.recent(9)
    store.outbox.sent(confirmation.id, MORNING)
    sending(data, "décaler mon rendez-vous", "pour un passeport", "lundi prochain", "le premier", "oui", sms=True)
    later, changed = store.outbox.recent(2)
    assert store.outbox.get(reminder.id).state == WITHDRAWN
    assert "lundi 30 novembre" in changed.text
    assert later.due_at == datetime(2026, 11, 29, 10, 0, tzinfo=PARIS)


def test_an_appointment_of_tomorrow_before_the_hour_of_reminders_has_one_only_when_it_is_not_past(
    data: Path, store: Store
) -> None:
    sending(data, *(line.replace(" jeudi", "") for line in BOOKING), "oui", sms=True)
    assert len(store.outbox.recent(9)) == 1


def test_an_email_brings_the_calendar_entry(data: Path, store: Store) -> None:
    address = "jean point dupont arobase orange point fr"
    said = sending(data, *BOOKING, "oui", address, "oui", email=True)
    assert "par e-mail" in said.said(6)
    confirmation = store.outbox.recent(2)[-1]
    assert (confirmation.channel, confirmation.recipient) == ("email", "jean.dupont@orange.fr")
    event: Any
    (event,) = icalendar.Calendar.from_ical(confirmation.attachment).walk("VEVENT")
    assert event["DTSTART"].dt == datetime(2026, 11, 26, 13, 30, tzinfo=PARIS)
    assert str(event["LOCATION"]) == "à la mairie, au rez-de-chaussée"


def test_the_confirmation_holds_what_to_bring_when_it_was_told(data: Path, store: Store) -> None:
    asked = "je voudrais un rendez-vous jeudi pour le passeport de ma fille de douze ans il est périmé"
    told = ("le premier", "oui", "Dupont", "oui", "oui", "non merci", "c'est bon merci", "oui")
    said = sending(data, asked, *told, sms=True)
    assert "liste par SMS" not in said.all_said
    confirmation = store.outbox.recent(2)[-1]
    assert "À apporter :\n- l'ancien passeport de l'enfant\n- une photo d'identité" in confirmation.text


def test_another_time_at_the_offer_of_a_message_is_what_is_sent(data: Path, store: Store) -> None:
    said = sending(data, *BOOKING, "finalement lundi matin", "le premier", "oui", "oui", sms=True)
    assert "Voulez-vous recevoir la date par SMS" in said.said(-2)
    assert "lundi 30 novembre à 9 heures" in store.outbox.recent(2)[-1].text


# ---------------------------------------------------------------- who was checked, and papers told before


def test_one_check_is_enough_for_a_call(talk: Talk, booked: Appointment, store: Store) -> None:
    said = talk(
        "c'est quand mon rendez-vous", "c'est pour un passeport", "je voudrais le décaler à vendredi matin",
        "le premier", "oui", "finalement lundi après-midi", "le premier", "oui", "et annulez-le", "oui", caller=MOBILE,
    )  # fmt: skip
    assert said.all_said.count("Pour vérifier") == 1
    assert [each.state for each in store.appointments.history(booked.id)] == ["réservé", "déplacé", "déplacé", "annulé"]


def test_another_appointment_is_checked_on_its_own(talk: Talk, booked: Appointment, store: Store) -> None:
    desk = store.desks.get("etat_civil")
    assert desk
    store.appointments.book(
        desk, store.appointments.offers(desk, MORNING)[0], Context(motive="un PACS", procedure="pacs"),
        phone=PHONE, name="Jean Dupont", call_id=None, at=MORNING, rng=Random(4),
    )  # fmt: skip
    said = talk(
        "c'est quand mon rendez-vous", "c'est pour un passeport", "annuler mon rendez-vous pour le pacs", caller=MOBILE
    )
    assert "Pour vérifier" in said.said()


def test_a_cancelled_appointment_is_not_moved_by_a_day_said_afterwards(talk: Talk, booked: Appointment) -> None:
    said = talk(
        "annuler mon rendez-vous", "c'est pour un passeport", "oui", "finalement jeudi après-midi", caller=MOBILE
    )
    assert "Je peux vous proposer" not in said.said()


def test_a_case_that_is_corrected_is_the_one_kept(talk: Talk, store: Store) -> None:
    talk(
        "je voudrais un rendez-vous pour un passeport périmé", "le premier", "oui", "Dupont", "oui", "oui",
        "c'est pour moi", "en fait c'est pour mon fils de douze ans", caller=MOBILE,
    )  # fmt: skip
    (kept,) = store.appointments.upcoming(PHONE, MORNING)
    assert kept.context.case == "petit_renouvellement"
    assert "l'ancien passeport de l'enfant" in kept.context.documents


# ---------------------------------------------------------------- another tool

EXTERNAL = """
[desk.titres]
name = "le service des titres"
place = "à la mairie"
hours = "Mo-Fr 09:00-12:00"
slot_minutes = 20
motives = [{ label = "un passeport", words = ["passeport"], procedure = "passeport" }]
link = "https://rdv.example.org/prendre?motif={procedure}&objet={motive}"
"""


def test_where_the_town_has_its_own_tool_the_link_is_sent(data: Path, store: Store) -> None:
    file = data / "desks.toml"
    file.write_text(EXTERNAL, "utf-8")
    import_desks(store, file)
    said = sending(data, "je voudrais un rendez-vous pour un passeport", "oui", sms=True)
    assert "Ce rendez-vous se prend sur le site internet." in said.said(1)
    (message,) = store.outbox.recent(9)
    assert "https://rdv.example.org/prendre?motif=passeport&objet=un%20passeport" in message.text
    assert store.database.row("SELECT count(*) AS n FROM appointments") == {"n": 0}


def test_without_messages_the_own_tool_means_a_person(data: Path, store: Store) -> None:
    file = data / "desks.toml"
    file.write_text(EXTERNAL, "utf-8")
    import_desks(store, file)
    said = sending(data, "je voudrais un rendez-vous pour un passeport")
    assert "Voulez-vous qu'un agent vous rappelle ?" in said.said(1)


def test_a_full_desk_means_a_person(data: Path, store: Store) -> None:
    file = data / "desks.toml"
    file.write_text(EXTERNAL.replace("Mo-Fr", "2020 Jan 01").partition("link =")[0], "utf-8")
    import_desks(store, file)
    said = sending(data, "je voudrais un rendez-vous pour un passeport")
    assert "Je n'ai plus aucune date libre pour ce rendez-vous." in said.said(1)
    assert "Voulez-vous qu'un agent vous rappelle ?" in said.said(1)


def test_papers_asked_later_in_the_call_belong_to_the_booking_and_move_with_it(talk: Talk) -> None:
    booked = ("je voudrais un rendez-vous pour un passeport", "le premier", "oui", "Madame Lebrun", "oui", "non")
    papers = ("quels papiers pour renouveler mon passeport périmé", "oui", "oui", "oui", "non", "non", "non")
    moved = ("je voudrais déplacer mon rendez-vous à jeudi", "le premier", "oui")
    transcript = talk(*booked, *papers, *moved, caller=MOBILE)
    appointment = transcript.stored["appointment"]
    assert appointment["start"].startswith("2026-11-26")
    assert appointment["context"]["case"] == "majeur_renouvellement"
    assert "votre ancien passeport" in appointment["context"]["documents"]
