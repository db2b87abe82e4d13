"""Sound as a telephone carries it, for tests with real engines."""

from collections.abc import Callable

from voice.audio import Pcm, frame_samples, resample
from voice.recognition import Recognition
from voice.speaking import speakable
from voice.synthesis import PiperSynthesizer
from voice.telephone_sound import a_law, narrowed
from voice.vosk_recognizer import VoskRecognizer

BAND_HZ = (250.0, 3500.0)


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
    """What a telephone (8 kHz, A-law) makes of the sound, with a band a little wider than simulated residents have."""
    return a_law(narrowed(pcm, 8000, BAND_HZ))


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
