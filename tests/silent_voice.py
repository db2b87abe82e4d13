"""A tiny voice with Kokoro's inputs and no speech: it builds in milliseconds and "speaks" at once.

For tests of what surrounds synthesis. Each symbol lasts a fixed time at a constant level, which is the speaker's.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from asr_models import catalogue, kokoro_as_piper
from asr_models.catalogue import Speaker, VoiceModel

SECONDS_PER_SYMBOL = 0.05
SPEAKERS = (Speaker("calme", {"quiet": 1.0}, 0.0, "a quiet one"), Speaker("fort", {"loud": 1.0}, -3.0, "a loud one"))
LEVELS = {"quiet": 0.1, "loud": 0.4}


def kokoro_graph(path: Path) -> Path:
    """Weights with Kokoro's three inputs; sound of len(tokens) / speed blocks at the level style[0, 0]."""
    block = round(SECONDS_PER_SYMBOL * kokoro_as_piper.SAMPLE_RATE)
    node = helper.make_node
    nodes = [
        node("Shape", ["tokens"], ["shape"]),
        node("Gather", ["shape", "one"], ["count"], axis=0),
        node("Cast", ["count"], ["count_f"], to=TensorProto.FLOAT),
        node("Div", ["count_f", "speed"], ["slowed"]),
        node("Mul", ["slowed", "block"], ["length_f"]),
        node("Cast", ["length_f"], ["length"], to=TensorProto.INT64),
        node("Slice", ["style", "zero", "one", "one"], ["level"]),
        node("Reshape", ["level", "one"], ["level_1"]),
        node("Expand", ["level_1", "length"], ["waveform"]),
    ]
    constants = [
        numpy_helper.from_array(np.array([1], np.int64), "one"),
        numpy_helper.from_array(np.array([0], np.int64), "zero"),
        numpy_helper.from_array(np.array([block], np.float32), "block"),
    ]
    graph = helper.make_graph(
        nodes,
        "silent",
        [
            helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "T"]),
            helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, kokoro_as_piper.STYLE_SIZE]),
            helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
        ],
        [helper.make_tensor_value_info("waveform", TensorProto.FLOAT, ["N"])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return path


def styles(folder: Path) -> Path:
    """A folder with the style tables of the two speakers, and Kokoro's own symbols."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, level in LEVELS.items():
        table = np.zeros((kokoro_as_piper.STYLE_ROWS, kokoro_as_piper.STYLE_SIZE), np.float32)
        table[:, 0] = level
        table[:, 1] = np.arange(kokoro_as_piper.STYLE_ROWS)
        table.tofile(folder / f"{name}.bin")
    symbols = catalogue.HERE / "voices" / "kokoro-vocab.json"
    (folder / symbols.name).write_bytes(symbols.read_bytes())
    return folder


def description() -> VoiceModel:
    """The catalogue's entry of the silent voice."""
    return replace(catalogue.voice(), name="silent", title="A silent voice", speakers=SPEAKERS, parts=())


def silent_voice(folder: Path) -> Path:
    """Make the voice in `folder`; its model file, for PiperVoice or PiperSynthesizer."""
    model = folder / "silent.onnx"
    kokoro_as_piper.build(description(), kokoro_graph(folder / "weights.onnx"), styles(folder / "styles"), model)
    return model
