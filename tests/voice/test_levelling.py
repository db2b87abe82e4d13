"""Loudness, on sounds made here: no voice is needed."""

import numpy as np
import pytest
from numpy.typing import NDArray

from voice.levelling import LEVEL_DB, MOST_DB, active_level_db, levelled

RATE = 24_000


def tone(level_db: float, seconds: float) -> NDArray[np.float32]:
    """A tone whose root mean square lies at this level."""
    time = np.arange(round(RATE * seconds)) / RATE
    wave: NDArray[np.float32] = np.asarray(np.sqrt(2) * 10 ** (level_db / 20) * np.sin(400 * np.pi * time), np.float32)
    return wave


def speech(level_db: float, pause_s: float) -> NDArray[np.float32]:
    """Bursts of sound with pauses of soft noise between them."""
    noise = np.random.default_rng(1).normal(0, 10 ** (-60 / 20), round(RATE * pause_s)).astype(np.float32)
    return np.concatenate([tone(level_db, 0.4), noise, tone(level_db, 0.6), noise, tone(level_db, 0.2)])


@pytest.mark.parametrize("pause_s", [0.0, 0.3, 2.0])
def test_pauses_do_not_count(pause_s: float) -> None:
    assert active_level_db(speech(-23.0, pause_s), RATE) == pytest.approx(-23.0, abs=0.2)


@pytest.mark.parametrize("level", [-23.5, -21.0, -20.0, -18.2, -16.5])
@pytest.mark.parametrize("pause_s", [0.0, 1.0])
def test_sentences_come_out_equally_loud(level: float, pause_s: float) -> None:
    assert active_level_db(levelled(speech(level, pause_s), RATE), RATE) == pytest.approx(LEVEL_DB, abs=0.2)


@pytest.mark.parametrize(("level", "moved"), [(-40.0, MOST_DB), (-6.0, -MOST_DB)])
def test_nothing_is_moved_further_than_it_may(level: float, moved: float) -> None:
    assert active_level_db(levelled(tone(level, 1.0), RATE), RATE) == pytest.approx(level + moved, abs=0.1)


@pytest.mark.parametrize("size", [0, 5, RATE])
def test_silence_stays_silence(size: int) -> None:
    silence = np.zeros(size, np.float32)
    assert active_level_db(silence, RATE) == -96.0
    assert np.array_equal(levelled(silence, RATE), silence)


def test_a_sound_shorter_than_a_frame_has_a_level() -> None:
    assert active_level_db(np.full(10, 0.1, np.float32), RATE) == pytest.approx(-20.0, abs=0.1)
