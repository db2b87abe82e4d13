"""`python -m voice.trying FOLDER`: does a Vosk model load and hear? Exits 0 if so; Kaldi may abort the process.

Prints the most memory that it took, in megabytes.
"""

import resource
import sys
from pathlib import Path

import numpy as np

from asr_models.files import ModelError
from voice.audio import frame_samples
from voice.vosk_model import load_model
from voice.vosk_recognizer import VoskRecognizer

RATE = 8000
QUESTIONS: tuple[tuple[str, ...], ...] = ((), ("oui", "non"))


def hears(folder: Path) -> None:
    """Let the product's recognizer hear a second of noise at an open and at a closed question.

    Raises ModelError, or whatever Vosk does.
    """
    recognizer = VoskRecognizer(load_model(folder), RATE)
    noise = np.random.default_rng(0).integers(-800, 800, RATE).astype("<i2")
    size = frame_samples(RATE)
    for phrases in QUESTIONS:
        recognizer.begin(phrases)
        for start in range(0, noise.size, size):
            recognizer.accept(noise[start : start + size].tobytes())
        recognizer.finish()


if __name__ == "__main__":
    try:
        hears(Path(sys.argv[1]))
    except ModelError as error:
        sys.exit(str(error))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
