from pathlib import Path

import numpy as np
import pytest

from tests.silent_voice import SECONDS_PER_SYMBOL, silent_voice
from voice.audio import level_db
from voice.levelling import LEVEL_DB, MOST_DB
from voice.synthesis import KEPT_LEAD_S, KEPT_TAIL_S, LIMIT, PiperSynthesizer, trimmed

RATE = 8000


def test_silent_ends_are_cut_but_for_a_little() -> None:
    sound = np.full(RATE, 5000, np.int16)
    ends = np.concatenate([np.full(2 * RATE, 30, np.int16), sound, np.zeros(RATE, np.int16)])
    kept = trimmed(ends, RATE)
    assert kept.size == pytest.approx(RATE * (1 + KEPT_LEAD_S + KEPT_TAIL_S), abs=2)
    assert np.all(kept[round(KEPT_LEAD_S * RATE) : round(KEPT_LEAD_S * RATE) + RATE] == 5000)


def test_silence_inside_is_kept() -> None:
    sound = np.concatenate([np.full(80, 5000), np.zeros(RATE), np.full(80, -5000)]).astype(np.int16)
    assert np.array_equal(trimmed(sound, RATE), sound)


@pytest.mark.parametrize("pcm", [np.zeros(0, np.int16), np.zeros(100, np.int16), np.full(100, -40, np.int16)])
def test_nothing_but_silence_is_nothing(pcm: np.ndarray) -> None:
    assert trimmed(pcm, RATE).size == 0


def test_the_loudest_negative_sample_is_loud() -> None:
    assert trimmed(np.full(10, -32768, np.int16), RATE).size == 10


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return silent_voice(tmp_path_factory.mktemp("voice"))


def test_slowness_and_pace_change_the_length(model: Path) -> None:
    plain = PiperSynthesizer(model, "sum", 0)
    normal = plain.speak("Bonjour.", 1.0).size
    assert plain.rate == 24_000
    assert normal >= 5 * SECONDS_PER_SYMBOL * plain.rate
    assert plain.speak("Bonjour.", 1.25).size == pytest.approx(1.25 * normal, rel=0.1)
    assert PiperSynthesizer(model, "sum", 0, pace=1.25).speak("Bonjour.").size == pytest.approx(normal / 1.25, rel=0.1)


def test_gain_and_its_limit(model: Path) -> None:
    normal = level_db(PiperSynthesizer(model, "sum", 0).speak("Bonjour."))
    assert normal == pytest.approx(LEVEL_DB, abs=0.1)
    little, much = (
        level_db(PiperSynthesizer(model, "sum", 0, gain_db=gain).speak("Bonjour.")) for gain in (MOST_DB - 1, 12.0)
    )
    assert little == pytest.approx(normal, abs=0.1), "sentences are levelled"
    assert much == pytest.approx(normal + 12.0 - MOST_DB, abs=0.1)
    loudest = PiperSynthesizer(model, "sum", 0, gain_db=60).speak("Bonjour.")
    assert np.max(np.abs(loudest.astype(int))) == pytest.approx(LIMIT * 32767, abs=2)


def test_speakers_sound_different_and_every_setting_changes_the_identity(model: Path) -> None:
    first, second = (PiperSynthesizer(model, "sum", speaker).speak("Bonjour.") for speaker in (0, 1))
    assert level_db(second) > level_db(first) + 3
    made = [
        PiperSynthesizer(model, "sum", 0),
        PiperSynthesizer(model, "other", 0),
        PiperSynthesizer(model, "sum", 1),
        PiperSynthesizer(model, "sum", 0, gain_db=1.0),
        PiperSynthesizer(model, "sum", 0, pace=1.1),
    ]
    assert len({each.identity for each in made}) == 5


def test_a_sentence_without_a_word_is_no_sound(model: Path) -> None:
    assert PiperSynthesizer(model, "sum", 0).speak("").size == 0
