import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.activity import WebRtcVoiceActivity
from voice.audio import Pcm, Resampling, amplify, frame_samples, level_db, resample, to_pcm


def sine(rate: int, hertz: float, amplitude: float, seconds: float = 1.0) -> np.ndarray:
    time = np.arange(round(rate * seconds)) / rate
    return (amplitude * np.sin(2 * np.pi * hertz * time)).astype(np.int16)


def test_a_frame_is_20_ms() -> None:
    assert [frame_samples(rate) for rate in (8000, 16000, 24000)] == [160, 320, 480]


def test_bytes_are_little_endian() -> None:
    assert to_pcm(b"\x01\x00\xff\xff\x00\x80").tolist() == [1, -1, -32768]


@pytest.mark.parametrize("target", [8000, 16000, 24000])
def test_resampling_keeps_length_and_level(target: int) -> None:
    pcm = sine(16000, 440, 8000)
    there = resample(pcm, 16000, target)
    assert there.dtype == np.int16
    assert there.size == target
    assert level_db(there) == pytest.approx(level_db(pcm), abs=0.1)


def test_resampling_nothing_gives_nothing() -> None:
    assert resample(np.zeros(0, np.int16), 16000, 8000).size == 0


def _streamed(pcm: Pcm) -> Pcm:
    stream = Resampling(16000, 8000)
    pieces = [stream.take(pcm[at : at + 320]) for at in range(0, pcm.size, 320)]
    return np.concatenate([*pieces, stream.take(np.zeros(0, np.int16), last=True)])


def test_a_stream_is_narrowed_the_same_each_time_and_without_clicks() -> None:
    time = np.arange(16000) / 16000
    pcm = (8000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16)
    first = _streamed(pcm)
    assert np.array_equal(first, _streamed(pcm))
    assert first.size == 8000
    assert np.abs(np.diff(first[200:-200].astype(int))).max() < 8000 * 2 * np.pi * 440 / 8000 * 1.05


@pytest.mark.parametrize(
    ("pcm", "level"),
    [
        (np.zeros(0, np.int16), -96.0),
        (np.zeros(160, np.int16), -96.0),
        (sine(8000, 440, 32767), -3.0),
        (sine(8000, 440, 3277), -23.0),
        (np.full(160, -32768, np.int16), 0.0),
    ],
)
def test_level(pcm: np.ndarray, level: float) -> None:
    assert level_db(pcm) == pytest.approx(level, abs=0.05)


@settings(deadline=None)
@given(st.floats(-30, 30), st.lists(st.integers(-32768, 32767), min_size=1, max_size=50))
def test_amplifying_never_wraps_around(gain_db: float, samples: list[int]) -> None:
    pcm = np.array(samples, np.int16)
    louder = amplify(pcm, gain_db)
    assert np.all((louder == 0) | (np.sign(louder) == np.sign(pcm)))
    assert np.array_equal(amplify(pcm, 0.0), pcm)


def test_six_decibels_double() -> None:
    assert amplify(np.array([100, -100, 30000], np.int16), 6.02).tolist() == [200, -200, 32767]


@pytest.mark.parametrize("rate", [8000, 16000])
def test_silence_and_line_hiss_are_no_voice(rate: int) -> None:
    activity = WebRtcVoiceActivity(rate)
    hiss = np.random.default_rng(1).normal(0, 40, rate).astype("<i2")
    size = frame_samples(rate)
    frames = [hiss[at : at + size].tobytes() for at in range(0, rate, size)]
    assert not any(activity.voiced(frame) for frame in [*frames, bytes(2 * size)])


def test_a_buzz_like_a_voice_is_voice_above_the_floor_only() -> None:
    time = np.arange(8000) / 8000
    buzz = np.sum([np.sin(2 * np.pi * 150 * k * time) / k for k in range(1, 20)], axis=0)
    loud = [(4000 * buzz)[at : at + 160].astype("<i2").tobytes() for at in range(0, 8000, 160)]
    faint = [(20 * buzz)[at : at + 160].astype("<i2").tobytes() for at in range(0, 8000, 160)]
    assert sum(map(WebRtcVoiceActivity(8000).voiced, loud)) > 40
    assert not any(map(WebRtcVoiceActivity(8000).voiced, faint))


@pytest.mark.parametrize("hertz", [425, 440, 1000, 2100])
def test_a_tone_is_no_voice_after_160_ms(hertz: float) -> None:
    pcm = sine(8000, hertz, 6000)
    activity = WebRtcVoiceActivity(8000)
    voiced = [activity.voiced(pcm[at : at + 160].tobytes()) for at in range(0, 8000, 160)]
    assert sum(voiced) <= 8
    assert not any(voiced[10:])
