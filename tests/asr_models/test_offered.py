"""Recognizers of others installed from a server of the tests: whole, or not at all."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from asr_models import download, offered
from asr_models.files import ModelError
from asr_models.offered import Installed, install, installed, remove, unknown_before, verified
from tests.asr_models.offers import FILES, archive, offer
from tests.asr_models.web import Served, serving


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(download, "PAUSE_S", 0.0)
    with serving(archive(tmp_path / "source.zip").read_bytes()) as made:
        yield made


def put(models: Path, served: Served, **changes: object) -> Installed:
    return install(models, offer(served.url, **changes), lambda *_: None, lambda folder: None)


def test_a_model_is_fetched_checked_and_listed_with_its_checksums(served: Served, models: Path) -> None:
    steps: set[str] = set()
    tried: list[list[str]] = []
    model = offer(served.url)
    found = install(
        models,
        model,
        lambda what, *_: steps.add(what.split()[0]),
        lambda folder: tried.append(sorted(path.name for path in folder.iterdir())),
    )
    assert steps == {"fetching", "unpacking", "checking"}
    assert tried == [["README", "am", "conf", "graph", "installed.json"]]
    assert [path.name for path in models.iterdir()] == ["vosk-test"], "no download or scratch is left"
    assert {path: sha256 for path, (sha256, _) in found.files.items()} == {
        path: hashlib.sha256(content).hexdigest() for path, content in FILES.items()
    }
    assert found == installed(models, model) == verified(models, model)
    assert set(unknown_before(model, found)) == {"README", "conf/mfcc.conf", "graph/HCLr.fst"}
    assert json.loads((found.folder / "installed.json").read_text("utf-8"))["source"] == served.url


def test_a_download_that_broke_off_is_gone_on_with(served: Served, models: Path) -> None:
    served.break_after = [3 * download.PIECE, *[0] * download.ATTEMPTS]
    with pytest.raises(ModelError, match="run the same command again to go on"):
        put(models, served)
    assert sorted(path.name for path in models.iterdir()) == [".vosk-test.zip.part", ".vosk-test.zip.part.sign"]
    served.asked.clear()
    put(models, served)
    assert served.asked == [f"bytes={3 * download.PIECE}-"]
    assert [path.name for path in models.iterdir()] == ["vosk-test"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {**FILES, "graph/Gr.fst": b"other words"},
            r"Gr\.fst is damaged: its SHA-256 is [0-9a-f]{64}, but [0-9a-f]{64} is expected; "
            r"\.vosk-test\.zip is not the archive of the catalogue; nothing was installed\.",
        ),
        ({name: content for name, content in FILES.items() if name != "graph/Gr.fst"}, "holds no Vosk model"),
        ({**FILES, "../../outside": b"x"}, r"leads out of its folder: nothing was unpacked"),
        ({"README": b"nothing else"}, r"holds no Vosk model: am/final\.mdl is missing"),
    ],
)
def test_another_archive_than_the_catalogues(
    served: Served, models: Path, tmp_path: Path, files: dict[str, bytes], said: str
) -> None:
    served.content = archive(tmp_path / "other.zip", files).read_bytes()
    with pytest.raises(ModelError, match=said):
        put(models, served)
    assert list(models.iterdir()) == [], "what was fetched is of no use, and fetched anew next time"


def test_a_login_page_instead_of_an_archive(served: Served, models: Path) -> None:
    served.content = b"<html>Welcome to the hotel</html>"
    with pytest.raises(
        ModelError, match=r"^The archive .*\.zip is damaged \(File is not a zip file\): fetch it again\.$"
    ):
        put(models, served)
    assert list(models.iterdir()) == []


def test_a_model_that_does_not_work_is_not_installed(served: Served, models: Path) -> None:
    def broken(folder: Path) -> None:
        raise ModelError(f"The recognizer in {folder} does not work.")

    with pytest.raises(ModelError, match="does not work"):
        install(models, offer(served.url), lambda *_: None, broken)
    assert not (models / "vosk-test").exists()


def test_an_archive_from_another_machine_is_taken_and_kept(models: Path, tmp_path: Path) -> None:
    given = archive(tmp_path / "given.zip")
    found = install(models, offer("http://127.0.0.1:9/none"), lambda *_: None, lambda folder: None, given)
    assert set(found.files) == set(FILES)
    assert given.exists()
    assert [path.name for path in models.iterdir()] == ["vosk-test"]


def test_a_list_of_files_in_the_archive_is_not_believed(models: Path, tmp_path: Path) -> None:
    given = archive(tmp_path / "given.zip", {**FILES, "installed.json": b'{"files": {}}'})
    found = install(models, offer(), lambda *_: None, lambda folder: None, given)
    assert set(verified(models, offer()).files) == set(found.files) == set(FILES)


def test_damage_is_found_and_mended(served: Served, models: Path) -> None:
    model = offer(served.url)
    with pytest.raises(
        ModelError,
        match=r"^The recognizer vosk-test is not installed: run `python run_ivr\.py models install vosk-test`\.$",
    ):
        installed(models, model)
    found = put(models, served)
    (found.folder / "README").write_bytes(b"aboot it")
    assert installed(models, model), "its size is right"
    with pytest.raises(ModelError, match=r"README is damaged: its SHA-256 is .*; run `.* install vosk-test` again\.$"):
        verified(models, model)
    (found.folder / "README").write_bytes(b"")
    with pytest.raises(ModelError, match=r"README is damaged: run `"):
        installed(models, model)
    (found.folder / "README").unlink()
    with pytest.raises(ModelError, match=r"README is missing: run `"):
        installed(models, model)
    put(models, served)
    assert verified(models, model) == found


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"files": []}', '{"files": {"README": 3}}'])
def test_a_damaged_list_of_files(models: Path, manifest: str) -> None:
    (models / "vosk-test").mkdir(parents=True)
    (models / "vosk-test" / offered.MANIFEST).write_text(manifest)
    with pytest.raises(ModelError, match=r"installed\.json cannot be read: run `"):
        installed(models, offer())


def test_removing(served: Served, models: Path) -> None:
    assert not remove(models, offer(served.url))
    put(models, served)
    (models / ".vosk-test.zip.part").write_bytes(b"")
    assert remove(models, offer(served.url))
    assert list(models.iterdir()) == []


def test_two_installations_at_once(served: Served, models: Path) -> None:
    models.mkdir()
    folder = os.open(models, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        with pytest.raises(ModelError, match=r"^Another installation into .* is under way: wait until it has ended\.$"):
            put(models, served)
    finally:
        os.close(folder)
    assert put(models, served)


def test_a_folder_that_cannot_be_written(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"^The recognizer vosk-test could not be written to .*: free some space"):
        put(tmp_path / "file" / "models", served)
