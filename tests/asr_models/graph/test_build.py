"""A graph written without OpenFst is one that Vosk reads, decodes with, and makes grammars of."""

import json
import shutil
from pathlib import Path

import numpy as np
import vosk

from asr_models import installer
from asr_models.graph.build import build_graph, build_model
from asr_models.graph.lexicon import Lexicon
from voice.vosk_model import load_model

SAID = [["rue", "des", "lilas"], ["oui"], ["non"], ["un", "lampadaire", "rue", "des", "lilas"]]
FREQUENCIES = dict.fromkeys(["oui", "non", "rue", "des", "lilas", "un", "lampadaire", "valbourg"], 0.1)


def tiny(folder: Path) -> Path:
    built = build_graph(folder, [SAID], [1.0], {**FREQUENCIES, "…": 0.1}, Lexicon())
    assert (built.words, built.unsaid) == (8, ("…",))
    build_model(folder, installer.built_in_recognizer().folder)
    return folder


def test_vosk_loads_it_and_knows_its_words_alone(tmp_path: Path) -> None:
    model = load_model(tiny(tmp_path / "model"))
    assert all(model.knows(word) for word in FREQUENCIES)
    assert not model.knows("piscine")


def test_it_decodes_freely_and_under_a_grammar(tmp_path: Path) -> None:
    model = load_model(tiny(tmp_path / "model"))
    noise = np.random.default_rng(0).integers(-3000, 3000, 16_000).astype("<i2").tobytes()
    for grammar in ([], ['["oui", "non", "[unk]"]']):
        recognizer = vosk.KaldiRecognizer(model.kaldi, 8000, *grammar)
        recognizer.AcceptWaveform(noise)
        heard = json.loads(recognizer.FinalResult())["text"].split()
        allowed = {"oui", "non", "[unk]"} if grammar else set(FREQUENCIES)
        assert set(heard) <= allowed


def test_it_needs_nothing_but_its_own_folder(tmp_path: Path) -> None:
    made = tiny(tmp_path / "model")
    moved = tmp_path / "elsewhere"
    shutil.move(made, moved)
    assert load_model(moved).knows("lilas")
