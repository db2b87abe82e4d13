"""Words that call off an appointment that is there."""

import pytest

from dialogue.flows.appointments import cancelling


@pytest.mark.parametrize(
    "text",
    [
        "annulez s'il vous plaît", "annulez-le", "je n'en veux pas d'autre", "non je ne veux pas d'autre date",
        "finalement ma fille s'en occupe", "j'en veux plus",
    ],
)  # fmt: skip
def test_calls_it_off(text: str) -> None:
    assert cancelling.plainly_off([text])


@pytest.mark.parametrize(
    "text",
    [
        "surtout ne l'annulez pas",
        "le déplacer plutôt que d'annuler",
        "aucun des deux",
        "vendredi plutôt",
        "ma fille viendra à ma place",
    ],
)
def test_does_not(text: str) -> None:
    assert not cancelling.plainly_off([text])


def test_nothing_heard_calls_nothing_off() -> None:
    assert not cancelling.plainly_off([])
