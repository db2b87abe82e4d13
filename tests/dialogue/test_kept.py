"""What the classifier learned, kept on disk."""

from pathlib import Path

import numpy as np
import pytest

from dialogue.understanding.classifier import Classifier
from dialogue.understanding.examples import Example

TAUGHT = (
    Example("lampe", "le lampadaire est en panne"),
    Example("lampe", "il n'y a plus de lumière dans la rue"),
    Example("trou", "il y a un trou dans la chaussée"),
    Example("trou", "la route est défoncée"),
)
KEYWORDS = {"lampe": ("réverbère",)}


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_is_read_back_is_what_was_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Classifier(TAUGHT, KEYWORDS)
    Classifier(TAUGHT, KEYWORDS, tmp_path / "kept")
    monkeypatch.setattr(Classifier, "_learn", None)  # it must not be needed
    again = Classifier(TAUGHT, KEYWORDS, tmp_path / "kept")
    for text in ("un trou devant chez moi", "la lumière de la rue", "bonjour"):
        assert np.array_equal(fresh.scores(text), again.scores(text))


def test_another_sentence_is_learned_and_the_older_file_thrown_away(tmp_path: Path) -> None:
    Classifier(TAUGHT, KEYWORDS, tmp_path)
    before = files(tmp_path)
    more = Classifier((*TAUGHT, Example("trou", "un nid de poule")), KEYWORDS, tmp_path)
    assert len(files(tmp_path)) == 1
    assert files(tmp_path) != before
    assert more.scores("un nid de poule").argmax() == more.labels.index("trou")


def test_a_damaged_file_is_learned_anew(tmp_path: Path) -> None:
    Classifier(TAUGHT, KEYWORDS, tmp_path)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", b"nonsense", whole[: len(whole) // 2]):
        kept.write_bytes(damaged)
        assert Classifier(TAUGHT, KEYWORDS, tmp_path).scores("un trou").max() > 0.3
        assert kept.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Classifier(TAUGHT, KEYWORDS, blocked / "kept").scores("un trou").max() > 0.3
