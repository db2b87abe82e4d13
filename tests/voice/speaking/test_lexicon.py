"""The file an agent edits."""

from pathlib import Path

import pytest

from voice.speaking.lexicon import LEXICON_FILE, LexiconError, lexicon, load_lexicon
from voice.speaking.pipeline import for_voice, speakable


def test_the_lexicon_in_the_tree_is_sound() -> None:
    found = load_lexicon(LEXICON_FILE)
    assert found.say["CNI"] == "C N I"
    assert found.abbreviations["av."] == "avenue"
    assert {"pièce", "pièces", "fois"} <= found.feminine


@pytest.mark.parametrize("word", list(lexicon().say))
def test_what_the_lexicon_says_needs_no_second_reading(word: str) -> None:
    said = speakable(word)
    assert said and speakable(said) == said


def test_what_is_for_the_voice_alone_is_not_shown() -> None:
    assert speakable("à Auxerre") == "à Auxerre"
    assert for_voice("à Auxerre et à Saint-Exupéry") == "à Aussère et à Sain-tegzupéri"


@pytest.mark.parametrize("short", list(lexicon().abbreviations))
def test_every_abbreviation_is_said_in_full(short: str) -> None:
    assert lexicon().abbreviations[short] in speakable(f"voici {short} Dupont")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[say]\nCNI = 3\n", '"CNI" in \\[say\\]'),
        ("[say\n", "cannot be read"),
        ("[sounds]\nAuxerre = []\n", '"Auxerre" in \\[sounds\\]'),
        ('[feminine]\nnouns = "photo"\n', "list of texts"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(LexiconError, match=told) as caught:
        load_lexicon(file)
    assert str(file) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"nowhere\.toml"):
        load_lexicon(tmp_path / "nowhere.toml")
