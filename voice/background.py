"""What is heard behind the caller: how loud a sound must be to be theirs, from the levels of the last seconds.

Detectors of voice activity find voices in a television, a street or a café, so that a caller who has finished seems to
speak on. The telephone in their hand makes the caller louder than what is behind them: a threshold between the
background's level and the loudest sounds' tells them apart, once there is a background.
"""

from collections import deque
from collections.abc import Sequence

import numpy as np

WINDOW = 400
"""Frames of 20 ms that are looked back at: 8 s hold both the caller and a pause."""
FEW = 100
"""Frames without which nothing is known yet: somebody who speaks at once has paused by then."""
EVERY = 5
"""The threshold is worked out again at each fifth frame: nothing moves faster."""
SILENT_DB = -52.0
"""A background below that is a quiet room: every voice in it is the caller's."""
BACKGROUND_PERCENTILE, LOUD_PERCENTILE = 10, 95
SHARE = 0.55
"""Where the threshold lies between background (0) and loud (1)."""
LEAST_DB = 7.5
"""And at least so much above the background ..."""
MOST_DB = 12.0
"""... and at most: after a shout or a slammed door the caller's own voice still counts.

All measured on 20 sentences of nine voices over babble, street, television and car: 15 dB below the caller the
utterance ended 0.9 s after the last word where the detector alone took 1.1 to 2.2 s, and no end with a television.
"""
CLEAR_DB = 9.0
"""A threshold at least so far above the background tells which words are the caller's."""
OWN_WINDOW, OWN_LOUD = 10, 5
"""Frames that are the caller's: five of ten that stand out. A loud word behind them is shorter."""
BEFORE, AFTER = 20, 20
"""Frames kept around: words begin and end softly."""


class Background:
    """Follows the levels of one line."""

    def __init__(self) -> None:
        self._levels = deque[float](maxlen=WINDOW)
        self._threshold_db = SILENT_DB
        self._until_next = FEW

    def note(self, level_db: float) -> None:
        """Take a frame's level (dB below full scale), whatever it holds."""
        self._levels.append(level_db)
        self._until_next -= 1
        if self._until_next <= 0:
            self._until_next = EVERY
            self._threshold_db = _threshold(*_levels(self._levels))

    def behind(self, level_db: float) -> bool:
        """Whether a sound of that level is behind the caller, not theirs."""
        return level_db <= self._threshold_db


def own_span(levels: Sequence[float]) -> tuple[int, int] | None:
    """The frames (first, and the one after the last) in which the caller speaks, with a margin; None for all of them.

    `levels`: of an utterance's frames, in dB. Words before and after are of somebody behind the caller: with a
    television 15 dB below, word errors fell from 59 to 43 %; other noises gave no words there (20 sentences, 9 voices).
    """
    if len(levels) < FEW:
        return None
    background, loudest = _levels(levels)
    if background < SILENT_DB or SHARE * (loudest - background) < CLEAR_DB:
        return None  # a quiet room, or a caller who hardly stands out: what is theirs cannot be told
    loud = np.asarray(levels) > _threshold(background, loudest)
    own = np.flatnonzero(np.convolve(loud, np.ones(OWN_WINDOW), "valid") >= OWN_LOUD)
    if not own.size:
        return None
    first, end = int(own[0]) + OWN_WINDOW - OWN_LOUD, int(own[-1]) + OWN_LOUD
    return max(0, first - BEFORE), min(len(levels), end + AFTER)


def _threshold(background: float, loudest: float) -> float:
    if background < SILENT_DB:
        return SILENT_DB
    return background + min(MOST_DB, max(LEAST_DB, SHARE * (loudest - background)))


def _levels(levels: Sequence[float]) -> tuple[float, float]:
    """The background's level, and that of the loudest sounds."""
    background, loudest = np.percentile(levels, (BACKGROUND_PERCENTILE, LOUD_PERCENTILE))
    return float(background), float(loudest)
