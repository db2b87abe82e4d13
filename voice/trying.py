"""`python -m voice.trying FOLDER`: does a Vosk model load and decode? Exits 0 if so; Kaldi may abort the process."""

import json
import sys
from pathlib import Path

import numpy as np
import vosk

from voice.vosk_recognizer import load_model

RATE = 8000


def decodes(folder: Path) -> bool:
    """Whether a model hears a second of noise without a word about it but its result."""
    recognizer = vosk.KaldiRecognizer(load_model(folder), RATE)
    noise = np.random.default_rng(0).integers(-800, 800, RATE).astype("<i2")
    recognizer.AcceptWaveform(noise.tobytes())
    return "text" in json.loads(recognizer.FinalResult())


if __name__ == "__main__":
    sys.exit(0 if decodes(Path(sys.argv[1])) else 1)
