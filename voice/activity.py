"""Voice activity: is there a voice in this frame?"""

from typing import Protocol

import numpy as np
import webrtcvad

from voice.audio import Pcm, level_db, to_pcm
from voice.background import Background

TONE_SHARE = 0.99
"""Share of a frame's energy within 100 Hz of its peak from which it is a pure tone: call waiting, busy, fax."""
TONE_FRAMES = 8
"""A vowel may look like a tone for 6 frames at one pitch (8 synthetic speakers, 48 sentences), a beep lasts."""


class VoiceActivity(Protocol):
    """Tells voice from the rest, one 20 ms frame at a time."""

    def voiced(self, frame: bytes) -> bool:
        """True when the frame sounds like a voice."""


class WebRtcVoiceActivity:
    """The WebRTC detector, without what it takes for the caller and is not: what is behind them, and steady tones.

    `aggressiveness` 0 to 3: 3 rejects most noise. Line hiss and comfort noise lie below the background's threshold.
    """

    def __init__(self, rate: int, aggressiveness: int = 2) -> None:
        self._vad = webrtcvad.Vad(aggressiveness)
        self._rate = rate
        self._background = Background()
        self._peak = 0
        self._steady = 0

    def voiced(self, frame: bytes) -> bool:
        """True when the frame sounds like a voice, stands out from the background, and is no tone of 160 ms."""
        pcm = to_pcm(frame)
        level = level_db(pcm)
        self._background.note(level)
        speech = bool(self._vad.is_speech(frame, self._rate))
        if not speech or self._background.behind(level):
            self._steady = 0
            return False
        return not self._steady_tone(pcm)

    def _steady_tone(self, pcm: Pcm) -> bool:
        peak, share = _peak(pcm)
        if share < TONE_SHARE:
            self._steady = 0
        elif peak == self._peak:
            self._steady += 1
        else:
            self._steady = 1
        self._peak = peak
        return self._steady >= TONE_FRAMES


def _peak(pcm: Pcm) -> tuple[int, float]:
    """The strongest band of the spectrum (50 Hz each in a 20 ms frame) and the share of energy in and around it."""
    power = np.abs(np.fft.rfft(pcm * np.hanning(pcm.size))) ** 2
    peak = int(power.argmax())
    return peak, float(power[max(0, peak - 2) : peak + 3].sum() / (power.sum() + 1e-9))
