"""Real servers on loopback that take what the outbox sends, or refuse it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PASSWORD = "sesame"


@dataclass
class Mailbox:
    """What a mail server took, and what it answers instead of taking it."""

    taken: list[EmailMessage] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_data: str = "250 OK"
    to_quit: str = "221 Bye"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.to_data.startswith("250"):
            content = cast(bytes, envelope.content)
            self.taken.append(BytesParser(policy=default).parsebytes(content))
        return self.to_data

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self.to_quit


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"mairie", PASSWORD.encode())
    return AuthResult(success=right, handled=right)


class _AnyPort(Controller):
    """Port 0 is any free one: the library's own check of the server must knock at the one it got."""

    def _trigger_server(self) -> None:
        self.port = _port(self)
        super()._trigger_server()  # type: ignore[no-untyped-call]


def _port(controller: Controller) -> int:
    server: Any = controller.server
    return int(server.sockets[0].getsockname()[1])


@contextmanager
def mail_server(mailbox: Mailbox, login: bool = False) -> Iterator[int]:
    """A mail server; its port. `login`: it takes mail only from who logs in."""
    options: dict[str, Any] = (
        {"auth_required": True, "auth_require_tls": False, "authenticator": _authenticate} if login else {}
    )
    controller = _AnyPort(mailbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield _port(controller)
    finally:
        controller.stop()


@dataclass
class Gateway:
    """What an SMS gateway was sent, and what it answers."""

    code: int = 202
    answer: str = "{}"
    dawdles: bool = False
    """Its answer never ends."""
    posted: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def sms_gateway(gateway: Gateway) -> Iterator[str]:
    """A gateway; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            gateway.posted.append(json.loads(self.rfile.read(length)))
            gateway.headers.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(gateway.code)
            self.end_headers()
            self.wfile.write(gateway.answer.encode())
            with suppress(OSError):
                while gateway.dawdles:
                    self.wfile.write(b".")
                    time.sleep(0.02)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/send"
    finally:
        server.shutdown()
        server.server_close()
