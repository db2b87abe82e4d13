"""Telephone numbers and e-mail addresses inside a text that somebody wrote: how they are said."""

from collections.abc import Callable

import phonenumbers

from dialogue.french.emails import TYPED, speak_email
from dialogue.french.phones import speak_phone


def said_contacts(text: str) -> str:
    """The text with each number in groups of digits ("06 12 34 56 78") and each address in its pieces."""
    return _with(text, speak_phone, speak_email)


def masked_contacts(text: str) -> str:
    """The text with one word for each number and address: how long it is for the ear does not count them."""
    return _with(text, lambda _: "numéro", lambda _: "adresse")


def _with(text: str, phone: Callable[[str], str], email: Callable[[str], str]) -> str:
    text = TYPED.sub(lambda found: email(found[0]), text)
    for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, "FR"))):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        text = text[: match.start] + phone(number) + text[match.end :]
    return text
