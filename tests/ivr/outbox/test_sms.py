"""Text messages to a real gateway on loopback."""

import socket

import pytest

from ivr.config import ConfigError, Sms, load
from ivr.outbox.errors import SendError
from ivr.outbox.sms import SmsRoute
from kb.outbox import Message
from kb.store import Store
from tests.ivr.outbox.conftest import MORNING, Add
from tests.ivr.outbox.servers import Gateway, sms_gateway

TOKEN = "clé-secrète-42".encode("ascii", "ignore").decode()


@pytest.fixture
def message(store: Store, add: Add) -> Message:
    return store.outbox.get(add(channel="sms", to="+33639980000", text='Rendez-vous "jeudi" {14 h}'))


def test_the_payload_is_the_documented_one(message: Message) -> None:
    gateway = Gateway()
    with sms_gateway(gateway) as url:
        SmsRoute(Sms(url=url, token=TOKEN, sender="Mairie")).send(message, MORNING)
    reference = gateway.posted[0]["reference"]
    assert gateway.posted == [
        {"to": "+33639980000", "from": "Mairie", "text": 'Rendez-vous "jeudi" {14 h}', "reference": reference}
    ]
    assert gateway.headers[0]["authorization"] == f"Bearer {TOKEN}"
    assert gateway.headers[0]["content-type"] == "application/json"


def test_headers_and_fields_are_the_gateways_own(message: Message) -> None:
    gateway = Gateway()
    with sms_gateway(gateway) as url:
        fields = {"recipient": "tel:{to}", "message": "{text}", "key": "{token}"}
        SmsRoute(Sms(url=url, token=TOKEN, headers={"X-Key": "{token}"}, payload=fields)).send(message, MORNING)
    assert gateway.posted == [{"recipient": "tel:+33639980000", "message": 'Rendez-vous "jeudi" {14 h}', "key": TOKEN}]
    assert gateway.headers[0]["x-key"] == TOKEN
    assert "authorization" not in gateway.headers[0]


def test_the_reference_is_the_same_at_each_try(message: Message) -> None:
    gateway = Gateway()
    with sms_gateway(gateway) as url:
        for _ in range(2):
            SmsRoute(Sms(url=url)).send(message, MORNING)
    assert gateway.posted[0] == gateway.posted[1]


@pytest.mark.parametrize(
    ("code", "permanent"),
    [(400, True), (422, True), (413, True), (401, False), (403, False), (404, False), (408, False), (429, False),
     (500, False), (503, False), (302, False)],
)  # fmt: skip
def test_what_a_refusal_means(message: Message, code: int, permanent: bool) -> None:
    gateway = Gateway(code, f'{{"error": "not you, {TOKEN}"}}')
    with sms_gateway(gateway) as url, pytest.raises(SendError) as error:
        SmsRoute(Sms(url=url, token=TOKEN)).send(message, MORNING)
    assert error.value.permanent == permanent
    assert str(error.value).startswith(f"La passerelle SMS refuse le message : {code}")
    assert TOKEN not in str(error.value)


def test_an_answer_that_never_ends_is_broken_off(message: Message) -> None:
    with sms_gateway(Gateway(202, dawdles=True)) as url:
        SmsRoute(Sms(url=url)).send(message, MORNING)
    refusing = Gateway(400, answer="", dawdles=True)
    with sms_gateway(refusing) as url, pytest.raises(SendError) as error:
        SmsRoute(Sms(url=url, timeout_s=0.2)).send(message, MORNING)
    assert (error.value.code, error.value.permanent) == (400, True)


def test_a_gateway_that_is_away_is_not_for_good(message: Message) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/?key={TOKEN}"
        with pytest.raises(SendError, match="ne répond pas") as error:
            SmsRoute(Sms(url=url, token=TOKEN)).send(message, MORNING)
    assert not error.value.permanent
    assert TOKEN not in str(error.value)


def test_a_template_with_an_unknown_field_stops_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_SMS__PAYLOAD", '{"to": "{phone}"}')
    with pytest.raises(ConfigError, match=r"sms\.payload.*to has braces that are no field; use only \{reference\}"):
        load()
