"""Passwords: what is accepted, and how they are kept (argon2id)."""

from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
"""Characters. With the delay of kb.lockout more than the CNIL asks for (délibération 2022-100: 50 bits, or 8
characters of three kinds with restricted access)."""
LONGEST = 200
_KINDS_OF_CHARACTERS = 5
"""Fewer different characters than this are no password: "aaaaaaaaaaaa"."""

_hasher = PasswordHasher()  # argon2-cffi's defaults: RFC 9106, low memory (64 MiB, 3 passes)


@cache
def _nobody() -> str:
    return _hasher.hash("no account has this password")


Objection = Literal["short", "long", "repeated", "name"]


def objection(password: str, name: str) -> Objection | None:
    """Why a password is not accepted; None when it is."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if len(set(password)) < _KINDS_OF_CHARACTERS:
        return "repeated"
    return "name" if name and name.casefold() in password.casefold() else None


def hashed(password: str) -> str:
    """What is stored of a password. Takes about 50 ms, on purpose."""
    return _hasher.hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether it is the password. An empty `stored` (no such account) takes as long, and is False."""
    try:
        return _hasher.verify(stored or _nobody(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False
