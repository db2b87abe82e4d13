"""Samples: the one type, its units, and conversions. PCM is signed 16-bit mono throughout."""

import numpy as np
import soxr
from numpy.typing import NDArray

Pcm = NDArray[np.int16]

FRAME_MS = 20


def frame_samples(rate: int) -> int:
    """Samples in one 20 ms frame at `rate` samples a second."""
    return rate * FRAME_MS // 1000


def to_pcm(data: bytes) -> Pcm:
    """Samples from little-endian bytes (read-only view)."""
    return np.frombuffer(data, dtype="<i2")


def resample(pcm: Pcm, source: int, target: int) -> Pcm:
    """A whole sound at another rate. Streams need soxr.ResampleStream instead, or they click."""
    if source == target or not pcm.size:
        return pcm
    resampled: Pcm = soxr.resample(pcm, source, target).astype(np.int16)
    return resampled


def amplify(pcm: Pcm, gain_db: float) -> Pcm:
    """The sound `gain_db` decibels louder, clipped at full scale."""
    if gain_db == 0.0:
        return pcm
    louder = pcm.astype(np.float32) * np.float32(10 ** (gain_db / 20))
    clipped: Pcm = np.clip(louder, -32768, 32767).astype(np.int16)
    return clipped


def level_db(pcm: Pcm) -> float:
    """Level in decibels below full scale (root mean square); -96 for digital silence."""
    if not pcm.size:
        return -96.0
    power = float(np.mean(np.square(pcm.astype(np.float64))))
    return max(-96.0, 10 * float(np.log10(power / 32768**2 + 1e-12)))
