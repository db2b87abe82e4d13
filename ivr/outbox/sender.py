"""Takes messages from the outbox, one at a time, and notes what became of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from traceback import extract_tb
from typing import Protocol

import structlog

from ivr.config import Settings
from ivr.outbox.errors import SendError
from ivr.outbox.mail import MailRoute
from ivr.outbox.sms import SmsRoute
from kb.outbox import Channel, Message
from kb.store import Store

log = structlog.get_logger()


class Route(Protocol):
    """A way messages go."""

    def send(self, message: Message, at: datetime) -> None:
        """Send it. SendError when it was not taken."""


def routes(settings: Settings) -> dict[Channel, Route]:
    """The configured ways."""
    ways: dict[Channel, Route] = {}
    if settings.smtp.host:
        ways["email"] = MailRoute(settings.smtp, settings.town.name)
    if settings.sms.url:
        ways["sms"] = SmsRoute(settings.sms)
    return ways


@dataclass(frozen=True)
class Tally:
    """How a round went."""

    sent: int = 0
    failed: int = 0


def send_due(
    store: Store,
    ways: Mapping[Channel, Route],
    clock: Callable[[], datetime],
    rng: Random,
    stopped: Callable[[], bool] = lambda: False,
) -> Tally:
    """Send everything that is due, until nothing is or `stopped`. Raises StoreError.

    Messages are claimed one by one: a slow server must not outlive the lease of those that wait behind.
    """
    sent = failed = 0
    while ways and not stopped():
        claimed = store.outbox.claim(clock(), 1, tuple(ways))
        if not claimed:
            break
        message = claimed[0]
        try:
            ways[message.channel].send(message, clock())
        except SendError as error:
            failed += 1
            store.outbox.failed(message.id, clock(), str(error), permanent=error.permanent, rng=rng)
            # Not the sentence: servers repeat the recipient's address in it.
            log.warning("message not sent", message=message.id, code=error.code, permanent=error.permanent)
        except Exception as error:  # whatever one message breaks on must not hold up those behind it
            failed += 1
            kind = type(error).__name__
            place = extract_tb(error.__traceback__)[-1]
            reason = f"Erreur interne ({kind}) : le journal du programme dit où"
            store.outbox.failed(message.id, clock(), reason, permanent=False, rng=rng)
            # Not the error itself: an address that cannot be encoded is in its text.
            log.error("message not sent", message=message.id, error=kind, where=f"{place.filename}:{place.lineno}")
        else:
            sent += 1
            store.outbox.sent(message.id, clock())
            log.info("message sent", message=message.id, channel=message.channel)
    return Tally(sent, failed)
