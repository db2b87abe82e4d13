"""The band and the law of a telephone."""

import numpy as np
import pytest

from voice.audio import Pcm, level_db
from voice.telephone_sound import a_law, narrowed

RATE = 8000


def tone(hertz: float) -> Pcm:
    times = np.arange(RATE) / RATE
    return (8000 * np.sin(2 * np.pi * hertz * times)).astype(np.int16)


def test_a_law_adds_little_noise() -> None:
    sound = tone(1000.0)
    error = a_law(sound).astype(float) - sound
    assert level_db(sound) - level_db(error.astype(np.int16)) > 32


def test_a_telephone_carries_no_bass_and_no_treble() -> None:
    assert level_db(narrowed(tone(100.0), RATE)) < -60
    assert level_db(narrowed(tone(3800.0), RATE)) < -60
    assert level_db(narrowed(tone(1000.0), RATE)) == pytest.approx(level_db(tone(1000.0)), abs=0.2)
