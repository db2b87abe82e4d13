"""Telephone numbers as they are dictated: pairs, digits, hundreds, slips of the tongue, several breaths."""

import re
from collections.abc import Sequence

import phonenumbers
from phonenumbers import PhoneNumberFormat

from dialogue.french.dictation import Reading, readings

FRANCE = 33
FAR_FETCHED = 2.5
"""A valid number is taken only from a reading at most this much costlier than the likeliest: a dictation with
two digits too many is not cut to fit, nor one too short stretched. See the costs in `dictation`."""


def phone_in(texts: Sequence[str]) -> str | None:
    """The telephone number dictated in successive utterances, as E.164 ("+33612345678"); None when incomplete.

    Numbers are French unless said with "plus" or "zéro zéro" and another country's prefix. Of several ways to
    read the words ("soixante dix huit" is 78 or 60 18), the likeliest that is a valid number. For alternatives
    of one utterance call it with each.
    """
    found = phone_readings(texts)
    return found[0] if found else None


def phone_readings(texts: Sequence[str]) -> list[str]:
    """Every valid number that the utterances can be read as, likeliest first, in E.164.

    More than one means that the words alone do not tell ("vingt quatre vingt" is 24 20 or 20 80).
    """
    together = _valid(tuple(texts))
    if together or len(texts) < 2:
        return together
    # Said once more from the start: the last whole number counts.
    return next((alone for text in reversed(texts) if (alone := _valid((text,)))), [])


def digits_in(text: str) -> str:
    """The digits of one utterance in their likeliest reading, "+" included; empty when it holds none."""
    return digits_so_far((text,))


def digits_so_far(texts: Sequence[str]) -> str:
    """The digits dictated until now: a whole number in national form when there is one, else what was read."""
    valid = phone_readings(texts)
    if valid:
        return speak_phone(valid[0]).replace(" ", "")
    found = [reading for reading in readings(tuple(texts)) if reading.digits.strip("+")]
    return min(found, key=_oddity).digits if found else ""


def is_partial(texts: Sequence[str]) -> bool:
    """Whether digits were dictated but not yet a whole number."""
    return not phone_readings(texts) and bool(digits_so_far(texts))


def speak_phone(number: str) -> str:
    """A number in E.164 as it is dialled in France: "+33612345678" → "06 12 34 56 78".

    Another country's number keeps its prefix ("+32 2 555 12 12"). What is no number comes back as it is.
    """
    parsed = _parsed(number)
    if parsed is None:
        return number
    national = parsed.country_code == FRANCE
    style = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, style))


def _parsed(digits: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, "FR")
    except phonenumbers.NumberParseException:
        return None


def _e164(digits: str) -> str | None:
    # "+33 (0)6 …" is said with its zero by many.
    parsed = _parsed(re.sub(r"^(\+|00)330", r"\g<1>33", digits))
    if parsed is None or not re.match(r"\+|0", digits) or not phonenumbers.is_valid_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.E164))


def _valid(texts: tuple[str, ...]) -> list[str]:
    found = readings(texts)
    if not found:
        return []
    likely = (reading for reading in found if reading.cost <= found[0].cost + FAR_FETCHED)
    return list(dict.fromkeys(number for reading in likely if (number := _e164(reading.digits))))


def _oddity(reading: Reading) -> float:
    """The cost of a reading that is not whole: a French number begins with 0 and has ten digits at most."""
    digits = reading.digits
    wrong_start = not re.match(r"\+|00?(?!0)", digits)
    too_long = not digits.startswith(("+", "00")) and len(digits) > 10
    return reading.cost + 2.5 * wrong_start + 1.0 * digits.startswith("00") + 2.0 * too_long
