from pathlib import Path

import pytest

from dialogue.french.answers import echoes, yes_no
from dialogue.french.courtesies import load, only, read
from dialogue.french.phrase_files import PhraseFileError


@pytest.mark.parametrize(
    "text",
    [
        "non merci, c'est très aimable, bonne fin de journée",
        "très bien, je vous laisse",
        "ce sera tout, je vous remercie, au revoir madame",
        "bon ben merci beaucoup, salut",
    ],
)
def test_a_farewell_with_politeness_around_it(text: str) -> None:
    said = read(text)
    assert said.leaves
    assert not said.rest


@pytest.mark.parametrize(
    "text",
    [
        "la piscine est ouverte jusqu'à demain",
        "je voulais dire au revoir au maire, c'est possible",
        "c'est à la prochaine rue",
        "le pot d'au revoir de l'institutrice est quel jour",
    ],
)
def test_no_farewell(text: str) -> None:
    assert not read(text).leaves


def test_the_other_words_are_kept_as_they_were_said() -> None:
    assert read("non merci, l'école est fermée, au revoir").rest == "l'école est fermée"


@pytest.mark.parametrize("text", ["c'est bon, j'ai pris mon calepin", "voilà, j'ai un stylo, allez-y madame"])
def test_ready_to_write(text: str) -> None:
    assert only(text, "ready", "back")


def test_something_else_is_said_too() -> None:
    assert not only("c'est noté mais je n'ai pas l'adresse", "noted")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("c'est noté, merci", "C'est noté ?"),
        ("il est déjà tombé", "Le poteau est-il tombé ?"),
        ("rappelez-moi à ce numéro", "Peut-on vous rappeler à ce numéro, si besoin ?"),
    ],
)
def test_the_words_of_the_question_are_a_yes(text: str, asked: str) -> None:
    assert echoes(text, asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("c'est noté mais pas tout", "C'est noté ?"),
        ("ce n'est pas noté", "C'est noté ?"),
        ("il va peut-être tomber", "Le poteau est-il tombé ?"),
        ("c'est", "C'est noté ?"),
        ("le poteau de la rue Pasteur", "Le poteau est-il tombé ?"),
    ],
)
def test_other_words_are_not(text: str, asked: str) -> None:
    assert not echoes(text, asked)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("non, c'est parfait comme ça", False),
        ("très bien", True),
        ("ah non, il tient, c'est juste la lampe", False),
        ("d'accord, merci beaucoup madame, vous êtes bien gentille", True),
        ("pas de souci", True),
        ("non non, pas de problème", False),
    ],
)
def test_praise_is_polite_beside_a_no(text: str, answer: bool) -> None:
    assert yes_no(text) is answer


@pytest.mark.parametrize(
    ("text", "message"),
    [("chose = 3", "chose must be a list"), ("chose = [", "cannot be read"), ('chose = ["a"]', "demande")],
)
def test_a_broken_file_names_itself_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "courtesies.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PhraseFileError, match=message) as raised:
        load(file)
    assert "courtesies.toml" in str(raised.value)
