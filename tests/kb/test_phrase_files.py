"""Files of expressions: what is checked, and what "…", "*" and "#" stand for."""

from pathlib import Path

import pytest

from kb.phrase_files import PhraseFileError, lists, pattern_of


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('wish = ["un"]\nwhich = ["deux"]\n', r"deeds\.toml: which is unknown; use only wish, more\.again\."),
        ('wihs = ["un"]\n[more]\nagain = []\n', r"deeds\.toml: wish must be a list.*; wihs is unknown\."),
        ('wish = ["un"]\nmore = ["deux"]\n', r"more\.again must be a list"),
        ('wish = [""]\n', r"wish must be a list"),
        ("wish = [\n", r"deeds\.toml cannot be read"),
    ],
)
def test_a_slip_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "deeds.toml"
    file.write_text(text if "which" not in text else text + '[more]\nagain = ["encore"]\n', "utf-8")
    with pytest.raises(PhraseFileError, match=message) as raised:
        lists(file, "wish", "more.again")
    assert "\n" not in str(raised.value)


def test_the_lists_of_tables_too(tmp_path: Path) -> None:
    file = tmp_path / "deeds.toml"
    file.write_text('wish = ["un"]\n[more]\nagain = ["encore un"]\n', "utf-8")
    assert lists(file, "more.again", "wish") == {"more.again": ["encore un"], "wish": ["un"]}


@pytest.mark.parametrize(
    ("phrase", "said", "found"),
    [
        ("quelle heure … ferm*", "a quelle heure ferme la piscine", True),
        ("quelle heure … ferm*", "a quelle heure la piscine d ete municipale fermait", True),
        ("quelle heure … ferm*", "a quelle heure il vient chez moi pour le portail ferme", False),
        ("sonn* … la mairie", "sonnent toute la nuit a cote de la mairie", False),
        ("demand* … argent", "il m a demande de l argent", True),
        ("est …", "est", False),
        ("# euro*", "c est 30 euros", True),
        ("# euro*", "des euros", False),
        ("rue", "la ruelle", False),
        ("trompé* de jour", "je me suis trompee de jour", True),
        ("trompé* de jour", "je me suis trompee", False),
        ("plein* d'eau", "la cave est pleine d eau", True),
    ],
)
def test_what_an_expression_finds(phrase: str, said: str, found: bool) -> None:
    assert (pattern_of([phrase]).search(said) is not None) is found


def test_no_expression_is_found_nowhere() -> None:
    assert pattern_of([]).search("") is None
