"""The resident's mouth: sentences in their own voice, with their age, pace and hesitations."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import parselmouth
from parselmouth.praat import call as praat

from ivr.simulation.kinds import Manner, manner_of
from ivr.simulation.scenario import CallerVoice
from voice.audio import Pcm, amplify, resample
from voice.prompts import PromptStore
from voice.synthesis import Synthesizer

FILLERS = ("euh", "heu", "ben", "alors")
PREDICTABLE = "random_initializeWithSeedUnsafelyButPredictably (0)"
"""Praat places the periods of unvoiced sounds by chance; so that the same sentence is said the same."""
PITCH_FLOOR_HZ, PITCH_CEILING_HZ = 75, 500
MUFFLED_HZ = 1800.0
ROOM_S = 0.35
"""Time in which the echo of a furnished room fades to a thousandth."""
ROOM_DB = -6.0
"""The echo against the voice itself, three metres from the telephone."""


@dataclass(frozen=True)
class Piece:
    """Some words, and the pause after them in seconds."""

    text: str
    pause_s: float = 0.0


def pieces(text: str, hesitations: float, random: Random) -> list[Piece]:
    """The words with hesitations between them: a filler, a pause of half a second to two, or both."""
    words = text.split()
    found: list[Piece] = []
    begun: list[str] = []
    for index, word in enumerate(words):
        if index and random.random() < hesitations:
            begun += [f"{random.choice(FILLERS)},"] if random.random() < 0.6 else []
            found.append(Piece(" ".join(begun), round(random.uniform(0.4, 1.8), 2)))
            begun = []
        begun.append(word)
    return [*found, Piece(" ".join(begun))] if begun else found


class ResidentVoice:
    """Speech of one caller at a line's rate."""

    def __init__(self, caller: CallerVoice, synthesizer: Synthesizer, folder: Path, rate: int, random: Random) -> None:
        self._caller = caller
        self._manner: Manner = manner_of(caller)
        self._store = PromptStore(folder, synthesizer)
        self._rate = rate
        self._seed = random.random()
        self._times = Counter[str]()

    def say(self, text: str) -> Pcm:
        """The sentence's sound."""
        caller, manner = self._caller, self._manner
        slowness = 1 / (caller.rate * manner.rate)
        self._times[text] += 1
        dice = Random(f"{self._seed} {text} {self._times[text]}")  # whatever was said before
        sounds = []
        for piece in pieces(text, max(caller.hesitations, manner.hesitations), dice):
            sound = resample(self._store.get(piece.text, slowness), self._store.rate, self._rate)
            sounds += [sound, np.zeros(int(piece.pause_s * self._rate), np.int16)]
        whole = aged(np.concatenate(sounds), self._rate, caller.pitch, caller.tract)
        whole = below(whole, self._rate, MUFFLED_HZ) if manner.muffled else whole
        whole = in_room(whole, self._rate) if manner.room else whole
        return amplify(whole, manner.gain_db)


def aged(pcm: Pcm, rate: int, semitones: float, tract: float) -> Pcm:
    """The voice higher or lower, and of a longer or shorter vocal tract, at the same pace (Praat's Change gender)."""
    if (semitones == 0 and tract == 1.0) or pcm.size < rate // 5:
        return pcm
    parselmouth.praat.run(PREDICTABLE)
    sound = parselmouth.Sound(pcm.astype(np.float64) / 32768, rate)
    pitch = praat(
        sound.to_pitch(pitch_floor=PITCH_FLOOR_HZ, pitch_ceiling=PITCH_CEILING_HZ), "Get quantile", 0, 0, 0.5, "Hertz"
    )
    median = 0.0 if np.isnan(pitch) else float(pitch) * 2 ** (semitones / 12)  # 0: as it is
    changed = praat(sound, "Change gender", PITCH_FLOOR_HZ, PITCH_CEILING_HZ, 1 / tract, median, 1.0, 1.0)
    samples = np.clip(changed.values[0] * 32767, -32768, 32767)
    aged_pcm: Pcm = samples.astype(np.int16)
    return aged_pcm


def below(pcm: Pcm, rate: int, hertz: float) -> Pcm:
    """Nothing above a frequency."""
    spectrum = np.fft.rfft(pcm.astype(np.float64))
    spectrum[np.fft.rfftfreq(pcm.size, 1 / rate) > hertz] = 0
    muffled: Pcm = np.fft.irfft(spectrum, pcm.size).astype(np.int16)
    return muffled


def in_room(pcm: Pcm, rate: int) -> Pcm:
    """With the echo of a room: noise that fades, as a room's answer to a clap does."""
    times = np.arange(int(ROOM_S * rate)) / rate
    answer = np.random.default_rng(0).standard_normal(times.size) * 10 ** (-3 * times / ROOM_S)
    answer *= 10 ** (ROOM_DB / 20) / np.sqrt(np.sum(answer**2))
    sound = pcm.astype(np.float64)
    size = 1 << int(np.ceil(np.log2(sound.size + answer.size)))
    echo = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(answer, size), size)[: sound.size]
    roomy: Pcm = np.clip(sound + echo, -32768, 32767).astype(np.int16)
    return roomy
