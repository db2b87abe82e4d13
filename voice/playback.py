"""Playing a list of sentences: frame by frame, pausing, resuming, never silent for long while one is being made."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np

from voice.audio import FRAME_MS, Pcm, frame_samples

FRAME_S = FRAME_MS / 1000
PATIENCE_S = 1.8
"""A caller left in silence longer than this wonders whether the line is dead (the answer gap's worst case)."""
AGAIN_S = 6.0
"""... and so does one who was asked for patience, after this."""
GIVE_UP_S = 20.0
"""A sentence that took longer to make will not come: it is apologised for, and the next one said."""


@dataclass(frozen=True)
class Clip:
    """One sentence and its sound, which may still be in the making."""

    text: str
    sound: Future[Pcm]
    interruptible: bool = True


@dataclass(frozen=True)
class StandIns:
    """Sounds always at hand, at the line's rate, for when a sentence is late or cannot be made."""

    one_moment: Pcm
    apology: Pcm


class Repeated:
    """A sound that comes again after every `AGAIN_S` seconds of silence: a caller who waits is not left alone."""

    def __init__(self, sound: Pcm, rate: int) -> None:
        self._frames = frames_of(sound, rate)
        self._silent = round(AGAIN_S / FRAME_S)
        self._at = -self._silent

    def next_frame(self) -> bytes | None:
        """The next 20 ms; None for silence."""
        frame = self._frames[self._at] if self._at >= 0 else None
        self._at += 1
        if self._at >= len(self._frames):
            self._at = -self._silent
        return frame


def frames_of(sound: Pcm, rate: int) -> list[bytes]:
    """A sound in frames of 20 ms, the last one filled with silence."""
    size = frame_samples(rate)
    return [_padded(sound[at : at + size], size) for at in range(0, len(sound), size)]


def beep(rate: int) -> Pcm:
    """Half a second of 440 Hz: the last resort of a line that has no voice left."""
    time = np.arange(rate // 2) / rate
    return (6000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16)


class Playback:
    """Frames of a turn's sentences, with pauses between them. Pulled every 20 ms from one thread."""

    def __init__(self, clips: Sequence[Clip], rate: int, pause_s: float, stand_ins: StandIns) -> None:
        self._clips = clips
        self._frame = frame_samples(rate)
        self._pause = round(pause_s / FRAME_S)
        self._stand_ins = stand_ins
        self._at = 0
        self._position = 0
        self._pausing = 0
        self._waited = 0
        self._silent = 0
        self._filler: Pcm | None = None
        self._filler_at = 0
        self._fillers = 0
        self._chosen: Pcm | None = None
        self._apologised = False
        self.failures = 0
        """Sentences that could not be made."""

    @property
    def finished(self) -> bool:
        """Everything was played."""
        return self._at >= len(self._clips)

    @property
    def current(self) -> Clip | None:
        """The sentence being played or waited for."""
        return None if self.finished else self._clips[self._at]

    @property
    def begun(self) -> tuple[str, ...]:
        """Texts of the sentences played so far, the current one included."""
        started = self._at + (0 if self.finished or not self._position else 1)
        return tuple(clip.text for clip in self._clips[:started])

    def next_frame(self) -> bytes | None:
        """The next 20 ms; None for silence (a pause, or a sentence not ready yet)."""
        if self._filler is not None:
            return self._filler_frame()
        if self._pausing:
            self._pausing -= 1
            return None
        clip = self.current
        if clip is None:
            return None
        if not clip.sound.done() and self._waited * FRAME_S < GIVE_UP_S:
            return self._wait()
        if self._chosen is None:
            self._chosen = self._sound(clip)
        sound = self._chosen
        chunk = sound[self._position : self._position + self._frame]
        self._position += self._frame
        if self._position >= len(sound):
            self._advance()
        return _padded(chunk, self._frame)

    def rewind(self) -> None:
        """Back to the beginning of the current sentence: after a false alarm it is said again whole."""
        self._position = 0
        self._pausing = 0

    def _advance(self) -> None:
        self._at += 1
        self._position = 0
        self._chosen = None
        self._waited = 0
        self._silent = 0
        self._pausing = self._pause if not self.finished else 0

    def _sound(self, clip: Clip) -> Pcm:
        made = _made(clip.sound)
        if made is not None:
            return made
        self.failures += 1
        if self._apologised:
            return np.zeros(self._frame, np.int16)
        self._apologised = True
        return self._stand_ins.apology

    def _wait(self) -> bytes | None:
        self._waited += 1
        self._silent += 1
        if self._silent * FRAME_S >= (AGAIN_S if self._fillers else PATIENCE_S):
            self._fillers += 1
            self._silent = 0
            self._filler, self._filler_at = self._stand_ins.one_moment, 0
        return None

    def _filler_frame(self) -> bytes | None:
        assert self._filler is not None
        chunk = self._filler[self._filler_at : self._filler_at + self._frame]
        self._filler_at += self._frame
        if self._filler_at >= len(self._filler):
            self._filler = None
            self._pausing = self._pause
        return _padded(chunk, self._frame)


def _made(sound: Future[Pcm]) -> Pcm | None:
    """The sound; None when it failed, was cancelled (a worker that stops), or never came."""
    try:
        return sound.result(timeout=0)
    except Exception:
        return None


def _padded(chunk: Pcm, size: int) -> bytes:
    if len(chunk) < size:
        chunk = np.concatenate([chunk, np.zeros(size - len(chunk), np.int16)])
    return chunk.astype("<i2").tobytes()
