"""E-mail to a real server on loopback."""

import socket
import threading
from contextlib import suppress

import icalendar
import pytest

from ivr.config import Smtp
from ivr.outbox.errors import SendError
from ivr.outbox.mail import MailRoute
from kb.store import Store
from tests.ivr.outbox.conftest import MORNING, Add
from tests.ivr.outbox.servers import PASSWORD, Mailbox, mail_server

CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nSUMMARY:é\r\nEND:VCALENDAR\r\n"


def route(port: int, **changes: object) -> MailRoute:
    values: dict[str, object] = {
        "host": "127.0.0.1", "port": port, "security": "none", "sender": "mairie@example.org", "timeout_s": 5,
    }  # fmt: skip
    return MailRoute(Smtp.model_validate(values | changes), "la mairie de Valbourg-les-Tilleuls")


def refusal(store: Store, add: Add, mailbox: Mailbox) -> SendError:
    with mail_server(mailbox) as port, pytest.raises(SendError) as error:
        route(port).send(store.outbox.get(add()), MORNING)
    assert mailbox.taken == []
    return error.value


def test_a_mail_arrives_with_its_headers_accents_and_calendar(store: Store, add: Add) -> None:
    mailbox = Mailbox()
    message = store.outbox.get(add(attachment=CALENDAR))
    with mail_server(mailbox) as port:
        route(port).send(message, MORNING)
    (mail,) = mailbox.taken
    assert mail["From"] == "la mairie de Valbourg-les-Tilleuls <mairie@example.org>"
    assert mail["To"] == "jean.dupont@example.org"
    assert mail["Subject"] == "Votre rendez-vous à la mairie"
    assert mail["Date"] == "Mon, 23 Nov 2026 10:05:00 +0100"
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_body(("plain",))
    assert body
    assert body.get_content().strip() == "Apportez une pièce d'identité."
    assert body["Content-Language"] == "fr"
    (attachment,) = mail.iter_attachments()
    assert (attachment.get_content_type(), attachment.get_filename()) == ("text/calendar", "rendez-vous.ics")
    assert attachment["Content-Type"].params["method"] == "PUBLISH"
    assert str(icalendar.Calendar.from_ical(attachment.get_content())["SUMMARY"]) == "é"


def test_a_message_tried_twice_has_one_message_id(store: Store, add: Add) -> None:
    mailbox = Mailbox()
    first, other = store.outbox.get(add()), store.outbox.get(add())
    with mail_server(mailbox) as port:
        for message in (first, first, other):
            route(port).send(message, MORNING)
    ids = [mail["Message-ID"] for mail in mailbox.taken]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@example.org>")


def test_the_server_wants_a_password(store: Store, add: Add) -> None:
    mailbox = Mailbox()
    message = store.outbox.get(add())
    with mail_server(mailbox, login=True) as port:
        route(port, user="mairie", password=PASSWORD).send(message, MORNING)
        assert len(mailbox.taken) == 1
        with pytest.raises(SendError, match="refuse l'envoi : 535") as error:
            route(port, user="mairie", password="faux").send(message, MORNING)
    assert not error.value.permanent
    assert "faux" not in str(error.value)


def test_an_unknown_recipient_is_for_good_and_a_full_box_is_not(store: Store, add: Add) -> None:
    unknown = refusal(store, add, Mailbox(to_recipient="550 no such user"))
    assert (str(unknown), unknown.permanent) == ("Le serveur refuse le destinataire : 550 no such user", True)
    assert not refusal(store, add, Mailbox(to_recipient="452 mailbox full")).permanent


def test_a_refused_text_is_for_good_and_a_greylisting_is_not(store: Store, add: Add) -> None:
    assert refusal(store, add, Mailbox(to_data="554 looks like spam")).permanent
    assert not refusal(store, add, Mailbox(to_data="451 try again later")).permanent


@pytest.mark.parametrize("good_bye", ["421 closing", "500 what?"])
def test_a_mail_that_was_taken_is_sent_whatever_comes_of_the_good_bye(store: Store, add: Add, good_bye: str) -> None:
    mailbox = Mailbox(to_quit=good_bye)
    with mail_server(mailbox) as port:
        route(port).send(store.outbox.get(add()), MORNING)
    assert len(mailbox.taken) == 1
    refused = refusal(store, add, Mailbox(to_recipient="550 no such user", to_quit=good_bye))
    assert (refused.permanent, refused.code) == (True, 550)


def test_a_server_that_dawdles_at_each_step_is_broken_off(store: Store, add: Add) -> None:
    with socket.create_server(("127.0.0.1", 0)) as slow:
        smtp = Smtp(host="127.0.0.1", port=slow.getsockname()[1], security="none", sender="m@example.org", timeout_s=30)
        done = threading.Event()

        def dawdle() -> None:
            connection, _ = slow.accept()
            with connection, suppress(OSError):
                while not done.wait(0.02):
                    connection.send(b"220-wait\r\n")

        thread = threading.Thread(target=dawdle)
        thread.start()
        try:
            with pytest.raises(SendError, match="ne prend pas le message") as error:
                MailRoute(smtp, "la mairie", longest_s=0.3).send(store.outbox.get(add()), MORNING)
        finally:
            done.set()
            thread.join()
    assert not error.value.permanent


def test_a_server_that_is_away_or_without_tls_is_not_for_good(store: Store, add: Add) -> None:
    message = store.outbox.get(add())
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(SendError, match=r"Le serveur 127\.0\.0\.1 ne prend pas le message") as error:
            route(nobody.getsockname()[1]).send(message, MORNING)
        assert not error.value.permanent
    mailbox = Mailbox()
    with mail_server(mailbox) as port, pytest.raises(SendError) as error:
        route(port, security="starttls").send(message, MORNING)
    assert not error.value.permanent
    assert mailbox.taken == []


@pytest.mark.parametrize("address", ["pas une adresse", "a@b@c", "deux@example.org, trois@example.org"])
def test_an_address_that_is_none_is_for_good(store: Store, add: Add, address: str) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port, pytest.raises(SendError, match="mis en forme") as error:
        route(port).send(store.outbox.get(add(to=address)), MORNING)
    assert error.value.permanent
    assert mailbox.taken == []
