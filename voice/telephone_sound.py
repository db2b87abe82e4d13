"""What a narrow telephone line makes of a voice: its band, and the eight bits of G.711's A-law."""

import numpy as np

from voice.audio import Pcm

A = 87.6
"""Of the A-law (ITU-T G.711)."""
STEPS = 127
BAND_HZ = (280.0, 3450.0)


def a_law(pcm: Pcm) -> Pcm:
    """Samples after a way through A-law: 8 bits each, about 38 dB of signal above noise."""
    sound = pcm.astype(np.float64) / 32768
    level = np.abs(sound)
    curve = np.where(level < 1 / A, A * level, 1 + np.log(np.maximum(A * level, 1))) / (1 + np.log(A))
    coarse = np.round(curve * STEPS) / STEPS * (1 + np.log(A))
    back = np.where(coarse < 1, coarse / A, np.exp(coarse - 1) / A)
    coded: Pcm = (np.sign(sound) * back * 32767).astype(np.int16)
    return coded


def narrowed(pcm: Pcm, rate: int, band_hz: tuple[float, float] = BAND_HZ) -> Pcm:
    """A whole sound cut to a telephone's band."""
    spectrum = np.fft.rfft(pcm.astype(np.float64))
    hertz = np.fft.rfftfreq(pcm.size, 1 / rate)
    spectrum[(hertz < band_hz[0]) | (hertz > band_hz[1])] = 0
    cut: Pcm = np.clip(np.fft.irfft(spectrum, pcm.size), -32768, 32767).astype(np.int16)
    return cut
