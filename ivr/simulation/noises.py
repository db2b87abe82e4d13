"""What is heard behind a caller: other voices, a street, a television, a car. Made from a seed, never recorded."""

from collections.abc import Callable
from random import Random

import numpy as np
from numpy.typing import NDArray

from voice.audio import Pcm

Samples = NDArray[np.float64]
LOOP_S = 20.0
"""Length of a noise; it begins again after that."""
TALKERS = 5
BABBLE = (
    "Oui alors je lui ai dit que ce n'était pas possible, tu comprends, on ne peut pas faire comme ça.",
    "Passe-moi le sel s'il te plaît, et dis à ton frère de venir à table tout de suite.",
    "Il paraît qu'ils vont annoncer de la pluie pour toute la fin de semaine, c'est bien dommage.",
    "Moi je prends toujours le train de huit heures, comme ça j'arrive avant tout le monde.",
    "Et là il se retourne, et il me dit mais madame, ce n'est pas du tout à moi de faire cela.",
)
Speak = Callable[[str, int], Pcm]
"""Speech of a sentence by one of several other people (by number), at the line's rate."""


def noise(kind: str, rate: int, seed: int, speak: Speak) -> Samples:
    """`LOOP_S` seconds of a noise, of power 1. ValueError for an unknown kind."""
    dice = np.random.default_rng(seed)
    size = int(LOOP_S * rate)
    match kind:
        case "babble":
            made = _babble(size, Random(seed), speak)
        case "television":
            made = _television(size, rate, Random(seed), speak)
        case "street":
            made = _street(size, rate, dice)
        case "car":
            made = _coloured(size, rate, dice, cut_hz=120.0, slope=2.0)
        case _:
            raise ValueError(f"{kind!r} is no noise")
    of_power_one: Samples = made / np.sqrt(np.mean(made**2))
    return of_power_one


def _coloured(size: int, rate: int, dice: np.random.Generator, cut_hz: float, slope: float) -> Samples:
    """Noise that is flat up to a frequency and falls beyond it, by 6 dB an octave for each unit of slope."""
    hertz = np.fft.rfftfreq(size, 1 / rate)
    spectrum = np.fft.rfft(dice.standard_normal(size)) / (1 + (hertz / cut_hz) ** slope)
    coloured: Samples = np.fft.irfft(spectrum, size)
    return coloured


def _street(size: int, rate: int, dice: np.random.Generator) -> Samples:
    """Distant traffic, and a car that passes every five seconds or so."""
    distant = _coloured(size, rate, dice, cut_hz=300.0, slope=1.0)
    passing = _coloured(size, rate, dice, cut_hz=900.0, slope=1.0)
    times = np.arange(size) / rate
    swell = np.zeros(size)
    regular = np.arange(2.0, LOOP_S - 2.0, 5.0)
    for moment in regular + dice.uniform(-1.5, 1.5, regular.size):
        swell += np.exp(-(((times - moment) / 0.9) ** 2))
    street: Samples = distant / np.std(distant) + 2.5 * swell * passing / np.std(passing)
    return street


def _talk(size: int, random: Random, speak: Speak, talker: int) -> Samples:
    """One person who talks all the time."""
    parts: list[Samples] = []
    while sum(part.size for part in parts) < size:
        parts.append(speak(random.choice(BABBLE), talker).astype(np.float64))
    return np.roll(np.concatenate(parts)[:size], random.randrange(size))


def _babble(size: int, random: Random, speak: Speak) -> Samples:
    babble: Samples = np.sum([_talk(size, random, speak, talker) for talker in range(TALKERS)], axis=0)
    return babble


def _television(size: int, rate: int, random: Random, speak: Speak) -> Samples:
    """A speaker over three held notes, as a jingle under an announcement."""
    talk = _talk(size, random, speak, 0)
    times = np.arange(size) / rate
    chords = [(220.0, 277.2, 329.6), (196.0, 246.9, 293.7)]
    chord = np.sum([[np.sin(2 * np.pi * hertz * times) for hertz in chord] for chord in chords], axis=1)
    music = np.where((times // 2) % 2 < 1, chord[0], chord[1])
    heard: Samples = talk / (np.std(talk) + 1e-9) + 0.4 * music
    return heard
