"""Which sound is being said when: what the network is taught of a reading."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asr_models.phones import INDEX, SILENCE
from asr_models.training.readings import RATE, Spoken

PAUSE_S = 0.075
"""A gap between two words that lasts so long is a pause; a shorter one belongs to the sound before it."""


@dataclass(frozen=True)
class Alignment:
    """Sounds in their order: numbers of phones, begin and end in seconds, and whether a sound may be left out."""

    phones: NDArray[np.int64]
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    optional: NDArray[np.bool_]

    def slower(self, factor: float) -> "Alignment":
        """The same when everything lasts `factor` as long."""
        return Alignment(self.phones, self.starts * factor, self.ends * factor, self.optional)


def aligned(spoken: Spoken) -> Alignment | None:
    """The alignment of a reading; None when it does not begin and end in silence, as every reading should."""
    sounds: list[tuple[str, float, float]] = []
    start = 0.0
    for phone, last in zip(spoken.phones, spoken.ends, strict=True):
        end = float(last) / RATE
        _put(sounds, phone, start, end)
        start = end
    if len(sounds) < 3 or sounds[0][0] != SILENCE or sounds[-1][0] != SILENCE:
        return None
    names, starts, ends = zip(*sounds, strict=True)
    return Alignment(
        np.array([INDEX[name] for name in names], np.int64),
        np.array(starts),
        np.array(ends),
        np.array([name == SILENCE for name in names]),
    )


def _put(sounds: list[tuple[str, float, float]], phone: str, start: float, end: float) -> None:
    short = not phone and end - start < PAUSE_S
    name = phone or SILENCE
    if sounds and (short or name == SILENCE == sounds[-1][0]):
        before, since, _ = sounds[-1]
        sounds[-1] = (before, since, end)
    else:
        sounds.append((name, start, end))
