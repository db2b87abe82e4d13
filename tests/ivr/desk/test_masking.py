from datetime import datetime

import pytest

from ivr.desk.masking import HIDDEN, masked, phone_for, text_for, written
from kb.accounts import Account, Role
from tests.ivr.desk.browsing import MORNING


def _account(role: Role) -> Account:
    created: datetime = MORNING
    return Account(1, "a.petit", "Anne Petit", role, False, True, created)


@pytest.mark.parametrize(
    ("number", "seen", "hidden"),
    [
        ("+33639980012", "06 39 98 00 12", "06 •• •• •• 12"),
        ("0639980012", "06 39 98 00 12", "06 •• •• •• 12"),
        ("+32470123456", "+32 470 12 34 56", "+32 ••• •• •• 56"),
        ("anonymous", "anonymous", "anonymous"),
        ("", "", ""),
    ],
)
def test_numbers(number: str, seen: str, hidden: str) -> None:
    assert written(number) == seen
    assert masked(number) == hidden
    assert phone_for(_account("agent"), number) == hidden
    assert phone_for(_account("responsable"), number) == seen


@pytest.mark.parametrize(
    "text",
    [
        "c'est le 06 39 98 00 12",
        "c'est le 0639980012 voilà",
        "C'est le 0 6, 3 9, 9 8, 0 0, 1 2.",
        "c'est le zéro six trente neuf quatre vingt dix huit zéro zéro douze",
        "c'est le zéro six, trente-neuf, quatre-vingt dix-huit, zéro zéro, douze",
    ],
)
def test_numbers_in_what_was_said_are_hidden_from_agents(text: str) -> None:
    shown = text_for(_account("agent"), text)
    assert HIDDEN in shown and "39" not in shown and "trente" not in shown
    assert text_for(_account("administrateur"), text) == text


@pytest.mark.parametrize(
    "text",
    ["au douze rue des Lilas", "j'ai quatre vingt douze ans", "dossier 472 915", "le 24 novembre 2026 à 9 h 30"],
)
def test_other_numbers_stay(text: str) -> None:
    assert text_for(_account("agent"), text) == text
