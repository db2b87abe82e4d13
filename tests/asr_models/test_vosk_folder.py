"""What a model can do is read from its files."""

from pathlib import Path

import pytest

from asr_models import installer
from asr_models.files import ModelError
from asr_models.vosk_folder import Traits, traits_of


def model(folder: Path, settings: str, *files: str) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    (folder / "conf").mkdir(exist_ok=True)
    (folder / ("conf/mfcc.conf" if "am/final.mdl" in files else "mfcc.conf")).write_text(settings, "utf-8")
    return folder


DYNAMIC = ("am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst")
STATIC = ("am/final.mdl", "graph/HCLG.fst")


def test_the_built_in_one() -> None:
    assert traits_of(installer.built_in_recognizer().folder) == Traits(grammar=True, rate=16000, upsamples=True)


@pytest.mark.parametrize(
    ("settings", "files", "traits"),
    [
        ("--allow-upsample=true", DYNAMIC, Traits(True, 16000, True)),
        ("--allow_upsample # as it is read, too", STATIC, Traits(False, 16000, True)),
        ("--allow-upsample=false\n--sample-frequency=16000", STATIC, Traits(False, 16000, False)),
        ("# --allow-upsample=true", DYNAMIC, Traits(True, 16000, False)),
        ("--sample-frequency=8000", DYNAMIC, Traits(True, 8000, False)),
        ("", ("final.mdl", "HCLr.fst", "Gr.fst"), Traits(True, 16000, False)),
        ("", (*DYNAMIC, "graph/HCLG.fst"), Traits(False, 16000, False)),
    ],
)
def test_models_of_others(tmp_path: Path, settings: str, files: tuple[str, ...], traits: Traits) -> None:
    assert traits_of(model(tmp_path, settings, *files)) == traits


@pytest.mark.parametrize(
    ("traits", "line", "fed"),
    [
        (Traits(True, 16000, True), 8000, 8000),
        (Traits(True, 16000, False), 8000, 16000),
        (Traits(True, 16000, False), 16000, 16000),
        (Traits(True, 8000, False), 8000, 8000),
        (Traits(True, 8000, False), 16000, 16000),
    ],
)
def test_the_rate_that_a_model_is_fed(traits: Traits, line: int, fed: int) -> None:
    assert traits.fed(line) == fed


@pytest.mark.parametrize(
    ("files", "settings", "said"),
    [
        ((), "", r"holds no Vosk model: am/final\.mdl is missing\."),
        (("am/final.mdl", "graph/HCLr.fst"), "", "neither HCLG.fst nor HCLr.fst and Gr.fst are in"),
        (
            STATIC,
            "--sample-frequency=high",
            r"mfcc\.conf cannot be read \(.*\): it is not the settings of a Vosk model\.",
        ),
    ],
)
def test_what_is_no_model(tmp_path: Path, files: tuple[str, ...], settings: str, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        traits_of(model(tmp_path, settings, *files))


def test_a_model_without_settings(tmp_path: Path) -> None:
    (model(tmp_path, "", *STATIC) / "conf" / "mfcc.conf").unlink()
    with pytest.raises(ModelError, match=r"mfcc\.conf cannot be read"):
        traits_of(tmp_path)
