"""Who may use the desk, and what their role lets them do."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from kb.clock import utc_stamp
from kb.database import Database, Row, Value, stamp
from kb.lockout import FORGOTTEN_AFTER, Attempts, failed, wait
from kb.passwords import LONGEST, SHORTEST, Objection, hashed, matches, objection

Role = Literal["agent", "responsable", "administrateur"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_LONGEST_FULL_NAME = 80


Reason = Objection | Literal["name-shape", "taken", "last-administrator", "role", "full-name"]
_SENTENCES: dict[Reason, str] = {
    "short": f"The password is too short: at least {SHORTEST} characters are needed.",
    "long": f"The password is too long: at most {LONGEST} characters.",
    "repeated": "The password repeats the same characters: take four words that have nothing to do with each other.",
    "name": "The password has the account's name in it: choose another.",
    "name-shape": "An account's name has 2 to 40 letters without accents, digits, dots or dashes, such as a.petit.",
    "taken": "An account of that name exists already: choose another name.",
    "last-administrator": "No administrator would be left who may log in: nothing was changed.",
    "role": "A role is one of agent, responsable, administrateur.",
    "full-name": "The name to show needs 1 to 80 characters.",
}


class AccountError(Exception):
    """An account cannot be made or changed so. `reason` tells why; the text is an English sentence for operators."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(_SENTENCES[reason])
        self.reason = reason


class WaitError(Exception):
    """Too many wrong passwords: nothing was looked at."""

    def __init__(self, remaining: timedelta) -> None:
        super().__init__(f"wait {remaining}")
        self.remaining = remaining


@dataclass(frozen=True)
class Account:
    """Somebody who may log in."""

    id: int
    name: str
    full_name: str
    role: Role
    must_change: bool
    active: bool
    created_at: datetime

    def may(self, role: Role) -> bool:
        """Whether this account has at least that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, name: str, full_name: str, role: str, password: str, at: datetime, must_change: bool = True) -> int:
        """Make an account; its id. AccountError when the name is taken or something is not accepted."""
        name = name.strip().lower()
        if not _NAME.fullmatch(name):
            raise AccountError("name-shape")
        record: Row = {
            "name": name, "full_name": _full_name(full_name), "role": _role(role),
            "password": _accepted(password, name),
            "must_change": int(must_change), "active": 1, "created_at": stamp(at), "updated_at": stamp(at),
        }  # fmt: skip
        with self._db.transaction():
            if self.by_name(name):
                raise AccountError("taken")
            return self._db.insert("accounts", record)

    def check(self, name: str, password: str, at: datetime) -> Account | None:
        """The account with that name and password, if it may log in; None counts as a failure.

        WaitError after too many failures: the password was not looked at, even if it is right.
        """
        name = name.strip().lower()[:100]
        remaining = wait(self._attempts(name), at)
        if remaining:
            raise WaitError(remaining)
        row = self._db.row("SELECT id, password, active FROM accounts WHERE name = ?", [name])
        right = matches(str(row["password"]) if row else "", password)
        if row is None or not right or not row["active"]:
            self._failed(name, at)
            return None
        self._db.run("DELETE FROM login_attempts WHERE name = ?", [name])
        return self.get(int(row["id"]))

    def has_password(self, account_id: int, password: str) -> bool:
        """Whether it is that account's password. For who is logged in already."""
        row = self._db.row("SELECT password FROM accounts WHERE id = ?", [account_id])
        return matches(str(row["password"]) if row else "", password)

    def set_password(self, account_id: int, password: str, at: datetime, must_change: bool) -> None:
        """Give a new password; all sessions of the account end. AccountError when it is not accepted."""
        stored = _accepted(password, self.get(account_id).name)
        changes: Row = {"password": stored, "must_change": int(must_change), "updated_at": stamp(at)}
        with self._db.transaction():
            self._db.update("accounts", account_id, changes)
            self._end_sessions(account_id)

    def change(self, account_id: int, full_name: str, role: str, active: bool, at: datetime) -> None:
        """Change who it is and what they may; their sessions end when their rights change.

        AccountError when no administrator would be left; LookupError for an unknown id.
        """
        changes: Row = {"full_name": _full_name(full_name), "role": _role(role), "active": int(active)}
        with self._db.transaction():
            before = self.get(account_id)
            self._db.update("accounts", account_id, changes | {"updated_at": stamp(at)})
            if not self.administrators():
                raise AccountError("last-administrator")
            if (before.role, before.active) != (role, active):
                self._end_sessions(account_id)

    def get(self, account_id: int) -> Account:
        """One account. LookupError for an unknown id."""
        row = self._db.row("SELECT * FROM accounts WHERE id = ?", [account_id])
        if row is None:
            raise LookupError(f"no account {account_id} in {self._db.path}")
        return _account(row)

    def by_name(self, name: str) -> Account | None:
        """The account that logs in with this name."""
        row = self._db.row("SELECT * FROM accounts WHERE name = ?", [name.strip().lower()])
        return _account(row) if row else None

    def all(self) -> list[Account]:
        """Every account, by name."""
        return [_account(row) for row in self._db.rows("SELECT * FROM accounts ORDER BY name")]

    def administrators(self) -> int:
        """How many administrators may log in."""
        row = self._db.row("SELECT count(*) AS n FROM accounts WHERE role = 'administrateur' AND active")
        return int(row["n"]) if row else 0

    def _end_sessions(self, account_id: int) -> None:
        self._db.run("DELETE FROM desk_sessions WHERE account_id = ?", [account_id])

    def _attempts(self, name: str) -> Attempts:
        row = self._db.row("SELECT failures, last_at FROM login_attempts WHERE name = ?", [name])
        return Attempts(int(row["failures"]), datetime.fromisoformat(row["last_at"])) if row else Attempts()

    def _failed(self, name: str, at: datetime) -> None:
        with self._db.transaction():
            self._db.run("DELETE FROM login_attempts WHERE last_at < ?", [utc_stamp(at - FORGOTTEN_AFTER)])
            now = failed(self._attempts(name), at.astimezone(UTC))
            values: list[Value] = [name, now.failures, utc_stamp(at)]
            self._db.run("INSERT OR REPLACE INTO login_attempts (name, failures, last_at) VALUES (?, ?, ?)", values)


def _role(role: str) -> str:
    if role not in ROLES:
        raise AccountError("role")
    return role


def _full_name(text: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST_FULL_NAME or not text.isprintable():
        raise AccountError("full-name")
    return text


def _accepted(password: str, name: str) -> str:
    refused = objection(password, name)
    if refused:
        raise AccountError(refused)
    return hashed(password)


def _account(row: Row) -> Account:
    return Account(
        row["id"], row["name"], row["full_name"], row["role"], bool(row["must_change"]), bool(row["active"]),
        datetime.fromisoformat(row["created_at"]),
    )  # fmt: skip
