"""Sessions of the desk: kept on the server, ended by idleness, by age, by log-out, and by a change of rights."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, new

from kb.clock import utc_stamp
from kb.database import Database

IDLE = timedelta(minutes=60)
"""An agent who was on the telephone so long logs in again."""
LONGEST = timedelta(hours=10)
"""A working day."""
_SEEN_EVERY = timedelta(minutes=1)
"""How often use is written down: a page costs no write."""


@dataclass(frozen=True)
class Session:
    """One browser that is logged in."""

    id: int
    account_id: int
    form_key: str
    created_at: datetime
    seen_at: datetime

    def alive(self, now: datetime) -> bool:
        """Whether it may still be used."""
        return now - self.seen_at <= IDLE and now - self.created_at <= LONGEST

    def form_token(self, nonce: str) -> str:
        """What a form of this session carries: it can be sent once, and by this session only."""
        return f"{nonce}.{self._signature(nonce)}"

    def nonce_of(self, token: str) -> str:
        """The nonce of a form's token; empty when this session did not make it."""
        nonce, _, signature = token.partition(".")
        return nonce if compare_digest(signature.encode(), self._signature(nonce).encode()) else ""

    def _signature(self, nonce: str) -> str:
        return new(self.form_key.encode(), nonce.encode(), sha256).hexdigest()


class DeskSessions:
    """The sessions of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def start(self, account_id: int, token: str, form_key: str, at: datetime) -> None:
        """Begin a session. `token` and `form_key` are secrets of at least 32 random bytes."""
        self._db.run("DELETE FROM desk_sessions WHERE created_at < ? OR seen_at < ?", _limits(at))
        times = {"created_at": utc_stamp(at), "seen_at": utc_stamp(at)}
        values = {"token_hash": _hash(token), "account_id": account_id, "form_key": form_key}
        self._db.insert("desk_sessions", values | times)

    def find(self, token: str, at: datetime, seen_now: bool = True) -> Session | None:
        """The living session with that token; None when there is none or it is over.

        `seen_now`: somebody did something; a page that asks by itself keeps no session alive.
        """
        row = self._db.row("SELECT * FROM desk_sessions WHERE token_hash = ?", [_hash(token)])
        if row is None:
            return None
        created, seen = datetime.fromisoformat(row["created_at"]), datetime.fromisoformat(row["seen_at"])
        session = Session(row["id"], row["account_id"], row["form_key"], created, seen)
        if not session.alive(at):
            self.end(session.id)
            return None
        if seen_now and at - seen >= _SEEN_EVERY:
            self._db.run("UPDATE desk_sessions SET seen_at = ? WHERE id = ?", [utc_stamp(at), session.id])
        return session

    def use_form(self, session: Session, nonce: str) -> bool:
        """Note that a form was sent; False when it was sent before. Belongs into the form's own transaction."""
        sql = "INSERT OR IGNORE INTO desk_forms_used (session_id, nonce) VALUES (?, ?)"
        return bool(self._db.run(sql, [session.id, nonce]))

    def free_form(self, session: Session, nonce: str) -> None:
        """A form that could not be handled may be sent again."""
        self._db.run("DELETE FROM desk_forms_used WHERE session_id = ? AND nonce = ?", [session.id, nonce])

    def end(self, session_id: int) -> None:
        """End a session. Ending it twice does nothing."""
        self._db.run("DELETE FROM desk_sessions WHERE id = ?", [session_id])


def _limits(at: datetime) -> list[str | int | float | None]:
    return [utc_stamp(at - LONGEST), utc_stamp(at - IDLE)]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
