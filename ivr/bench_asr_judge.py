"""Whisper as an independent judge: another recognizer on the same sounds, never a part of the product."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soxr

from ivr.bench_asr import Hears
from ivr.bench_asr_material import RATE
from ivr.bench_errors import MaterialError
from ivr.simulation.text import as_heard
from voice.audio import Pcm
from voice.recognition import Hypothesis, Recognition, Word

WHISPER_HZ = 16_000


def whisper(folder: Path) -> Hears:
    """A Whisper model in CTranslate2's form (`model.bin` …), heard by faster-whisper. Raises MaterialError."""
    try:
        from faster_whisper import WhisperModel
    except ImportError:
        raise MaterialError("--whisper needs faster-whisper: run `python -m pip install faster-whisper`.") from None
    try:
        model = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
    except (RuntimeError, ValueError, OSError) as error:
        raise MaterialError(f"{folder} is no Whisper model of CTranslate2 ({error}): name such a folder.") from error

    def hear(sound: Pcm, phrases: tuple[str, ...]) -> Recognition:
        wide = np.asarray(soxr.resample(sound.astype(np.float32) / 32768, RATE, WHISPER_HZ), np.float32)
        hints = ", ".join(phrases) or None
        segments, _ = model.transcribe(wide, language="fr", beam_size=5, word_timestamps=True, hotwords=hints)
        heard = [word for segment in segments for word in segment.words or ()]
        listed = tuple(word for each in heard for word in _words(each.word, each.probability, each.start, each.end))
        text = " ".join(word.text for word in listed)
        return Recognition(
            (Hypothesis(text, float(np.mean([w.confidence for w in listed]))),) if listed else (), listed
        )

    return hear


def _words(written: str, confidence: float, start: float, end: float) -> Iterator[Word]:
    """Whisper's words carry punctuation and figures: "12," is "douze"."""
    for text in as_heard(written).split():
        yield Word(text, confidence, start, end)
