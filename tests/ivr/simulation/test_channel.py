"""What a simulated telephone line does to a voice."""

from random import Random

import numpy as np
import pytest

from ivr.simulation.channel import Channel
from ivr.simulation.noises import LOOP_S, noise
from voice.audio import Pcm, frame_samples, level_db, to_pcm
from voice.playback import frames_of

RATE = 8000


def tone(hertz: float, seconds: float = 1.0, amplitude: float = 8000.0) -> Pcm:
    times = np.arange(int(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * hertz * times)).astype(np.int16)


def chatter(text: str, talker: int) -> Pcm:
    """Stands for other people who speak."""
    return tone(200.0 + 50 * talker + len(text), 1.5)


def carried(channel: Channel, sound: Pcm) -> Pcm:
    channel.level_of(sound)
    return np.concatenate([to_pcm(channel.carry(frame)) for frame in frames_of(sound, RATE)])


@pytest.mark.parametrize("noise_db", [5.0, 15.0])
def test_noise_is_so_far_below_the_speech(noise_db: float) -> None:
    hiss = noise("car", RATE, 1, chatter)
    channel = Channel(RATE, noise=hiss, noise_db=noise_db, random=Random(0))
    sound = tone(1000.0, 4.0)
    heard = carried(channel, sound).astype(float) - sound
    assert level_db(sound) - level_db(heard.astype(np.int16)) == pytest.approx(noise_db, abs=2.0)


def test_noise_goes_on_while_nobody_speaks() -> None:
    channel = Channel(RATE, noise=noise("street", RATE, 1, chatter), random=Random(0))
    assert level_db(to_pcm(channel.carry(None))) > -60
    assert level_db(to_pcm(Channel(RATE, random=Random(0)).carry(None))) < -90


def test_lost_packets_fade_and_are_as_many_as_asked() -> None:
    frames = frames_of(tone(1000.0, 20.0), RATE)
    lossy, whole = Channel(RATE, loss=10.0, random=Random(4)), Channel(RATE, random=Random(4))
    differing = sum(lossy.carry(frame) != whole.carry(frame) for frame in frames)
    assert 60 < differing < 150, f"10 % of {len(frames)}"


@pytest.mark.parametrize("kind", ["babble", "television", "street", "car"])
def test_noises_have_power_one_and_are_the_same_for_a_seed(kind: str) -> None:
    first, again, other = (noise(kind, RATE, seed, chatter) for seed in (1, 1, 2))
    assert first.size == int(LOOP_S * RATE)
    assert np.mean(first**2) == pytest.approx(1.0)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_an_unknown_noise() -> None:
    with pytest.raises(ValueError, match="rain"):
        noise("rain", RATE, 0, chatter)


def test_a_wide_line_is_not_coded_as_a_narrow_one() -> None:
    frame = np.full(frame_samples(16000), 1234, np.int16).tobytes()
    assert Channel(16000, random=Random(0)).carry(frame) == frame
