from pathlib import Path

import pytest

from dialogue.french.phrase_files import PhraseFileError
from dialogue.manners import load
from dialogue.temper import only_angry

KNOWN = load()


@pytest.mark.parametrize(
    "text",
    [
        "connard",
        "vous êtes des incapables",
        "Vous êtes vraiment nuls.",
        "espèce d'idiot",
        "mais quel idiot",
        "rue des lilas bande d'abrutis",
        "allez vous faire voir",
        "ferme ta gueule",
        "pauvre con",
        "vous êtes vraiment des cons",
        "vous êtes quand même tous des incapables",
        "robot de merde",
        "je vais venir vous casser la gueule",
        "on va venir tout casser chez vous",
    ],
)
def test_insults_are_heard(text: str) -> None:
    assert KNOWN.insult([text])


@pytest.mark.parametrize(
    "text",
    [
        "il y a des imbéciles qui se garent sur le trottoir",
        "des voleurs ont pris le banc",
        "un petit voleur a pris mon vélo",
        "le lampadaire est nul part",
        "c'est nul",
        "il y a de la merde de chien partout",
        "vous êtes vraiment gentille pas comme ces imbéciles",
        "la rue du conseil",
        "un béton bon à rien casser",
        "j'ai perdu mes papiers merde alors",
        "vous allez vous casser la gueule sur ce trottoir",
        "on se casse la gueule sur vos trottoirs",
        "vous êtes une grosse mairie ou une petite",
        "",
    ],
)
def test_what_is_said_of_others_is_no_insult(text: str) -> None:
    assert not KNOWN.insult([text])


def test_what_else_was_said_is_kept() -> None:
    assert KNOWN.without("rue des Lilas, espèce d'idiot") == "rue des lilas"
    assert KNOWN.without("c'est à l'école, connards !") == "c'est à l'école"
    assert KNOWN.without("connard") == ""
    assert KNOWN.without("t'es qu'une sale machine de merde") == ""


@pytest.mark.parametrize("text", ["c'est inadmissible", "y en a marre de ces poubelles", "Je suis furieuse, madame !"])
def test_anger_is_heard(text: str) -> None:
    assert KNOWN.angry([text])
    assert not KNOWN.insult([text])


def test_nothing_is_no_anger() -> None:
    assert not KNOWN.angry([])
    assert not KNOWN.insult([])
    assert not KNOWN.angry(["un lampadaire est en panne"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[insult]\nalways = 3", "insult.always must be a list"),
        ("[insult", "cannot be read"),
        ('[insult]\nalways = ["a"]\nnames = ["!"]', "insult.names must be a list"),
    ],
)
def test_a_broken_file_names_itself_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "manners.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PhraseFileError, match=message) as raised:
        load(file)
    assert "manners.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("stop j'en ai assez", True),
        ("j'en ai marre de vos questions", True),
        ("oui j'en ai marre", False),
        ("j'en ai marre du bruit", False),
        ("j'en ai assez deux personnes", False),
        ("je vais porter plainte", False),
        ("personne ne fait rien", False),
        ("stop", False),
    ],
)
def test_anger_alone_says_nothing_else(text: str, *, alone: bool) -> None:
    assert only_angry(text) is alone
