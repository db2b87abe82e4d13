"""Lists of expressions read by name: a slip in a file is one sentence that names the file and the key."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from dialogue.french import phrase_files
from dialogue.french.phrase_files import PhraseFileError
from dialogue.french.phrases import Phrase


@dataclass(frozen=True)
class Words:
    """One of each kind, in another order than the file's."""

    around: frozenset[Phrase]
    refused: re.Pattern[str]


KEYS = {"refused": "refus", "around": "autour"}


def written(folder: Path, text: str) -> Path:
    """A file with this text."""
    file = folder / "words.toml"
    file.write_text(text, "utf-8")
    return file


def test_each_list_goes_to_the_field_of_its_name(tmp_path: Path) -> None:
    found = phrase_files.words(Words, written(tmp_path, 'refus = ["pas du tout"]\nautour = ["merci bien"]\n'), KEYS)

    assert found.around == {("merci", "bien")}
    assert found.refused.search("non pas du tout")
    assert not found.refused.search("merci bien")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('refus = ["pas"]\n', "autour must be a list"),
        ('refus = ["pas"]\nautour = ["merci"]\nautuor = ["merci"]\n', "autuor is unknown"),
        ('refus = ["pas"]\nautuor = ["merci"]\n', "autuor is unknown"),
    ],
)
def test_a_missing_or_misspelt_key_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(PhraseFileError) as refused:
        phrase_files.words(Words, written(tmp_path, text), KEYS)

    assert named in str(refused.value)
    assert "words.toml" in str(refused.value)


def test_a_field_without_its_key_never_passes_in_silence(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="around"):
        phrase_files.words(Words, written(tmp_path, 'refus = ["pas"]\n'), {"refused": "refus"})
