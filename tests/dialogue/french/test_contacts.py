"""Numbers and addresses in an agent's message."""

import pytest

from dialogue.flows.followup.words import plain_message
from dialogue.french.contacts import masked_contacts, said_contacts


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Appelez le 0612345678.", "Appelez le 06 12 34 56 78."),
        ("Appelez le 01.23.45.67.89.", "Appelez le 01 23 45 67 89."),
        ("Appelez le +33 6 12 34 56 78.", "Appelez le 06 12 34 56 78."),
        ("Écrivez à voirie@mairie.fr.", "Écrivez à voirie, arobase, mairie, point, f r."),
        ("Voyez Mme Le Goff le 12.", "Voyez Mme Le Goff le 12."),
        ("Dossier 604 946, le 12 11 2026.", "Dossier 604 946, le 12 11 2026."),
        ("", ""),
    ],
)
def test_numbers_and_addresses_are_said_names_are_left(written: str, said: str) -> None:
    assert said_contacts(written) == said
    assert said_contacts(said) == said


def test_they_count_as_one_word() -> None:
    assert masked_contacts("Au 06 12 34 56 78 ou à a.b@c.fr.") == "Au numéro ou à adresse."
    nineteen = " ".join(["mot"] * 19)
    assert plain_message(f"{nineteen} 0612345678") == f"{nineteen} 06 12 34 56 78."
    assert plain_message(f"{nineteen} mot 0612345678") == ""
