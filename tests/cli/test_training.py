"""`models train`: the whole way in small, with real packages; what cannot be made is said in a sentence."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asr_models import catalogue
from asr_models.files import ModelError
from asr_models.training import recipe
from ivr import training
from ivr.cli.app import app
from ivr.trial import check


@pytest.mark.speech
def test_a_recognizer_is_made_from_packages_alone(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["models", "train", str(tmp_path), "--small", "--jobs", "1"])
    assert made.exit_code == 0, made.output
    assert f"{tmp_path / 'model'}: 35" in made.stdout and "pronunciations" in made.stdout
    check(tmp_path / "model")
    acoustic = tmp_path / "model" / "am" / "final.mdl"
    assert acoustic.stat().st_size == (catalogue.recognizer().folder / "am" / "final.mdl").stat().st_size


def test_without_its_libraries_training_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(training, "find_spec", lambda name: None if name == "torch" else find_spec(name))
    with pytest.raises(
        ModelError, match=r"Training needs torch: run `python -m pip install -r requirements-train\.txt`"
    ):
        training.wanted(small=True, hours=None, steps=None, seed=1)


def test_a_trunk_that_is_damaged_is_not_taught(tmp_path: Path) -> None:
    (tmp_path / "trunk.mdl").write_bytes(b"half a file")
    with pytest.raises(
        ModelError, match=r"trunk\.mdl is damaged: its SHA-256 is .*; delete it, and it is fetched again"
    ):
        recipe._trunk(tmp_path, lambda *_: None)
