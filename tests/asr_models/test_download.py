"""Downloads from a real server that breaks off, changes its file, or gives something else."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from asr_models import download
from asr_models.download import PIECE, Wanted, discard, fetch, require_room
from asr_models.files import ModelError
from tests.asr_models.web import Served, serving

CONTENT = bytes(range(256)) * 4000
"""About a megabyte."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(download, "PAUSE_S", 0.0)
    with serving(CONTENT) as made:
        yield made


def get(served: Served, folder: Path, most: int = 2_000_000, room: int = 0) -> list[tuple[str, int, int]]:
    """Fetch; the progress that was told."""
    told: list[tuple[str, int, int]] = []
    fetch(Wanted(served.url, most, room), folder / "model.zip", lambda *step: told.append(step))
    return told


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_arrives_whole_with_its_progress(served: Served, tmp_path: Path) -> None:
    told = get(served, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    assert left(tmp_path) == {"model.zip"}
    assert told[-1] == ("fetching from 127.0.0.1", len(CONTENT), len(CONTENT))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_a_line_that_breaks_is_gone_on_with_where_it_broke(served: Served, tmp_path: Path) -> None:
    served.break_after = [4 * PIECE, 0, 3 * PIECE]
    get(served, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    assert served.asked == ["", f"bytes={4 * PIECE}-", f"bytes={4 * PIECE}-", f"bytes={7 * PIECE}-"]


def test_a_run_that_gave_up_is_gone_on_with_by_the_next(served: Served, tmp_path: Path) -> None:
    served.break_after = [4 * PIECE, *[0] * download.ATTEMPTS]
    with pytest.raises(
        ModelError, match=r"^127\.0\.0\.1 broke off: 0\.3 MB are kept; run the same command again to go on\."
    ):
        get(served, tmp_path)
    assert left(tmp_path) == {"model.zip.part", "model.zip.part.sign"}
    served.asked.clear()
    get(served, tmp_path)
    assert served.asked == [f"bytes={4 * PIECE}-"]
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_begun_anew(served: Served, tmp_path: Path) -> None:
    served.break_after = [4 * PIECE, *[0] * download.ATTEMPTS]
    with pytest.raises(ModelError):
        get(served, tmp_path)
    served.content, served.version = CONTENT[::-1], '"two"'
    get(served, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT[::-1]


def test_a_server_without_ranges_gives_all_of_it_again(served: Served, tmp_path: Path) -> None:
    served.ranges, served.break_after = False, [4 * PIECE]
    get(served, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    assert served.asked == ["", f"bytes={4 * PIECE}-"]


def test_a_part_whose_version_is_not_known_is_begun_anew(served: Served, tmp_path: Path) -> None:
    (tmp_path / "model.zip.part").write_bytes(b"of unknown origin")
    get(served, tmp_path)
    assert served.asked == [""]
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("surplus", [0, 5])
def test_a_part_that_is_as_long_as_the_file_or_longer(served: Served, tmp_path: Path, surplus: int) -> None:
    (tmp_path / "model.zip.part").write_bytes(CONTENT + b"?" * surplus)
    (tmp_path / "model.zip.part.sign").write_text(served.version)
    get(served, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    assert len(served.asked) == (2 if surplus else 1)


def test_a_busy_server_is_asked_again(served: Served, tmp_path: Path) -> None:
    served.statuses = [503, 429]
    get(served, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


def test_a_server_that_stays_busy_and_one_that_has_no_such_file(served: Served, tmp_path: Path) -> None:
    served.statuses = [503] * download.ATTEMPTS
    with pytest.raises(ModelError, match=r"^127\.0\.0\.1 answers 503 \(Service Unavailable\): check the network"):
        get(served, tmp_path)
    served.statuses = [404]
    with pytest.raises(ModelError, match=r"answered 404 \(Not Found\): the model may have moved; .* with --archive\.$"):
        get(served, tmp_path)


def test_more_than_a_model_may_have_is_refused(served: Served, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^127\.0\.0\.1 gives more than the 0\.5 MB that this model may have"):
        get(served, tmp_path, most=500_000)
    assert left(tmp_path) == set()


def test_offline_is_one_sentence_at_once(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ModelError) as error:
        fetch(Wanted(f"http://127.0.0.1:{port}/model.zip", 1, 0), tmp_path / "model.zip", lambda *_: None)
    assert str(error.value) == (
        "127.0.0.1 cannot be reached: check the network, or fetch the archive on another machine "
        "(its address: `models list --json`) and give the file with --archive."
    )


def test_a_full_disk_is_noticed_before(served: Served, tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(ModelError, match=r"^\d+ MB are needed in .*, but \d+ MB are free: free some space"):
        get(served, tmp_path, room=2 * free)
    assert left(tmp_path) == set()
    with pytest.raises(ModelError, match="free some space or choose another folder"):
        require_room(tmp_path, 2 * free)
    require_room(tmp_path, 0)


def test_what_was_fetched_can_be_forgotten(tmp_path: Path) -> None:
    for name in ("model.zip", "model.zip.part", "model.zip.part.sign", "other.zip"):
        (tmp_path / name).write_bytes(b"")
    discard(tmp_path / "model.zip")
    assert left(tmp_path) == {"other.zip"}
