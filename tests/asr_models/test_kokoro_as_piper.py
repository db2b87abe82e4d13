import json
from pathlib import Path

import numpy as np
import pytest
from piper import PiperVoice, SynthesisConfig

from asr_models.kokoro_as_piper import SAMPLE_RATE, blend
from tests.silent_voice import LEVELS, SECONDS_PER_SYMBOL, silent_voice, styles


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> PiperVoice:
    return PiperVoice.load(silent_voice(tmp_path_factory.mktemp("voice")))


def speak(voice: PiperVoice, text: str, speaker: int, length_scale: float = 1.0) -> np.ndarray:
    config = SynthesisConfig(speaker_id=speaker, length_scale=length_scale, normalize_audio=False)
    return np.concatenate([chunk.audio_float_array for chunk in voice.synthesize(text, config)])


def test_piper_takes_it_for_a_voice_of_two_speakers(voice: PiperVoice) -> None:
    assert (voice.config.num_speakers, voice.config.sample_rate) == (2, SAMPLE_RATE)
    assert voice.config.speaker_id_map == {"calme": 0, "fort": 1}
    levels = [float(np.max(speak(voice, "Bonjour.", speaker))) for speaker in (0, 1)]
    assert levels == pytest.approx([LEVELS["quiet"], LEVELS["loud"]]), "each speaker has its own style table"


def test_a_longer_sentence_and_a_greater_length_scale_take_longer(voice: PiperVoice) -> None:
    short, long = speak(voice, "Oui.", 0).size, speak(voice, "Oui, bien entendu.", 0).size
    assert long > 2 * short
    assert speak(voice, "Oui.", 0, length_scale=2.0).size == pytest.approx(2 * short, abs=2)
    phonemes = sum(len(symbols) for symbols in voice.phonemize("Oui."))
    assert short / SAMPLE_RATE >= phonemes * SECONDS_PER_SYMBOL


def test_a_text_longer_than_the_style_tables_is_still_spoken(voice: PiperVoice) -> None:
    assert speak(voice, "bonjour " * 120, 0).size > 512 * SECONDS_PER_SYMBOL * SAMPLE_RATE


def test_the_description_knows_every_symbol_it_silences(tmp_path: Path) -> None:
    model = silent_voice(tmp_path)
    ids = json.loads(Path(f"{model}.json").read_text("utf-8"))["phoneme_id_map"]
    assert [ids[symbol] for symbol in "_^$-"] == [[], [], [], []]
    assert all(len(ids[symbol]) == 1 for symbol in "aeiouʁʃ.,?!")


def test_blending_weighs_the_tables(tmp_path: Path) -> None:
    folder = styles(tmp_path / "styles")
    table = blend({"quiet": 0.5, "loud": 0.5}, folder)
    assert table.shape == (510, 256)
    assert table[0, 0] == pytest.approx((LEVELS["quiet"] + LEVELS["loud"]) / 2)
    assert table[509, 1] == pytest.approx(509)
