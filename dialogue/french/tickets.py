"""Ticket numbers as they are said: in groups, in pairs, digit by digit, corrected."""

from collections.abc import Sequence

from dialogue.french.dictation import readings
from dialogue.french.numbers import numbers_in
from kb.tickets import is_ticket

FAR_FETCHED = 1.85
"""A right number is taken only from a reading at most this much costlier than the likeliest; see `dictation`."""
LENGTH = 6


def ticket_in(texts: Sequence[str]) -> str | None:
    """The ticket number that one utterance says, six digits without spaces; None when there is none.

    `texts` are the recognizer's alternatives, best first. Of all ways to read the words, the likeliest whose
    check digit is right is taken: a number misheard in the first alternative is often right in another. Four in a
    thousand said in threes without a pause ("quatre cent soixante cinq cent …") have two right readings:
    `ticket_readings` gives both, and the store knows which was given.
    """
    found = ticket_readings(texts)
    return found[0] if found else None


def ticket_readings(texts: Sequence[str]) -> list[str]:
    """Every right ticket number that the alternatives can be read as, those of the first one first."""
    return list(dict.fromkeys(digits for text in texts for digits in _right(text)))


def ticket_digits(texts: Sequence[str]) -> str:
    """The digits said in their likeliest reading, right or not: to tell a wrong number from none at all."""
    for text in texts:
        likely = _likely(text)
        six = next((digits for digits in likely if len(digits) == LENGTH), None)
        if likely:
            return six or likely[0]
    return ""


def _right(text: str) -> list[str]:
    return [digits for digits in _likely(text) if is_ticket(digits)]


def _likely(text: str) -> list[str]:
    """The digits of each likely reading, the cheapest first; as one number ("… mille …") before all."""
    whole = [str(number.value) for number in numbers_in(text) if len(str(number.value)) == LENGTH]
    found = [reading for reading in readings((text,)) if reading.digits.strip("+")]
    return [*whole, *(reading.digits for reading in found if reading.cost <= found[0].cost + FAR_FETCHED)]
