"""The first stage of training: texts read aloud by many people, in numbered files that a later run goes on from."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

import numpy as np
import soxr
from numpy.typing import NDArray
from piper.phonemize_espeak import EspeakPhonemizer

from asr_models.language.texts import Texts
from asr_models.phones import UnknownSoundError, timed
from asr_models.training.colloquial import ended, hesitating, swallowed
from asr_models.training.voices import RATE as STUDIO_RATE
from asr_models.training.voices import Studio

RATE = 8000
"""Samples a second of what is kept: the telephone's band."""
A_FILE = 100
"""Readings in one file."""
LEVEL = 0.9


@dataclass(frozen=True)
class Spoken:
    """One reading: text, sound at 8 kHz, and phones (names, "" between words) with their ends in samples."""

    text: str
    person: str
    sound: NDArray[np.int16]
    phones: tuple[str, ...]
    ends: NDArray[np.int32]


class Reads(Protocol):
    """Gives one reading after the other."""

    def next(self) -> Spoken:
        """The next reading."""


class Reader:
    """Draws a text and a person, and reads the one as the other."""

    def __init__(self, texts: Texts, studio: Studio, random: Random) -> None:
        self._texts = texts
        self._studio = studio
        self._random = random
        self._espeak = EspeakPhonemizer()

    def next(self) -> Spoken:
        """The next reading; a text that cannot be read is passed over."""
        while True:
            text = hesitating(self._texts.draw(self._random), self._random)
            sentences = self._espeak.phonemize("fr", ended(text, self._random))
            symbols = swallowed([symbol for sentence in sentences for symbol in sentence], self._random)
            person = self._studio.person(self._random)
            reading = self._studio.read(symbols, person)
            if reading is None:
                continue
            try:
                phones = list(timed(reading.symbols, reading.samples))
            except UnknownSoundError:  # a foreign sound: rare, and nothing is lost with it
                continue
            sound = soxr.resample(reading.sound, STUDIO_RATE, RATE)
            return Spoken(
                text,
                "+".join(f"{name}*{weight}" for name, weight in person.mix) + f" x{person.pace}",
                (np.clip(sound * LEVEL, -1, 1) * 32767).astype(np.int16),
                tuple(each.phone or "" for each in phones),
                np.array([each.end * RATE // STUDIO_RATE for each in phones], np.int32),
            )


def record(
    folder: Path, hours: float, reader: Callable[[int], Reads], tell: Callable[[float, float], None], part: int = 0
) -> None:
    """Fill `folder` with readings until there are `hours` of them in this part; files that are there already count.

    `reader(number)` gives the reader of the file of that number: so each file depends on its number alone, and a run
    that was stopped goes on as if it had not been. `tell(done, of)` in hours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done, number = 0.0, 0
    while done < hours:
        path = folder / f"{part}-{number:05d}.npz"
        if not path.exists():
            source = reader(number)
            save(path, [source.next() for _ in range(A_FILE)])
        done += _hours_of(path)
        number += 1
        tell(done, hours)


def save(path: Path, spoken: list[Spoken]) -> None:
    """Write readings; the file appears whole or not at all."""
    begun = path.with_suffix(".tmp.npz")
    np.savez(
        begun,
        text=np.array([each.text for each in spoken]),
        person=np.array([each.person for each in spoken]),
        phones=np.array(["|".join(each.phones) for each in spoken]),
        sound=np.concatenate([each.sound for each in spoken]),
        sizes=np.array([each.sound.size for each in spoken], np.int32),
        ends=np.concatenate([each.ends for each in spoken]),
    )
    begun.rename(path)


def load(path: Path) -> list[Spoken]:
    """Read what `save` wrote."""
    with np.load(path) as kept:
        texts, persons, sizes = kept["text"], kept["person"], kept["sizes"]
        phones = [tuple(line.split("|")) for line in kept["phones"]]
        sounds = np.split(kept["sound"], np.cumsum(sizes)[:-1])
        ends = np.split(kept["ends"], np.cumsum([len(names) for names in phones])[:-1])
    return [Spoken(str(t), str(p), s, n, e) for t, p, s, n, e in zip(texts, persons, sounds, phones, ends, strict=True)]


def _hours_of(path: Path) -> float:
    with np.load(path) as kept:
        return float(kept["sizes"].sum()) / RATE / 3600
