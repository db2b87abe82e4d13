"""Ticket numbers: six digits, short enough to say, with a check digit that catches a misheard one."""

import random
import re

from stdnum import damm

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
