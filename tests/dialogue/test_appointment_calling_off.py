"""Words that call off an appointment that is there."""

import pytest

from dialogue.flows.appointments import cancelling


@pytest.mark.parametrize(
    "text",
    [
        "annulez s'il vous plaît", "annulez-le", "je n'en veux pas d'autre", "non je ne veux pas d'autre date",
        "finalement ma fille s'en occupe", "j'en veux plus",
        "effacez mon rendez-vous", "je préfère l'annuler", "je ne peux pas annulez", "je ne viens pas il faut annuler",
        "annulez, pas besoin d'un autre", "je me désiste", "je laisse ma place", "je ne veux pas d'un autre jour",
    ],
)  # fmt: skip
def test_calls_it_off(text: str) -> None:
    assert cancelling.plainly_off([text])


@pytest.mark.parametrize(
    "text",
    [
        "surtout ne l'annulez pas",
        "surtout n'annulez rien",
        "ne me l'annulez surtout pas",
        "je n'ai pas dit d'annuler",
        "il n'est pas question de l'annuler",
        "je ne l'annule pas",
        "au lieu de l'annuler décalez-le",
        "on m'a annulé mon rendez-vous",
        "vous l'avez annulé",
        "si je l'annule je paie quelque chose",
        "vous n'avez pas d'autre date",
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
