"""Test tones, and what became of them after a telephone call."""

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FULL = 32768.0
AMPLITUDE = 8000.0
Sound = NDArray[np.float64]


def tone(rate: int, hertz: float, seconds: float, amplitude: float = AMPLITUDE) -> Sound:
    return amplitude * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)


def tone_frames(rate: int, hertz: float, seconds: float) -> Iterator[bytes]:
    data = tone(rate, hertz, seconds).astype("<i2").tobytes()
    size = rate // 50 * 2
    for at in range(0, len(data), size):
        yield data[at : at + size]


def write_tone(path: Path, rate: int, hertz: float, seconds: float) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(tone(rate, hertz, seconds).astype("<i2").tobytes())


def read_stereo(path: Path) -> tuple[int, Sound, Sound]:
    """Rate, left, right."""
    with wave.open(str(path), "rb") as file:
        assert file.getnchannels() == 2 and file.getsampwidth() == 2
        data = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64)
        return file.getframerate(), data[0::2], data[1::2]


@dataclass(frozen=True)
class Heard:
    """A tone as it arrived."""

    hertz: float
    gain_db: float
    noise_db: float
    """Everything that is not the tone, relative to it, in the median 20 ms window."""
    clean: float
    """Share of 20 ms windows with noise 25 dB or more under the tone: a click or a gap spoils one or two."""
    seconds: float
    """From the first to the last sounding window."""


def examine(sound: Sound, rate: int, hertz: float, amplitude: float = AMPLITUDE) -> Heard:
    """Find the tone and fit a sine to each 20 ms window: what does not fit is noise, clicks or gaps."""
    size = rate // 50
    windows = sound[: len(sound) // size * size].reshape(-1, size)
    sounding = np.flatnonzero(np.sqrt((windows**2).mean(axis=1)) > amplitude / 20)
    first, last = int(sounding[0]) + 2, int(sounding[-1]) - 1
    kept = windows[first:last]
    angle = 2 * np.pi * hertz * np.arange(size) / rate
    basis = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    fit, *_ = np.linalg.lstsq(basis, kept.T, rcond=None)
    residual = kept - (basis @ fit).T
    level = np.sqrt((fit**2).sum(axis=0))
    noise = 10 * np.log10((residual**2).mean(axis=1) / (level**2 / 2 + 1e-9) + 1e-12)
    whole = kept.ravel()
    spectrum = np.abs(np.fft.rfft(whole * np.hanning(whole.size)))
    return Heard(
        hertz=float(np.argmax(spectrum) * rate / whole.size),
        gain_db=float(20 * np.log10(np.median(level) / amplitude)),
        noise_db=float(np.median(noise)),
        clean=float((noise < -25).mean()),
        seconds=len(sounding) / 50,
    )


def delay_s(left: Sound, right: Sound, rate: int) -> float:
    """From the first sounding sample sent to the first heard back."""
    return float((np.argmax(np.abs(right) > AMPLITUDE / 4) - np.argmax(np.abs(left) > AMPLITUDE / 4)) / rate)


def a_law(pcm: NDArray[np.int16]) -> bytes:
    """G.711 A-law bytes of 16-bit samples (ITU-T G.711: 13 bits, 8 segments of 16 steps, even bits inverted)."""
    magnitude = np.minimum(np.abs(pcm.astype(np.int32)), 32767) >> 3
    segment = np.maximum(np.floor(np.log2(np.maximum(magnitude, 1))).astype(np.int32) - 4, 0)
    step = np.where(segment > 1, magnitude >> segment, magnitude >> 1) & 0x0F
    sign = np.where(pcm >= 0, 0x80, 0)
    coded: bytes = ((sign | (segment << 4) | step) ^ 0x55).astype(np.uint8).tobytes()
    return coded
