"""E-mail through the town's mail server."""

import smtplib
import socket
import ssl
from contextlib import closing, suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from ivr.config import Smtp
from ivr.outbox.deadline import cut_after
from ivr.outbox.errors import SendError
from kb.outbox import SENDING, Message

ATTACHMENT_NAME = "rendez-vous.ics"


class MailRoute:
    """The way of one configured mail server."""

    def __init__(self, smtp: Smtp, sender_name: str, longest_s: float = SENDING.total_seconds()) -> None:
        """`longest_s`: a sending that takes longer is broken off."""
        self._longest_s = longest_s
        self._smtp = smtp
        self._sender_name = sender_name

    def send(self, message: Message, at: datetime) -> None:
        """Give a message to the server, on a connection of its own. SendError when it was not taken."""
        try:
            mail = built(message, self._smtp.sender, self._sender_name, at)
        except (ValueError, MessageError) as error:
            raise SendError(f"Le message ne peut pas être mis en forme : {error}", permanent=True) from error
        try:
            self._hand_over(mail)
        except smtplib.SMTPRecipientsRefused as error:
            replies = list(error.recipients.values())
            raise SendError(
                f"Le serveur refuse le destinataire : {_reply(*replies[0])}",
                permanent=all(code >= 500 for code, _ in replies),
                code=replies[0][0],
            ) from error
        except smtplib.SMTPDataError as error:
            refused = _reply(error.smtp_code, error.smtp_error)
            raise SendError(
                f"Le serveur refuse le message : {refused}", permanent=error.smtp_code >= 500, code=error.smtp_code
            ) from error
        except smtplib.SMTPResponseException as error:  # sender, password: the operator can mend it
            refused = _reply(error.smtp_code, error.smtp_error)
            raise SendError(
                f"Le serveur {self._smtp.host} refuse l'envoi : {refused}", permanent=False, code=error.smtp_code
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise SendError(
                f"Le serveur {self._smtp.host} ne prend pas le message : {error}", permanent=False
            ) from error

    def _hand_over(self, mail: EmailMessage) -> None:
        smtp = self._smtp
        safe = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(timeout=smtp.timeout_s, context=safe)
            if smtp.security == "tls"
            else smtplib.SMTP(timeout=smtp.timeout_s)
        )
        # The name that TLS checks: smtplib notes it only when the constructor connects.
        server._host = smtp.host  # type: ignore[attr-defined]
        with closing(server), cut_after(self._longest_s, lambda: _cut(server)) as late:
            server.connect(smtp.host, smtp.port)
            if smtp.security == "starttls":
                server.starttls(context=safe)
            if smtp.user:
                server.login(smtp.user, smtp.password)
            if late.is_set():
                raise TimeoutError("it takes too long")
            server.send_message(mail)
            with suppress(smtplib.SMTPException, OSError):  # it is delivered, whatever comes of the good-bye
                server.quit()


def built(message: Message, sender: str, sender_name: str, at: datetime) -> EmailMessage:
    """The mail, as RFC 5322 wants it. ValueError for an address that is none.

    Its Message-ID is the same each time the message is tried: who gets it twice, after a crash, can tell.
    """
    mail = EmailMessage()
    mail["From"] = Address(sender_name, addr_spec=sender)
    mail["To"] = Address(addr_spec=message.recipient)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{reference(message)}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content(message.text)
    mail["Content-Language"] = "fr"  # after the content, which takes such headers away
    if message.attachment:
        method = {"method": "PUBLISH"}  # RFC 6047: the same as inside
        mail.add_attachment(
            message.attachment, subtype="calendar", filename=ATTACHMENT_NAME, params=method, cte="quoted-printable"
        )
    return mail


def reference(message: Message) -> str:
    """A name of the message that stays the same, also in another database of the same town."""
    return f"guichet-{message.created_at:%Y%m%d%H%M%S}-{message.id}"


def _cut(server: smtplib.SMTP) -> None:
    connection = server.sock
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _reply(code: int, text: bytes | str) -> str:
    spoken = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(spoken.split())[:200]}"
