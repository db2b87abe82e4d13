"""Readings on disk: whole, and gone on with."""

from pathlib import Path

import numpy as np

from asr_models.training import readings
from asr_models.training.readings import Spoken, load, record, save


def spoken(text: str, seconds: float) -> Spoken:
    size = int(seconds * readings.RATE)
    return Spoken(
        text, "somebody", np.arange(size, dtype=np.int16), ("SIL", "", "a"), np.array([10, 10, size], np.int32)
    )


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    kept = [spoken("oui", 0.5), spoken("non merci", 0.75)]
    save(tmp_path / "0-00000.npz", kept)
    again = load(tmp_path / "0-00000.npz")
    assert [(each.text, each.person, each.phones) for each in again] == [(e.text, e.person, e.phones) for e in kept]
    assert all((one.sound == other.sound).all() for one, other in zip(again, kept, strict=True))
    assert all((one.ends == other.ends).all() for one, other in zip(again, kept, strict=True))


class Reads:
    """Takes the place of readings.Reader."""

    made = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def next(self) -> Spoken:
        Reads.made += 1
        return spoken(f"texte {self.number}", 3.6)


def test_a_run_goes_on_where_the_last_one_stopped(tmp_path: Path) -> None:
    told: list[float] = []
    record(tmp_path, 0.1, Reads, lambda done, of: told.append(done))
    assert told == [0.1]
    record(tmp_path, 0.15, Reads, lambda done, of: told.append(done))
    assert Reads.made == 2 * readings.A_FILE
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["0-00000.npz", "0-00001.npz"]
    assert load(tmp_path / "0-00001.npz")[0].text == "texte 1"
