"""Ticket numbers: six digits, short enough to say, with a check digit that catches a misheard one."""

import random
import re
from dataclasses import dataclass
from typing import Literal

from stdnum import damm

from kb.database import Database, StoreError

Kind = Literal["report", "appointment", "registration", "participation"]
"""What a ticket number stands for."""
_TRIES = 200  # with 19 in 20 numbers taken, 200 tries still find a free one in 99.996 % of cases

_SHAPE = re.compile(r"[1-9][0-9]{5}")
_SPACES = re.compile(r"\s+")


def new_ticket(rng: random.Random) -> str:
    """A ticket number, perhaps one already given: 90 000 are possible.

    It never starts with 0, which would be lost in speech. The last digit is Damm's, which catches every
    single wrong digit and every swap of neighbours (Damm, Total anti-symmetrische Quasigruppen, 2004).
    """
    digits = str(rng.randint(10_000, 99_999))
    return digits + str(damm.calc_check_digit(digits))


def compact(text: str) -> str:
    """A ticket number without the spaces people put: "472 915" gives "472915"."""
    return _SPACES.sub("", text)


def is_ticket(text: str) -> bool:
    """Whether a text can be a ticket number, spaces aside."""
    digits = compact(text)
    return bool(_SHAPE.fullmatch(digits)) and bool(damm.is_valid(digits))


def grouped(ticket: str) -> str:
    """A ticket number as it is written and said: "472 915"."""
    return f"{ticket[:3]} {ticket[3:]}"


@dataclass(frozen=True)
class TicketHolder:
    """What a ticket number was given to."""

    kind: Kind
    record_id: int


def free_ticket(database: Database, rng: random.Random, kind: Kind, record_id: int) -> str:
    """A number nothing else has, kept for this record; for use inside the transaction that stores the record.

    Numbers are unique over all kinds, since callers say nothing but the number. StoreError when almost none is left.
    """
    for _ in range(_TRIES):
        number = new_ticket(rng)
        sql = "INSERT OR IGNORE INTO tickets (number, kind, record_id) VALUES (?, ?, ?)"
        if database.run(sql, [number, kind, record_id]):
            return number
    raise StoreError(f"The database {database.path} has almost no free ticket number left; archive old reports.")


def holder(database: Database, text: str) -> TicketHolder | None:
    """What a number was given to, spaces aside; None when it was given to nothing."""
    row = database.row("SELECT kind, record_id FROM tickets WHERE number = ?", [compact(text)])
    return TicketHolder(row["kind"], row["record_id"]) if row else None
