"""WAV files: mono in, mono or stereo out, with one clear sentence for what cannot be read."""

import wave
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from voice.audio import Pcm, resample, to_pcm


class WavError(ValueError):
    """A sound file cannot be used. One sentence for the operator."""


def read_wav(path: Path, rate: int) -> Pcm:
    """Samples of a mono 16-bit PCM WAV file, resampled to `rate` samples a second. Raises WavError."""
    try:
        with wave.open(str(path), "rb") as file:
            channels, width, found = file.getnchannels(), file.getsampwidth(), file.getframerate()
            if channels != 1 or width != 2:
                raise WavError(
                    f"{path} has {channels} channel(s) of {8 * width} bits: "
                    f"convert it to mono 16-bit PCM (sox {path.name} -c 1 -b 16 out.wav)."
                )
            data = file.readframes(file.getnframes())
    except FileNotFoundError:
        raise WavError(f"{path} does not exist: name an existing WAV file.") from None
    except OSError as error:
        raise WavError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (wave.Error, EOFError) as error:
        raise WavError(
            f"{path} is not a PCM WAV file ({error or 'it is empty or cut'}): convert it to mono 16-bit PCM WAV."
        ) from error
    return resample(to_pcm(data[: len(data) // 2 * 2]), found, rate)


def write_wav(path: Path, pcm: Pcm, rate: int) -> None:
    """Write a mono 16-bit WAV file, making its folder. Raises WavError, leaving no half file."""
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(unfinished), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(pcm.astype("<i2").tobytes())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise WavError(f"{path} cannot be written: {error.strerror or error}.") from error


class StereoRecorder:
    """Writes a call as it goes: left and right frames of equal length. The file is valid after `close`."""

    def __init__(self, path: Path, rate: int) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = wave.open(str(path), "wb")  # noqa: SIM115 - closed by close()
        except OSError as error:
            raise WavError(f"{path} cannot be written: {error.strerror or error}.") from error
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(rate)

    def write(self, left: bytes, right: bytes) -> None:
        """Add one frame a side; the shorter side is completed with silence."""
        length = max(len(left), len(right))
        both = np.zeros((length // 2, 2), dtype="<i2")
        both[: len(left) // 2, 0] = to_pcm(left)
        both[: len(right) // 2, 1] = to_pcm(right)
        self._file.writeframesraw(both.tobytes())

    def close(self) -> None:
        """Write the header's lengths and close the file. May be called twice."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
