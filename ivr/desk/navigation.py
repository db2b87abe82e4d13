"""The sections of the desk, as the menu shows them."""

from dataclasses import dataclass

from kb.accounts import Account, Role


@dataclass(frozen=True)
class Section:
    """An entry of the menu. `icon` is a symbol of static/icons.svg."""

    path: str
    name: str
    icon: str
    role: Role = "agent"


SECTIONS = (
    Section("/", "Aujourd'hui", "today"),
    Section("/appels", "Appels", "calls"),
    Section("/comptes", "Comptes", "accounts", "administrateur"),
    Section("/journal", "Journal", "audit", "responsable"),
)


def sections(account: Account) -> list[Section]:
    """Those the account may open."""
    return [each for each in SECTIONS if account.may(each.role)]
