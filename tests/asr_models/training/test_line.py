"""A telephone line by chance: as long as the voice, the same from the same dice, in time."""

import numpy as np
import pytest

from asr_models.training.features import Floats
from asr_models.training.line import Line, through
from asr_models.training.readings import RATE

DICE = np.random.default_rng(7)
VOICE: Floats = np.asarray(np.convolve(DICE.standard_normal(RATE), np.hanning(12), "same") * 2000, np.float32)
"""A second of noise without its high tones: every moment of it is like no other."""
QUIET: Floats = VOICE / np.float32(32768)
"""The same, full scale 1."""


@pytest.mark.parametrize(
    ("codec", "bits"), [("pcm_alaw", None), ("libopencore_amrnb", 4750), ("libopencore_amrnb", 12_200)]
)
def test_a_codec_keeps_the_length_and_the_time(codec: str, bits: int | None) -> None:
    heard = through(codec, VOICE, bits)
    assert heard.size == VOICE.size
    alike = np.correlate(heard[400:-400], VOICE[400:-400], "full")
    assert abs(int(alike.argmax()) - (VOICE.size - 800 - 1)) <= 1, "sample for sample"


def test_fewer_bits_sound_worse() -> None:
    voice = VOICE
    spoiled = [float(np.abs(through("libopencore_amrnb", voice, bits) - voice).mean()) for bits in (12_200, 4750)]
    plain = float(np.abs(through("pcm_alaw", voice) - voice).mean())
    assert plain < spoiled[0] < spoiled[1]


def test_the_same_dice_give_the_same_line() -> None:
    babble = [QUIET[::-1].copy()]
    heard = [Line(babble, np.random.default_rng(seed)).carry(QUIET) for seed in (1, 1, 2)]
    assert heard[0].shape == (2 * VOICE.size,), "at 16 kHz"
    assert (heard[0] == heard[1]).all() and not (heard[0] == heard[2]).all()


def test_every_line_carries_something_that_fits_16_bits() -> None:
    for seed in range(60):
        heard = Line([QUIET], np.random.default_rng(seed)).carry(QUIET)
        assert np.isfinite(heard).all() and 10 < np.abs(heard).max() < 40_000


def test_a_voice_shorter_than_a_packet_is_carried() -> None:
    heard = Line([], np.random.default_rng(0)).carry(QUIET[:90])
    assert heard.size == 180
