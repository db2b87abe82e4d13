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
    """A whole sound at another rate. Streams need Resampling instead, or they click."""
    if source == target or not pcm.size:
        return pcm
    return rounded(soxr.resample(pcm.astype(np.float32), source, target))


class Resampling:
    """A stream brought to another rate, piece by piece: a lower one, or the higher one that a model insists on."""

    def __init__(self, source: int, target: int) -> None:
        # Low quality: its filter begins at 3.3 kHz, as a telephone's does, and holds the sound back for 60 ms, not 100.
        # In floats: soxr's own way to integers adds noise by dice of its own, and no call could be repeated.
        self._stream = soxr.ResampleStream(source, target, 1, quality="LQ")

    def take(self, pcm: Pcm, last: bool = False) -> Pcm:
        """What comes out when this goes in; `last`: with all that was held back."""
        return rounded(self._stream.resample_chunk(pcm.astype(np.float32), last=last))

    def clear(self) -> None:
        """Begin another sound."""
        self._stream.clear()


def rounded(sound: NDArray[np.float32]) -> Pcm:
    """Samples from numbers of the same scale, clipped at full scale."""
    pcm: Pcm = np.clip(np.rint(sound), -32768, 32767).astype(np.int16)
    return pcm


def amplify(pcm: Pcm, gain_db: float) -> Pcm:
    """The sound `gain_db` decibels louder, clipped at full scale."""
    if gain_db == 0.0:
        return pcm
    louder = pcm.astype(np.float32) * np.float32(10 ** (gain_db / 20))
    return rounded(louder)


def level_db(pcm: Pcm) -> float:
    """Level in decibels below full scale (root mean square); -96 for digital silence."""
    if not pcm.size:
        return -96.0
    power = float(np.mean(np.square(pcm.astype(np.float64))))
    return max(-96.0, 10 * float(np.log10(power / 32768**2 + 1e-12)))
