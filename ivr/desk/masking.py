"""What an agent sees of telephone numbers: enough to tell two callers apart, not to ring them or to note them.

Whoever rings somebody back sees that number (kb/callbacks.py); the roles above see all of them.
"""

import re

import phonenumbers

from ivr.desk.showing import plain
from kb.accounts import Account

HIDDEN = "numéro masqué"
_DOT = "•"
_WRITTEN = re.compile(r"(?<!\d)(?:\+33[ .]?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
_SPOKEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ ,.]{1,2}\d){7,}(?!\d)")
_NUMBER_WORD = (
    r"(?:zéro|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|"
    r"trente|quarante|cinquante|soixante|cents?)"
)
_SPOKEN_WORDS = re.compile(rf"\b{_NUMBER_WORD}(?:[\s,.-]+(?:et\s+)?{_NUMBER_WORD}){{4,}}\b", re.IGNORECASE)
"""Five words of numbers in a row are no address and no age: a telephone number, or most of one."""


def written(number: str) -> str:
    """A number as people write it: "06 39 98 00 00"; as it is when it is none."""
    try:
        parsed = phonenumbers.parse(number, "FR")
    except phonenumbers.NumberParseException:
        return plain(number, 80)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if parsed.country_code == 33 else form.INTERNATIONAL)


def masked(number: str) -> str:
    """A number with its middle hidden: "06 •• •• •• 00"."""
    text = written(number)
    digits = sum(letter.isdigit() for letter in text)
    seen, hidden = 0, ""
    for letter in text:
        seen += letter.isdigit()
        hidden += letter if not letter.isdigit() or seen <= 2 or seen > digits - 2 else _DOT
    return hidden


def phone_for(account: Account, number: str) -> str:
    """A number as this account sees it; empty stays empty."""
    return written(number) if not number or account.may("responsable") else masked(number)


def text_for(account: Account, text: str) -> str:
    """Words of a call as this account sees them, safe to show: agents see no number dictated or read back."""
    text = plain(text)
    if account.may("responsable"):
        return text
    for pattern in (_WRITTEN, _SPOKEN_DIGITS, _SPOKEN_WORDS):
        text = pattern.sub(f"[{HIDDEN}]", text)
    return text
