"""The first stage of training: texts read aloud by many people, in numbered files that a later run goes on from."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from itertools import count
from multiprocessing import get_context
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
from asr_models.training.voices import HELD_OUT, Studio
from asr_models.training.voices import RATE as STUDIO_RATE

RATE = 8000
"""Samples a second of what is kept: the telephone's band."""
A_FILE = 100
"""Readings in one file."""
DIGITS = 5
LEVEL = 0.9


@dataclass(frozen=True)
class Spoken:
    """One reading: text, sound at 8 kHz, and phones (names, "" between words) with their ends in samples."""

    text: str
    person: str
    sound: NDArray[np.int16]
    phones: tuple[str, ...]
    ends: NDArray[np.int32]


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


class Reads(Protocol):
    """Makes the readings of the file of a number; in another process, so it must go through pickle."""

    def __call__(self, number: int) -> list[Spoken]:
        """The readings of this file: the same for the same number."""


@dataclass(frozen=True)
class Booth:
    """Reads texts aloud, `a_file` at a time; what is in a file depends on the seed and on the file's number alone."""

    texts: Texts
    weights: Path
    styles: Path
    vocabulary: Path
    held_out: tuple[str, ...] = HELD_OUT
    seed: int = 1
    a_file: int = A_FILE

    def __call__(self, number: int) -> list[Spoken]:
        """The readings of the file of this number."""
        studio = _studio(self.weights, self.styles, self.vocabulary, self.held_out)
        reader = Reader(self.texts, studio, Random(f"{self.seed}/{number}"))
        return [reader.next() for _ in range(self.a_file)]


@cache
def _studio(weights: Path, styles: Path, vocabulary: Path, held_out: tuple[str, ...]) -> Studio:
    return Studio(weights, styles, vocabulary, held_out=held_out)


def record(folder: Path, hours: float, reads: Reads, tell: Callable[[float, float], None], jobs: int = 1) -> None:
    """Fill `folder` with readings until there are `hours` of them; files that are there already count.

    `tell(done, of)` in hours. A file appears whole or not at all, so a run that was stopped goes on where it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = sum(map(_hours_of, recorded(folder)))
    missing = (number for number in count() if not _file(folder, number).exists())
    tell(done, hours)
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        under_way: set[Future[float]] = set()
        while done < hours or under_way:
            while done < hours and len(under_way) < jobs:
                under_way.add(pool.submit(_recorded, folder, next(missing), reads))
            finished, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            done += sum(each.result() for each in finished)
            tell(done, hours)


def recorded(folder: Path) -> list[Path]:
    """The files of readings in a folder, in their order."""
    return sorted(folder.glob("[0-9]" * DIGITS + ".npz"))


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number:0{DIGITS}d}.npz"


def _recorded(folder: Path, number: int, reads: Reads) -> float:
    """Make the file of a number; its hours."""
    save(_file(folder, number), reads(number))
    return _hours_of(_file(folder, number))


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
