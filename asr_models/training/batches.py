"""Readings as the network meets them: each time on another line, by another speaker, some at once.

What a step meets depends on the seed and on the step's number alone: a training that was stopped goes on as if it had
not been.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import soxr
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from asr_models.training.alignment import Alignment
from asr_models.training.features import Floats, bands, cepstra, other_speaker
from asr_models.training.line import NARROW, Line
from asr_models.training.network import CEPSTRA, CONTEXT, answers_of, frames_for

Doubles = NDArray[np.float64]
SPEEDS = (0.875, 0.9, 0.94, 0.97, 1.0, 1.0, 1.0, 1.03, 1.06, 1.1, 1.14)
"""A sound played so much faster, its pitch with it: children and old men of the same voice."""
BABBLERS = 40
SORTED = 8
"""So many batches' readings are sorted by length, so that the readings of a batch are about as long as each other."""
ANSWER_S, ANSWER_MIDDLE_S = 0.03, 0.0125
EARLY_S, LATE_S = 0.12, 0.12
"""How far from its place in the alignment a sound may be found; of a pause, further."""
PAUSE_EARLY_S, PAUSE_LATE_S = 0.5, 0.2


@dataclass(frozen=True)
class Lesson:
    """A voice at 8 kHz (int16) and what it says when."""

    sound: NDArray[np.int16]
    alignment: Alignment


class Batch(NamedTuple):
    """Some lessons at once; B of them, T answers and N sounds the longest."""

    cepstra: Tensor
    """[B, CEPSTRA, frames_for(T)]"""
    sounds: Tensor
    """[B, N]: phones in their order."""
    allowed: Tensor
    """[B, T, N]: where each may be."""
    optional: Tensor
    """[B, N]: pauses, which may be left out."""
    answers: Tensor
    """[B]: how many of the T are each lesson's own."""
    lengths: Tensor
    """[B]: how many of the N."""
    states: Tensor
    """[B, T]: the state at each answer, by the alignment."""


class Batches(Dataset[Batch]):
    """The batch of each step, by its number."""

    def __init__(self, lessons: Sequence[Lesson], size: int, seed: int) -> None:
        self._lessons = lessons
        self._size = min(size, len(lessons))
        self._seed = seed
        self._lasting = np.array([lesson.sound.size for lesson in lessons])
        chosen = np.random.default_rng(seed).choice(len(lessons), min(BABBLERS, len(lessons)), replace=False)
        self._babblers: list[Floats] = [lessons[each].sound.astype(np.float32) / 32768 for each in chosen]
        self.in_an_epoch = len(lessons) // self._size

    def __getitem__(self, step: int) -> Batch:
        """The batch of a step."""
        torch.set_num_threads(1)
        dice = np.random.default_rng((self._seed, step))
        line = Line(self._babblers, dice)
        return together([_met(self._lessons[each], line, dice) for each in self._chosen(step)])

    def _chosen(self, step: int) -> Sequence[int]:
        epoch, place = divmod(step, self.in_an_epoch)
        dice = np.random.default_rng((self._seed, epoch, 0))
        order = dice.permutation(len(self._lessons))[: self.in_an_epoch * self._size]
        groups = np.array_split(order, max(1, len(order) // (self._size * SORTED)))
        order = np.concatenate([group[np.argsort(self._lasting[group], kind="stable")] for group in groups])
        batch = int(dice.permutation(self.in_an_epoch)[place])
        return [int(each) for each in order[batch * self._size : (batch + 1) * self._size]]


def _met(lesson: Lesson, line: Line, dice: np.random.Generator) -> tuple[Floats, Alignment]:
    speed = float(dice.choice(SPEEDS))
    sound: Floats = lesson.sound.astype(np.float32) / np.float32(32768)
    if speed != 1.0:
        sound = np.asarray(soxr.resample(sound, NARROW * speed, NARROW), np.float32)
    heard = other_speaker(bands(line.carry(sound), dice), dice)
    return cepstra(heard), lesson.alignment.slower(1 / speed)


def together(met: Sequence[tuple[Floats, Alignment]]) -> Batch:
    """Lessons of several lengths in arrays; what is beyond a lesson's end is filled and not allowed."""
    count = len(met)
    answers = np.array([answers_of(len(features)) for features, _ in met])
    lengths = np.array([len(alignment.phones) for _, alignment in met])
    longest, most = int(answers.max()), int(lengths.max())
    heard = np.zeros((count, CEPSTRA, frames_for(longest)), np.float32)
    sounds, optional = np.zeros((count, most), np.int64), np.zeros((count, most), bool)
    allowed = np.zeros((count, longest, most), bool)
    states = np.zeros((count, longest), np.int64)
    at: Doubles = np.arange(longest, dtype=np.float64) * ANSWER_S + ANSWER_MIDDLE_S
    for row, (features, said) in enumerate(met):
        after = heard.shape[2] - CONTEXT - len(features)
        heard[row] = np.pad(features, ((CONTEXT, after), (0, 0)), "edge").T
        sounds[row, : lengths[row]], optional[row, : lengths[row]] = said.phones, said.optional
        allowed[row, :, : lengths[row]] = _allowed(said, at)
        states[row] = _states(said, at)
    arrays = (heard, sounds, allowed, optional, answers, lengths, states)
    return Batch(*(torch.from_numpy(np.asarray(each)) for each in arrays))


def _allowed(said: Alignment, at: Doubles) -> NDArray[np.bool_]:
    early = np.where(said.optional, PAUSE_EARLY_S, EARLY_S)
    late = np.where(said.optional, PAUSE_LATE_S, LATE_S)
    places: NDArray[np.bool_] = (at[:, None] >= said.starts - early) & (at[:, None] <= said.ends + late)
    places[:, -1] |= at >= said.ends[-2] - 0.1  # the silence after the last sound lasts to the end
    return places


def _states(said: Alignment, at: Doubles) -> NDArray[np.int64]:
    place = np.clip(np.searchsorted(said.ends, at, side="right"), 0, len(said.phones) - 1)
    goes_on = np.concatenate([[False], place[1:] == place[:-1]])
    states: NDArray[np.int64] = 2 * said.phones[place] + goes_on
    return states
