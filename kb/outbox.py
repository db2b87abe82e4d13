"""Messages to send: kept until they are sent, tried again with growing pauses, given up after some days.

A sender claims messages for a while (a lease). A sender that crashes loses its lease by time alone, so that another
goes on after a restart, and two senders never hold the same message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Literal, get_args

from kb.clock import utc_stamp
from kb.database import Database, Row, stamp

Channel = Literal["email", "sms"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
WAITING, SENT, FAILED, WITHDRAWN = "à envoyer", "envoyé", "échoué", "annulé"
STATES = (WAITING, SENT, FAILED, WITHDRAWN)

SENDING = timedelta(minutes=5)
"""A sender breaks off a sending that takes longer."""
LEASE = 2 * SENDING
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
"""From the moment it was due. RFC 5321 (4.5.4.1) asks mail programs for four to five days: papers are due sooner."""
_TOO_LATE = "trop tard : le message n'avait plus d'objet"


@dataclass(frozen=True)
class Message:
    """A message and how far it is."""

    id: int
    call_id: int | None
    channel: Channel
    recipient: str
    subject: str
    text: str
    attachment: str
    """An iCalendar text, or empty."""
    about: str
    state: str
    created_at: datetime
    due_at: datetime
    next_try_at: datetime
    tries: int
    last_error: str
    sent_at: datetime | None


def pause(tries: int, rng: Random) -> timedelta:
    """How long to wait after so many failures: doubled each time up to a cap, then between half and all of it.

    The chance part keeps many messages that failed together from coming back together.
    """
    longest = min(FIRST_PAUSE * 2.0 ** min(tries - 1, 20), LONGEST_PAUSE)
    return longest * rng.uniform(0.5, 1.0)


class Outbox:
    """The messages of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(
        self,
        *,
        channel: Channel,
        to: str,
        subject: str,
        text: str,
        at: datetime,
        call_id: int | None,
        attachment: str = "",
        about: str = "",
        not_before: datetime | None = None,
        expires: datetime | None = None,
    ) -> int:
        """Keep a message to send; its id, committed unless a transaction is open.

        `to`: an e-mail address, or a number in E.164. `about`: a key by which it can be withdrawn. It is sent from
        `not_before` on (default: at once) and never after `expires`. ValueError for an unknown channel, an empty
        recipient or text, and for a line break in recipient or subject (it would forge mail headers).
        """
        if channel not in CHANNELS:
            raise ValueError(f"{channel!r} is no channel; choose one of {', '.join(CHANNELS)}")
        if not to.strip() or not text.strip():
            raise ValueError("a message needs a recipient and a text")
        if any(len(line.splitlines()) > 1 for line in (to, subject)):
            raise ValueError("a recipient and a subject are one line each")
        due = utc_stamp(not_before or at)
        record: Row = {
            "call_id": call_id,
            "channel": channel,
            "recipient": to.strip(),
            "subject": subject.strip(),
            "text": text,
            "attachment": attachment,
            "about": about,
            "state": WAITING,
            "created_at": stamp(at),
            "due_at": due,
            "next_try_at": due,
            "leased_until": "",
            "expires_at": utc_stamp(expires) if expires else "",
            "tries": 0,
            "last_error": "",
            "sent_at": "",
        }
        return self._db.insert("outbox", record)

    def claim(self, now: datetime, limit: int, channels: Sequence[Channel] = CHANNELS) -> list[Message]:
        """Messages to send now, the longest due first; no other sender gets them before the lease is over.

        What is too late to be of use is given up here.
        """
        moment = utc_stamp(now)
        marks = ", ".join("?" for _ in channels)
        with self._db.transaction():
            self._db.run(
                "UPDATE outbox SET state = ?, last_error = ? WHERE state = ? AND expires_at <> '' AND expires_at <= ?",
                [FAILED, _TOO_LATE, WAITING, moment],
            )
            rows = self._db.rows(
                "SELECT * FROM outbox WHERE state = ? AND next_try_at <= ? AND leased_until <= ? "
                f"AND channel IN ({marks}) ORDER BY due_at, id LIMIT ?",
                [WAITING, moment, moment, *channels, limit],
            )
            for row in rows:
                self._db.update("outbox", row["id"], {"leased_until": utc_stamp(now + LEASE)})
        return [_message(row) for row in rows]

    def sent(self, message_id: int, at: datetime) -> None:
        """It was taken by the server. LookupError for an unknown id."""
        done: Row = {"state": SENT, "sent_at": stamp(at), "leased_until": "", "last_error": ""}
        with self._db.transaction():
            self._db.update("outbox", message_id, done | {"tries": self.get(message_id).tries + 1})

    def failed(self, message_id: int, at: datetime, error: str, *, permanent: bool, rng: Random) -> None:
        """It could not be sent: tried again later, unless that is in vain. LookupError for an unknown id."""
        with self._db.transaction():
            message = self.get(message_id)
            hopeless = permanent or at - message.due_at >= GIVE_UP_AFTER
            changes: Row = {"tries": message.tries + 1, "last_error": error, "leased_until": ""}
            if message.state == WAITING:  # withdrawn meanwhile: not tried again
                changes["state"] = FAILED if hopeless else WAITING
                changes["next_try_at"] = utc_stamp(at + pause(message.tries + 1, rng))
            self._db.update("outbox", message_id, changes)

    def retry(self, message_id: int, at: datetime) -> None:
        """An agent wants it tried again now. LookupError for an unknown id.

        ValueError when it was sent, was withdrawn (what it says no longer holds), or is being sent now.
        """
        with self._db.transaction():
            state = self.get(message_id).state
            if state == SENT:
                raise ValueError(f"message {message_id} was sent already")
            if state == WITHDRAWN:
                raise ValueError(f"message {message_id} was withdrawn: what it says no longer holds")
            if self._db.row("SELECT 1 FROM outbox WHERE id = ? AND leased_until > ?", [message_id, utc_stamp(at)]):
                raise ValueError(f"message {message_id} is being sent now; look at it again in a few minutes")
            again: Row = {"state": WAITING, "due_at": utc_stamp(at), "next_try_at": utc_stamp(at), "leased_until": ""}
            self._db.update("outbox", message_id, again | {"tries": 0, "expires_at": ""})

    def withdraw(self, about: str) -> int:
        """What is not sent yet about this is never sent; how many messages that were."""
        return self._db.run(
            "UPDATE outbox SET state = ? WHERE about = ? AND about <> '' AND state = ?", [WITHDRAWN, about, WAITING]
        )

    def get(self, message_id: int) -> Message:
        """One message. LookupError for an unknown id."""
        row = self._db.row("SELECT * FROM outbox WHERE id = ?", [message_id])
        if row is None:
            raise LookupError(f"no message {message_id} in {self._db.path}")
        return _message(row)

    def recent(self, limit: int, state: str | None = None) -> list[Message]:
        """The latest messages, newest first; only those in one state when given."""
        rows = self._db.rows(
            "SELECT * FROM outbox WHERE ?1 IS NULL OR state = ?1 ORDER BY id DESC LIMIT ?2", [state, limit]
        )
        return [_message(row) for row in rows]

    def about(self, about: str) -> list[Message]:
        """Everything about a key, oldest first."""
        return [_message(row) for row in self._db.rows("SELECT * FROM outbox WHERE about = ? ORDER BY id", [about])]

    def of_call(self, call_id: int) -> list[Message]:
        """The messages of one call, oldest first."""
        return [_message(row) for row in self._db.rows("SELECT * FROM outbox WHERE call_id = ? ORDER BY id", [call_id])]


def _message(row: Row) -> Message:
    times = {name: datetime.fromisoformat(row[name]) for name in ("created_at", "due_at", "next_try_at")}
    sent = datetime.fromisoformat(row["sent_at"]) if row["sent_at"] else None
    kept = {name: value for name, value in row.items() if name not in ("leased_until", "expires_at")}
    return Message(**(kept | times | {"sent_at": sent}))
