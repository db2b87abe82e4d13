"""Sentences of equal loudness: the voice says a lone "oui" up to five decibels louder than a long sentence."""

import numpy as np
from numpy.typing import NDArray

LEVEL_DB = -20.0
"""Where speech lies, in decibels below full scale while it sounds; the built-in speakers' gains bring them there."""
MOST_DB = 4.0
"""A sentence is made no louder and no softer than by this: more would be noise made loud, or a gain that is wrong."""
GATE_DB = 15.0
"""What is softer than the speech by more than this is a pause (the gate of ITU-T P.56 lies 15.9 dB below)."""
_ROUNDS = 5


def active_level_db(sound: NDArray[np.float32], rate: int) -> float:
    """Level of what sounds, without its pauses, in decibels below full scale (1.0); -96 for silence."""
    size = rate // 50
    frames = sound[: sound.size // size * size].reshape(-1, size) if sound.size >= size else sound.reshape(1, -1)
    power = np.mean(np.square(frames.astype(np.float64)), axis=1) if sound.size else np.zeros(1)
    level = float(np.mean(power))
    for _ in range(_ROUNDS):
        level = float(np.mean(power[power >= level * 10 ** (-GATE_DB / 10)]))
    return max(-96.0, 10 * float(np.log10(level + 1e-12)))


def levelled(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """The sound at LEVEL_DB, moved by MOST_DB at most; silence as it is."""
    level = active_level_db(sound, rate)
    if level <= -90.0:
        return sound
    wanted = float(np.clip(LEVEL_DB - level, -MOST_DB, MOST_DB))
    return sound * np.float32(10 ** (wanted / 20))
