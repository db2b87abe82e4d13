"""WAV files: mono in, mono or stereo out, with one clear sentence for what cannot be read."""

import os
import threading
import wave
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import structlog

from voice.audio import Pcm, resample, to_pcm

log = structlog.get_logger()


class WavError(ValueError):
    """A sound file cannot be used. One sentence for the operator."""


class WavWriteError(WavError):
    """A sound file cannot be written: the disk or the folder does not allow it."""


def read_wav(path: Path, rate: int) -> Pcm:
    """Samples of a mono 16-bit PCM WAV file, resampled to `rate` samples a second. Raises WavError."""
    try:
        with wave.open(str(path), "rb") as file:
            channels, width, found = file.getnchannels(), file.getsampwidth(), file.getframerate()
            if channels != 1 or width != 2:
                raise WavError(
                    f"{path} has {channels} channel(s) of {8 * width} bits: "
                    f"convert it to mono 16-bit PCM (sox {path} -c 1 -b 16 mono.wav)."
                )
            if not found:
                raise WavError(f"{path} gives no sample rate: convert it to mono 16-bit PCM WAV.")
            promised = 2 * file.getnframes()
            data = file.readframes(file.getnframes())
            if len(data) < promised:
                raise WavError(f"{path} is cut: {len(data)} of {promised} bytes of sound are there; copy it again.")
    except FileNotFoundError:
        raise WavError(f"{path} does not exist: name an existing WAV file.") from None
    except OSError as error:
        raise WavError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (wave.Error, EOFError) as error:
        raise WavError(
            f"{path} is not a PCM WAV file ({str(error) or 'it is empty or cut'}): convert it to mono 16-bit PCM WAV."
        ) from error
    return resample(to_pcm(data), found, rate)


def write_wav(path: Path, pcm: Pcm, rate: int) -> None:
    """Write a mono 16-bit WAV file, making its folder. Raises WavWriteError, leaving no half file."""
    # A name of its own for each writer: two processes may render the same prompt at once.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(unfinished), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(pcm.astype("<i2").tobytes())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise WavWriteError(f"{path} cannot be written: {error.strerror or error}.") from error


class StereoRecorder:
    """Writes a call as it goes: left and right frames of equal length. The file is valid after `close`.

    Raises WavError when it cannot begin. A disk that fills up later ends the recording, not the call.
    """

    def __init__(self, path: Path, rate: int) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = wave.open(str(path), "wb")  # noqa: SIM115 - closed by close()
        except OSError as error:
            raise WavWriteError(f"{path} cannot be written: {error.strerror or error}.") from error
        self._full = False
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(rate)

    def write(self, left: bytes, right: bytes) -> None:
        """Add one frame a side; the shorter side is completed with silence."""
        if self._full:
            return
        length = max(len(left), len(right))
        both = np.zeros((length // 2, 2), dtype="<i2")
        both[: len(left) // 2, 0] = to_pcm(left)
        both[: len(right) // 2, 1] = to_pcm(right)
        try:
            self._file.writeframesraw(both.tobytes())
        except OSError as error:
            self._stop(error)

    def close(self) -> None:
        """Write the header's lengths and close the file. May be called twice."""
        try:
            self._file.close()
        except OSError as error:
            self._stop(error)

    def _stop(self, error: OSError) -> None:
        if not self._full:
            self._full = True
            log.warning("the recording ends here", file=str(self.path), reason=error.strerror or str(error))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
