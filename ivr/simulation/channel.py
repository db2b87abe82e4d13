"""What a telephone line makes of a resident: noise behind them, the telephone's band, G.711, lost packets."""

from collections.abc import Iterator
from random import Random

import numpy as np

from ivr.simulation.noises import Samples
from voice.audio import Pcm, frame_samples, level_db, to_pcm
from voice.telephone_sound import a_law

FADE = 0.6
"""A lost packet is replaced by the last one, so much weaker each time."""
SPEECH_DB = -24.0
"""Level of the caller's speech when nothing has been said yet, dB below full scale."""


class Channel:
    """Carries frames of 20 ms one way. `noise` has power 1; None: a quiet room."""

    def __init__(
        self, rate: int, *, noise: Samples | None = None, noise_db: float = 15.0, loss: float = 0.0, random: Random
    ) -> None:
        self._rate = rate
        self._noise = None if noise is None else _endless(noise, frame_samples(rate))
        self._noise_db = noise_db
        self._loss = loss / 100
        self._random = random
        self._speech_db = SPEECH_DB
        self._last = np.zeros(frame_samples(rate), np.int16)

    def level_of(self, speech: Pcm) -> None:
        """The caller says this next: the noise is so much below it."""
        loud = speech[np.abs(speech) > 200]
        self._speech_db = level_db(loud) if loud.size else self._speech_db

    def carry(self, frame: bytes | None) -> bytes:
        """What arrives of a frame (None: the caller is silent)."""
        sent = to_pcm(frame) if frame else np.zeros(frame_samples(self._rate), np.int16)
        if self._noise is not None:
            power = 10 ** ((self._speech_db - self._noise_db) / 20) * 32768
            sent = np.clip(sent + next(self._noise) * power, -32768, 32767).astype(np.int16)
        if self._random.random() < self._loss:
            self._last = (self._last * FADE).astype(np.int16)
        else:
            self._last = a_law(sent) if self._rate == 8000 else sent
        return self._last.tobytes()


def _endless(noise: Samples, size: int) -> Iterator[Samples]:
    while True:
        for at in range(0, noise.size - size + 1, size):
            yield noise[at : at + size]
