"""What reaches the assistant of a resident's written words."""

import pytest

from ivr.simulation.text import as_heard


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Au 12, rue des Lilas.", "au douze rue des lilas"),
        ("C'est pour un PACS, au CCAS !", "c'est pour un pacs au ccas"),
        ("À 9h30 ? Le 24 décembre.", "à neuf heures trente le vingt-quatre décembre"),
        ("06 12 34 56 78", "zéro six douze trente-quatre cinquante-six soixante-dix-huit"),
        ("Sur le parking... euh, non : devant.", "sur le parking euh non devant"),
    ],
)
def test_words_alone_as_a_perfect_ear_writes_them(written: str, heard: str) -> None:
    assert as_heard(written) == heard
