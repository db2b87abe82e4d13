"""Sound as a telephone carries it, for tests with real engines."""

from collections.abc import Callable

import numpy as np

from voice.audio import Pcm, frame_samples, resample
from voice.recognition import Recognition
from voice.speaking import speakable
from voice.synthesis import PiperSynthesizer
from voice.vosk_recognizer import VoskRecognizer


class Speak:
    """Speech at a line's rate; each sentence of each speaker is made once."""

    def __init__(self, speaker: Callable[[str], PiperSynthesizer]) -> None:
        self._speaker = speaker
        self._voices: dict[str, PiperSynthesizer] = {}
        self._made: dict[tuple[str, str], Pcm] = {}

    def __call__(self, text: str, speaker: str = "siwis", rate: int = 8000) -> Pcm:
        if speaker not in self._voices:
            self._voices[speaker] = self._speaker(speaker)
        voice = self._voices[speaker]
        if (text, speaker) not in self._made:
            self._made[text, speaker] = voice.speak(speakable(text), 1.0)
        return resample(self._made[text, speaker], voice.rate, rate)


def g711(pcm: Pcm) -> Pcm:
    """What A-law (8 kHz) makes of the sound: 13 segments, about 38 dB of signal to noise; telephones cut at 300 Hz."""
    spectrum = np.fft.rfft(pcm.astype(np.float64))
    hertz = np.fft.rfftfreq(pcm.size, 1 / 8000)
    spectrum[(hertz < 250) | (hertz > 3500)] = 0
    sound = np.fft.irfft(spectrum, pcm.size) / 32768
    level = np.abs(sound)
    law = 87.6
    curve = np.where(level < 1 / law, law * level, 1 + np.log(np.maximum(law * level, 1))) / (1 + np.log(law))
    coarse = np.round(curve * 127) / 127 * (1 + np.log(law))
    back = np.where(coarse < 1, coarse / law, np.exp(coarse - 1) / law)
    carried: Pcm = np.clip(np.sign(sound) * back * 32767, -32768, 32767).astype(np.int16)
    return carried


def frames(pcm: Pcm, rate: int = 8000) -> list[bytes]:
    """20 ms frames, the last completed with silence."""
    size = 2 * frame_samples(rate)
    data = pcm.astype("<i2").tobytes()
    return [data[at : at + size].ljust(size, b"\0") for at in range(0, len(data), size)]


def quiet(seconds: float, rate: int = 8000) -> list[bytes]:
    """Line silence."""
    return [bytes(2 * frame_samples(rate))] * round(seconds * 50)


def recognised(recognizer: VoskRecognizer, pcm: Pcm, phrases: tuple[str, ...] = (), rate: int = 8000) -> Recognition:
    """One utterance with a little silence around it."""
    recognizer.begin(phrases)
    for frame in quiet(0.2, rate) + frames(pcm, rate) + quiet(0.5, rate):
        recognizer.accept(frame)
    return recognizer.finish()


def word_errors(said: str, heard: str) -> int:
    """Least number of words put in, left out or changed."""
    reference, words = said.split(), heard.split()
    row = list(range(len(words) + 1))
    for number, word in enumerate(reference, 1):
        above, row[0] = row[0], number
        for place, other in enumerate(words, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != other))
    return row[-1]
