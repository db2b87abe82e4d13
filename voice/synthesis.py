"""Speech: the protocol of a synthesizer, and Piper behind it."""

import json
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
import onnxruntime
from piper import PiperVoice, SynthesisConfig
from piper.config import PiperConfig

from voice.audio import Pcm
from voice.levelling import levelled

SILENCE_DB = -56.0
"""Below this, relative to full scale, the ends of a rendered sentence are silence and are cut."""
KEPT_LEAD_S = 0.06
KEPT_TAIL_S = 0.08
LIMIT = 0.95


class Synthesizer(Protocol):
    """Makes speech of a sentence that was made speakable."""

    @property
    def rate(self) -> int:
        """Samples a second of what `speak` gives."""

    @property
    def identity(self) -> str:
        """Changes whenever the same text would sound different: model, speaker, processing."""

    def speak(self, sentence: str, slowness: float) -> Pcm:
        """Samples of one sentence; `slowness` 1.0 is the voice's own pace, 1.25 a quarter slower."""


class PiperSynthesizer:
    """A Piper voice, one speaker. Thread-safe: one sentence at a time, since the threads share the cores."""

    PROCESSING = "v2"
    """Part of the identity: change it with the gain, the trimming or anything else that changes the sound."""

    def __init__(
        self,
        model: Path,
        model_sha256: str,
        speaker: int,
        *,
        threads: int = 2,
        gain_db: float = 0.0,
        pace: float = 1.0,
    ) -> None:
        options = onnxruntime.SessionOptions()
        # PiperVoice.load gives no way to cap the threads, so the session is made here.
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._voice = PiperVoice(session=session, config=_config(model))
        self._speaker = speaker
        self._gain = 10 ** (gain_db / 20)
        self._pace = pace
        self._identity = f"{model_sha256}/{speaker}/{gain_db}/{pace}/{self.PROCESSING}"
        self._lock = Lock()

    @property
    def rate(self) -> int:
        """The voice's rate (24000 for the built-in one)."""
        return self._voice.config.sample_rate

    @property
    def identity(self) -> str:
        """Model checksum, speaker, gain, pace and processing."""
        return self._identity

    def speak(self, sentence: str, slowness: float = 1.0) -> Pcm:
        """Samples of one sentence, its silent ends cut, as loud as every other (voice/levelling.py)."""
        config = SynthesisConfig(speaker_id=self._speaker, length_scale=slowness / self._pace, normalize_audio=False)
        with self._lock:
            chunks = [chunk.audio_float_array for chunk in self._voice.synthesize(sentence, config)]
        if not chunks:
            return np.zeros(0, np.int16)
        sound = levelled((np.concatenate(chunks) * self._gain).astype(np.float32), self.rate)
        peak = float(np.max(np.abs(sound), initial=0.0))
        if peak > LIMIT:
            sound = sound * (LIMIT / peak)
        return trimmed((sound * 32767).astype(np.int16), self.rate)


def _config(model: Path) -> PiperConfig:
    return PiperConfig.from_dict(json.loads(Path(f"{model}.json").read_text("utf-8")))


def trimmed(pcm: Pcm, rate: int) -> Pcm:
    """The sound without its silent ends, so that pauses between sentences are the dialogue's alone."""
    loud = np.flatnonzero(np.abs(pcm.astype(np.int32)) > 32768 * 10 ** (SILENCE_DB / 20))
    if not loud.size:
        return pcm[:0]
    start = max(0, int(loud[0]) - int(KEPT_LEAD_S * rate))
    return pcm[start : int(loud[-1]) + int(KEPT_TAIL_S * rate)]
