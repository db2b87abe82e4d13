"""Readings on disk: whole, and gone on with."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asr_models.training import readings
from asr_models.training.readings import Spoken, load, record, recorded, save


def spoken(text: str, seconds: float) -> Spoken:
    size = int(seconds * readings.RATE)
    return Spoken(
        text, "somebody", np.arange(size, dtype=np.int16), ("SIL", "", "a"), np.array([10, 10, size], np.int32)
    )


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    kept = [spoken("oui", 0.5), spoken("non merci", 0.75)]
    save(tmp_path / "00000.npz", kept)
    again = load(tmp_path / "00000.npz")
    assert [(each.text, each.person, each.phones) for each in again] == [(e.text, e.person, e.phones) for e in kept]
    assert all((one.sound == other.sound).all() for one, other in zip(again, kept, strict=True))
    assert all((one.ends == other.ends).all() for one, other in zip(again, kept, strict=True))


@dataclass(frozen=True)
class Reads:
    """Takes the place of readings.Booth: each file an hour's tenth."""

    run: str

    def __call__(self, number: int) -> list[Spoken]:
        return [spoken(f"texte {number}, {self.run}", 36.0)] * 10


def test_a_run_goes_on_where_the_last_one_stopped(tmp_path: Path) -> None:
    told: list[float] = []
    record(tmp_path, 0.1, Reads("first"), lambda done, of: told.append(done))
    assert told == [0, 0.1]
    (tmp_path / "00001.tmp.npz").write_bytes(b"half a file of a run that was killed")
    record(tmp_path, 0.15, Reads("second"), lambda done, of: told.append(done))
    assert told == [0, 0.1, 0.1, 0.2]
    first, second = recorded(tmp_path)
    assert (load(first)[0].text, load(second)[0].text) == ("texte 0, first", "texte 1, second")
