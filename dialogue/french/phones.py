"""Telephone numbers as they are dictated: pairs, digits, hundreds, slips of the tongue, several breaths."""

import re
from collections.abc import Sequence

import phonenumbers
from phonenumbers import PhoneNumberFormat

from dialogue.french.dictation import Reading, readings

FRANCE = 33
FAR_FETCHED = 1.7
"""A valid number is taken only from a reading at most this much costlier than the likeliest: a dictation with
two digits too many is not cut to fit, nor one too short stretched twice. See the costs in `dictation`."""
WHOLE = 0.7
"""What being a valid number counts for when the likeliest reading is chosen: less than one number broken up."""


def phone_in(texts: Sequence[str]) -> str | None:
    """The telephone number that one utterance dictates, as E.164 ("+33612345678"); None when there is none.

    `texts` are the recognizer's alternatives, best first. Numbers are French unless said with "plus" or "zéro
    zéro" and another country's prefix. Of several ways to read the words ("soixante dix huit" is 78 or 60 18) one
    that makes a valid number is taken. Where `is_partial` is true as well, a dictation cut short is likelier.
    """
    found = phone_readings(texts)
    return found[0] if found else None


def phone_readings(texts: Sequence[str]) -> list[str]:
    """Every valid number that the alternatives can be read as, likeliest first, in E.164.

    More than one means that the words alone do not tell ("vingt quatre vingt" is 24 20 or 20 80).
    """
    ordered = sorted(texts, key=lambda text: not _is_whole((text,)))
    return list(dict.fromkeys(number for text in ordered for number in _valid((text,))))


def phone_in_parts(parts: Sequence[str]) -> str | None:
    """The number that successive utterances dictate together, else the last one dictated whole."""
    together = _valid(tuple(parts))
    if together:
        return together[0]
    return next((number for part in reversed(parts) if (number := phone_in([part]))), None)


def digits_in(text: str) -> str:
    """The digits of one utterance in their likeliest reading, "+" included; empty when it holds none."""
    return digits_in_parts((text,))


def digits_in_parts(parts: Sequence[str]) -> str:
    """The digits of successive utterances in their likeliest reading; a whole number in national form."""
    best = _likeliest(tuple(parts))
    number = _e164(best.digits) if best else None
    if number:
        return speak_phone(number).replace(" ", "")
    return best.digits if best else ""


def is_partial(texts: Sequence[str]) -> bool:
    """Whether an utterance, in the likeliest reading of every alternative, holds digits but no whole number."""
    return not any(_is_whole((text,)) for text in texts) and any(digits_in(text) for text in texts)


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
    if parsed is None or not re.match(r"\+|0", digits):
        return None
    if not phonenumbers.is_valid_number(parsed) and not is_fiction(parsed):
        return None
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.E164))


def is_fiction(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it is one of the numbers kept free for films and examples (Arcep's numbering plan)."""
    return number.country_code == FRANCE and re.fullmatch(_FICTION, str(number.national_number)) is not None


_FICTION = r"(?:19900|26191|35301|46571|53649|63998)\d{4}"


def _valid(parts: tuple[str, ...]) -> list[str]:
    found = readings(parts)
    if not found:
        return []
    likely = (reading for reading in found if reading.cost <= found[0].cost + FAR_FETCHED)
    return list(dict.fromkeys(number for reading in likely if (number := _e164(reading.digits))))


def _is_whole(parts: tuple[str, ...]) -> bool:
    best = _likeliest(parts)
    return best is not None and _e164(best.digits) is not None


def _likeliest(parts: tuple[str, ...]) -> Reading | None:
    found = [reading for reading in readings(parts) if reading.digits.strip("+")]
    return min(found, key=_oddity, default=None)


def _oddity(reading: Reading) -> float:
    """The cost of a reading, for digits that are to be (the beginning of) a telephone number.

    A French number begins with one 0 and has ten digits at most.
    """
    digits = reading.digits
    wrong_start = not re.match(r"\+|00?(?!0)", digits)
    abroad = digits.startswith(("+", "00"))
    too_long = not abroad and len(digits) > 10
    whole = (abroad or len(digits) == 10) and _e164(digits) is not None
    return reading.cost + 2.5 * wrong_start + 1.0 * digits.startswith("00") + 2.0 * too_long - WHOLE * whole
