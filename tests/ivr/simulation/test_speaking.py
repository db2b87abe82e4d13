"""The voices of simulated residents."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from ivr.simulation.scenario import CallerVoice, Kind
from ivr.simulation.speaking import FILLERS, ResidentVoice, aged, below, in_room, pieces
from tests.fakes import FakeSynthesizer
from voice.audio import Pcm, level_db

RATE = 8000


def buzz(hertz: float, seconds: float = 1.0) -> Pcm:
    """A voice's pulses, and one resonance at 700 Hz."""
    times = np.arange(int(seconds * RATE)) / RATE
    pulses = (np.diff(np.floor(times * hertz), prepend=0) > 0).astype(float)
    ring = np.exp(-np.arange(200) / 30) * np.sin(2 * np.pi * 700 * np.arange(200) / RATE)
    return (6000 * np.convolve(pulses, ring)[: times.size]).astype(np.int16)


def pitch(pcm: Pcm) -> float:
    """Of a buzz, from its autocorrelation."""
    sound = pcm[1000:5000].astype(float)
    same = np.correlate(sound, sound, "full")[sound.size - 1 :]
    return float(RATE / (30 + np.argmax(same[30:100])))


def test_hesitations_keep_the_words_in_order() -> None:
    text = "Bonjour, je vous appelle pour le lampadaire de ma rue qui est en panne depuis lundi."
    said = pieces(text, 0.5, Random(3))
    words = [word for piece in said for word in piece.text.split() if word.rstrip(",") not in FILLERS]
    assert words == text.split()
    assert len(said) > 3
    assert all(0.4 <= piece.pause_s <= 1.8 for piece in said[:-1])


def test_without_hesitations_a_sentence_is_one_piece() -> None:
    assert [piece.text for piece in pieces("Oui, c'est ça.", 0.0, Random(0))] == ["Oui, c'est ça."]


@pytest.mark.parametrize(("semitones", "hertz"), [(0.0, 130.0), (4.0, 164.0), (-3.0, 109.0)])
def test_a_voice_is_raised_and_lowered(semitones: float, hertz: float) -> None:
    changed = aged(buzz(130.0), RATE, semitones, 1.02)
    assert pitch(changed) == pytest.approx(hertz, rel=0.05)
    assert changed.size == pytest.approx(RATE, rel=0.02), "at the same pace"


def test_a_voice_as_it_is_stays_so() -> None:
    sound = buzz(130.0)
    assert aged(sound, RATE, 0.0, 1.0) is sound


def test_an_old_voice_says_the_same_the_same_way() -> None:
    hiss = np.random.default_rng(0).normal(0, 3000, RATE).astype(np.int16)
    assert np.array_equal(aged(hiss, RATE, 2.0, 1.1), aged(hiss, RATE, 2.0, 1.1)), "Praat draws, of what has no pitch"


def test_a_room_and_a_mumble_change_the_sound() -> None:
    sound = buzz(130.0)
    assert level_db(in_room(sound, RATE)[-400:]) > -96
    assert not np.array_equal(in_room(sound, RATE), sound)
    assert level_db(below(sound, RATE, 300.0)) < level_db(sound)


@pytest.mark.parametrize(("kind", "louder"), [("quiet", -18.0), ("angry", 6.0)])
def test_kinds_of_callers_are_quieter_or_louder(tmp_path: Path, kind: Kind, louder: float) -> None:
    def say(kind: Kind) -> Pcm:
        voice = ResidentVoice(CallerVoice(kind=kind), FakeSynthesizer(), tmp_path, RATE, Random(0))
        return voice.say("bonjour")

    assert level_db(say(kind)) - level_db(say("ordinary")) == pytest.approx(louder, abs=1.0)


def test_a_sentence_hesitates_alike_whatever_was_said_before(tmp_path: Path) -> None:
    caller = CallerVoice(hesitations=0.5)
    first, other = (ResidentVoice(caller, FakeSynthesizer(), tmp_path, RATE, Random(4)) for _ in range(2))
    other.say("autre chose encore et encore")
    sentence = "le lampadaire de ma rue est en panne depuis lundi"
    assert np.array_equal(first.say(sentence), other.say(sentence))
    assert not np.array_equal(first.say(sentence), other.say("le lampadaire")), "nor twice the same"
