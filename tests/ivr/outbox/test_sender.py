"""From the outbox to the servers and back: what is sent, tried again, given up, and never sent twice by itself."""

import threading
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
import structlog.testing

from ivr import background
from ivr.config import Folders, Settings, Sms, Smtp
from ivr.outbox.sender import Tally, routes, send_due
from kb.outbox import FAILED, GIVE_UP_AFTER, LEASE, SENT, WAITING
from kb.store import Store
from tests.ivr.outbox.conftest import MORNING, Add, Clock
from tests.ivr.outbox.servers import Gateway, Mailbox, mail_server, sms_gateway


def settings(port: int, url: str = "", folder: Path = Path()) -> Settings:
    smtp = Smtp(host="127.0.0.1", port=port, security="none", sender="mairie@example.org", timeout_s=5)
    return Settings(smtp=smtp, sms=Sms(url=url), folders=Folders(data=folder))


def test_everything_due_is_sent_once_by_its_own_way(store: Store, add: Add) -> None:
    mailbox, gateway, clock = Mailbox(), Gateway(), Clock()
    mail, sms = add(), add(channel="sms", to="+33639980000")
    later = add(not_before=MORNING + timedelta(days=1))
    with mail_server(mailbox) as port, sms_gateway(gateway) as url:
        ways = routes(settings(port, url))
        assert send_due(store, ways, clock, Random(1)) == Tally(sent=2)
        assert send_due(store, ways, clock, Random(1)) == Tally()
        assert [store.outbox.get(each).state for each in (mail, sms, later)] == [SENT, SENT, WAITING]
        clock.forward(days=1)
        assert send_due(store, ways, clock, Random(1)) == Tally(sent=1)
    assert (len(mailbox.taken), len(gateway.posted)) == (2, 1)


def test_without_a_way_a_message_waits(store: Store, add: Add) -> None:
    sms = add(channel="sms", to="+33639980000")
    assert routes(Settings()) == {}
    with mail_server(Mailbox()) as port:
        assert send_due(store, routes(settings(port)), Clock(), Random(1)) == Tally()
    assert store.outbox.get(sms).tries == 0


def test_a_temporary_refusal_is_tried_again_and_a_permanent_one_is_not(store: Store, add: Add) -> None:
    clock = Clock()
    number = add()
    with mail_server(Mailbox(to_data="451 busy")) as port:
        assert send_due(store, routes(settings(port)), clock, Random(1)) == Tally(failed=1)
    assert store.outbox.get(number).state == WAITING
    clock.forward(minutes=2)
    with mail_server(mailbox := Mailbox()) as port:
        assert send_due(store, routes(settings(port)), clock, Random(1)) == Tally(sent=1)
    assert (store.outbox.get(number).tries, len(mailbox.taken)) == (2, 1)
    lost = add()
    with mail_server(Mailbox(to_recipient="550 unknown")) as port:
        send_due(store, routes(settings(port)), clock, Random(1))
    assert store.outbox.get(lost).state == FAILED
    assert "550 unknown" in store.outbox.get(lost).last_error


def test_a_server_that_stays_away_is_given_up_after_days(store: Store, add: Add) -> None:
    clock, number = Clock(), add()
    with mail_server(Mailbox(to_data="451 busy")) as port:
        ways = routes(settings(port))
        while store.outbox.get(number).state == WAITING:
            send_due(store, ways, clock, Random(clock.now.toordinal()))
            clock.forward(hours=1)
    assert GIVE_UP_AFTER <= clock.now - MORNING <= GIVE_UP_AFTER + timedelta(hours=6)


def test_a_crash_between_sending_and_noting_sends_again_with_the_same_name(store: Store, add: Add) -> None:
    mailbox, clock = Mailbox(), Clock()
    number = add()
    with mail_server(mailbox) as port:
        ways = routes(settings(port))
        (claimed,) = store.outbox.claim(clock(), 1)
        ways["email"].send(claimed, clock())
        # The program dies here. The next one starts at once: it must wait for the lease.
        assert send_due(store, ways, clock, Random(1)) == Tally()
        clock.now += LEASE
        assert send_due(store, ways, clock, Random(1)) == Tally(sent=1)
    assert store.outbox.get(number).state == SENT
    assert len({mail["Message-ID"] for mail in mailbox.taken}) == 1


def test_a_message_that_breaks_the_program_does_not_hold_up_the_others(store: Store, add: Add) -> None:
    broken = add()
    sms = add(channel="sms", to="+33639980000")
    smtp = Smtp(host="127.0.0.1", sender="mairie@example.org", security="none", user="mairie", password="sésame")
    with mail_server(Mailbox(), login=True) as port, sms_gateway(Gateway()) as url:
        whole = Settings(smtp=smtp.model_copy(update={"port": port}), sms=Sms(url=url))
        assert send_due(store, routes(whole), Clock(), Random(1)) == Tally(sent=1, failed=1)
    assert store.outbox.get(sms).state == SENT
    assert (store.outbox.get(broken).state, store.outbox.get(broken).tries) == (WAITING, 1)
    assert store.outbox.get(broken).last_error.startswith("Erreur interne (UnicodeEncodeError)")


def test_residents_addresses_stay_out_of_the_log(store: Store, add: Add) -> None:
    address = "marie.inconnue@example.org"
    add(to=address), add(to="élodie@example.org")
    with structlog.testing.capture_logs() as logged, mail_server(Mailbox(to_recipient=f"550 <{address}>?")) as port:
        assert send_due(store, routes(settings(port)), Clock(), Random(1)) == Tally(failed=2)
    assert address in store.outbox.recent(5)[1].last_error
    first, second = (entry for entry in logged if entry["event"] == "message not sent")
    assert (first["code"], first["permanent"]) == (550, True)
    assert "inconnue" not in str(logged)
    assert "lodie" not in str(logged)
    assert "exc_info" not in second


def test_it_stops_between_two_messages(store: Store, add: Add) -> None:
    add(), add()
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(True)
        return len(asked) > 1

    with mail_server(Mailbox()) as port:
        assert send_due(store, routes(settings(port)), Clock(), Random(1), stopped) == Tally(sent=1)


def test_beside_the_calls_messages_leave_by_themselves(
    tmp_path: Path, store: Store, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "LOOK_EVERY_S", 0.01)
    number = add()
    taken = threading.Event()

    class Telling(Mailbox):
        async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]
            reply = await super().handle_DATA(server, session, envelope)
            taken.set()
            return reply

    with mail_server(Telling()) as port, background.beside(settings(port, folder=tmp_path), Clock(), Random(1)):
        assert taken.wait(30)
    assert store.outbox.get(number).state == SENT


def test_background_work_that_fails_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "next_wait", lambda previous, lived: 0.0)
    stop, lives = threading.Event(), []

    def work(stop: threading.Event) -> None:
        lives.append(1)
        if len(lives) < 3:
            raise OSError("port taken")
        stop.set()

    background.keep_running("test", work, stop)
    assert len(lives) == 3
