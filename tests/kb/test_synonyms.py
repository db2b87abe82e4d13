from pathlib import Path

import pytest

from kb import synonyms
from kb.synonyms import SynonymsError


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "synonyms.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_files_own_synonyms_are_good() -> None:
    known = synonyms.load()
    assert len(known.meanings) >= 150
    assert ("mediathequ",) in known.meanings[("bibliothequ",)]


def test_plurals_accents_and_small_words_do_not_count(tmp_path: Path) -> None:
    known = synonyms.load(_file(tmp_path, '[synonymes]\n"Poubelles" = ["les ordures ménagères"]\n'))
    assert known.meanings == {("poubel",): (("ordur", "menager"),)}
    assert [word.letters for word in known.words] == ["poubelles"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[synonymes]\n"a" "b"\n', 2, "write each line as"),
        ('[synonymes]\npoubelle = ["déchets"\nverre = 1\n', 3, "write each line as"),
        ('[synonymes]\n"bac" = ["bac jaune"]\n"poubelle" = "déchets"\n', 3, "a list of texts is needed"),
        ('[synonymes]\n"poubelle" = []\n', 2, "a list of texts is needed"),
        ('[synonymes]\n"poubelle" = ["le", "bac"]\n', 2, "'le' has no word"),
        ('[synonymes]\n"le" = ["bac"]\n', 2, "'le' has no word"),
        ('[synonymes]\n"bac" = ["x"]\n"bacs" = ["y"]\n', 3, "is there already"),
        ('[synonymes]\n"bac" = ["x"]\n\n[autre]\n', 4, "autre is unknown"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    file = _file(tmp_path, text)
    with pytest.raises(SynonymsError, match=reason) as error:
        synonyms.load(file)
    assert str(error.value).startswith(f"{file}, line {line}: ")


def test_other_mistakes_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SynonymsError, match="no table"):
        synonyms.load(_file(tmp_path, ""))
    with pytest.raises(SynonymsError, match="cannot be read"):
        synonyms.load(tmp_path / "missing.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes('[synonymes]\n"fête" = ["bal"]\n'.encode("latin-1"))
    with pytest.raises(SynonymsError, match="UTF-8"):
        synonyms.load(latin)
