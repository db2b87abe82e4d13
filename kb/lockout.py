"""How long somebody must wait after wrong passwords. Pure: the past and the clock are given.

A delay instead of a lock that only an administrator opens: whoever types a colleague's name all day must not shut them
out for good. Five free tries, then 30 s doubled up to 15 minutes, leave a stranger about 100 guesses a day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
"""Failures older than this count no more."""


@dataclass(frozen=True)
class Attempts:
    """Wrong passwords in a row, and when the last one was."""

    failures: int = 0
    last_at: datetime | None = None


def wait(attempts: Attempts, now: datetime) -> timedelta:
    """How much longer no password is looked at; zero when one may try."""
    if attempts.last_at is None or attempts.failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(attempts.failures - FREE_TRIES, 10)  # more would only be capped
    pause = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    return max(attempts.last_at + pause - now, timedelta(0))


def failed(attempts: Attempts, now: datetime) -> Attempts:
    """After one more wrong password."""
    forgotten = attempts.last_at is None or now - attempts.last_at > FORGOTTEN_AFTER
    return Attempts(1 if forgotten else attempts.failures + 1, now)
