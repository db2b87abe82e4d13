"""Put Piper's inputs in front of Kokoro's graph, so that Piper takes Kokoro for one of its voices.

Piper gives `input` (phoneme ids, [1, T]), `input_lengths` ([1]), `scales` ([noise, length, noise width])
and, for several speakers, `sid` ([1]). Kokoro wants `tokens` (ids between two zeros), `style` (the row of
the speaker's table for that number of phonemes) and `speed` (1 / length scale). The few nodes added here
translate the one into the other; the weights stay untouched.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from asr_models.catalogue import VoiceModel

SAMPLE_RATE = 24_000
STYLE_SIZE = 256
STYLE_ROWS = 510
"""Kokoro's style tables have one row of 256 floats for each phoneme count up to 510."""

# espeak-ng writes a hyphen between linked words; Kokoro has no symbol for it and needs none.
SILENT_SYMBOLS = ("_", "^", "$", "-")


def blend(mix: dict[str, float], folder: Path) -> NDArray[np.float32]:
    """One speaker's style table, [510, 256], from weighted tables in `folder` (`<name>.bin`)."""
    table = np.zeros((STYLE_ROWS, STYLE_SIZE), dtype=np.float32)
    for name, weight in mix.items():
        table += np.float32(weight) * np.fromfile(folder / f"{name}.bin", dtype=np.float32).reshape(
            STYLE_ROWS, STYLE_SIZE
        )
    return table


def _constants(styles: NDArray[np.float32]) -> list[Any]:
    return [
        numpy_helper.from_array(np.zeros((1, 1), np.int64), "gv_boundary"),
        numpy_helper.from_array(np.array([1], np.int64), "gv_length_axis"),
        numpy_helper.from_array(np.array([1], np.int64), "gv_length_scale_index"),
        numpy_helper.from_array(np.array([STYLE_ROWS - 1], np.int64), "gv_last_row"),
        numpy_helper.from_array(np.array([STYLE_ROWS], np.int64), "gv_rows"),
        numpy_helper.from_array(styles.reshape(-1, STYLE_SIZE), "gv_styles"),
    ]


def _nodes() -> list[Any]:
    node = helper.make_node
    return [
        node("Concat", ["gv_boundary", "input", "gv_boundary"], ["tokens"], axis=1),
        node("Shape", ["input"], ["gv_shape"]),
        node("Gather", ["gv_shape", "gv_length_axis"], ["gv_count"], axis=0),
        node("Min", ["gv_count", "gv_last_row"], ["gv_row"]),
        node("Mul", ["sid", "gv_rows"], ["gv_table"]),
        node("Add", ["gv_table", "gv_row"], ["gv_style_index"]),
        node("Gather", ["gv_styles", "gv_style_index"], ["style"], axis=0),
        node("Gather", ["scales", "gv_length_scale_index"], ["gv_length_scale"], axis=0),
        node("Reciprocal", ["gv_length_scale"], ["speed"]),
    ]


def _piper_config(voice: VoiceModel, vocabulary: dict[str, int]) -> dict[str, Any]:
    phoneme_ids: dict[str, list[int]] = {symbol: [number] for symbol, number in vocabulary.items()}
    phoneme_ids.update({symbol: [] for symbol in SILENT_SYMBOLS})
    return {
        "audio": {"sample_rate": SAMPLE_RATE, "quality": "medium"},
        "espeak": {"voice": "fr"},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_map": {},
        "phoneme_id_map": phoneme_ids,
        "num_symbols": max(vocabulary.values()) + 1,
        "num_speakers": len(voice.speakers),
        "speaker_id_map": {speaker.name: sid for sid, speaker in enumerate(voice.speakers)},
        "language": {"code": "fr_FR"},
    }


def build(voice: VoiceModel, weights: Path, styles_folder: Path, target: Path) -> None:
    """Write `target` (ONNX) and `target`.json (Piper's description) from Kokoro's weights.

    `styles_folder` holds the speakers' tables and `kokoro-vocab.json`.
    """
    model = onnx.load(str(weights))
    styles = np.stack([blend(dict(speaker.mix), styles_folder) for speaker in voice.speakers])
    graph = model.graph
    kept = list(graph.node)
    del graph.input[:]
    graph.input.extend(
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "T"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
            helper.make_tensor_value_info("sid", TensorProto.INT64, [1]),
        ]
    )
    del graph.node[:]
    graph.node.extend(_nodes() + kept)
    graph.initializer.extend(_constants(styles))
    onnx.save(model, str(target))
    vocabulary = json.loads((styles_folder / "kokoro-vocab.json").read_text("utf-8"))["vocab"]
    description = json.dumps(_piper_config(voice, vocabulary), ensure_ascii=False, indent=1)
    Path(f"{target}.json").write_text(description, "utf-8")
