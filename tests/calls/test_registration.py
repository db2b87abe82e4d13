"""Registering to a PBX: refused first, it tries again, and says when it is known."""

import socket

import pytest

from tests.calls.process import answering

pytestmark = pytest.mark.sip


def headers_of(request: str) -> dict[str, str]:
    lines = request.split("\r\n\r\n")[0].split("\r\n")[1:]
    return {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def reply(request: str, status: str) -> bytes:
    found = headers_of(request)
    lines = [
        f"SIP/2.0 {status}",
        *(f"{name}: {found[name.lower()]}" for name in ("Via", "From", "Call-ID", "CSeq")),
        f"To: {found['to']};tag=registrar",
    ]
    if "contact" in found and status.startswith("200"):
        lines.append(f"Contact: {found['contact']};expires=300")
    return ("\r\n".join(lines) + "\r\nContent-Length: 0\r\n\r\n").encode()


def test_it_registers_after_a_refusal_and_unregisters_at_the_end() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as registrar:
        registrar.bind(("127.0.0.1", 0))
        registrar.settimeout(8)

        def answer(status: str) -> str:
            data, sender = registrar.recvfrom(4096)
            registrar.sendto(reply(data.decode(), status), sender)
            return data.decode()

        pbx = f"127.0.0.1:{registrar.getsockname()[1]}"
        with answering(behaviour="echo", registrar=pbx) as (hall, _):
            first = answer("503 Service Unavailable")
            assert first.startswith(f"REGISTER sip:{pbx} ") and "mairie@" in headers_of(first)["to"]
            assert hall.expect("registration")["registered"] is False
            answer("200 OK")
            assert hall.expect("registration")["registered"] is True
            hall.tell("stop")
            assert "expires=0" in answer("200 OK").lower().replace("expires: 0", "expires=0")
            assert hall.wait() == 0
