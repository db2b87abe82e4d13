"""Voice activity: is there a voice in this frame?"""

from typing import Protocol

import webrtcvad

from voice.audio import level_db, to_pcm


class VoiceActivity(Protocol):
    """Tells voice from the rest, one 20 ms frame at a time."""

    def voiced(self, frame: bytes) -> bool:
        """True when the frame sounds like a voice."""


class WebRtcVoiceActivity:
    """The WebRTC detector, behind a floor below which nothing is a voice.

    `aggressiveness` 0 to 3: 3 rejects most noise. The floor keeps line hiss and comfort noise from counting.
    """

    def __init__(self, rate: int, aggressiveness: int = 2, floor_db: float = -52.0) -> None:
        self._vad = webrtcvad.Vad(aggressiveness)
        self._rate = rate
        self._floor_db = floor_db

    def voiced(self, frame: bytes) -> bool:
        """True when the frame sounds like a voice and is above the floor."""
        return level_db(to_pcm(frame)) > self._floor_db and bool(self._vad.is_speech(frame, self._rate))
