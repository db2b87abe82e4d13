"""Real engines for tests marked `speech`: the shipped ear and the installed voice, loaded once a run."""

import os
from collections.abc import Callable

import pytest

from asr_models import installer
from asr_models.files import ModelError
from ivr import config
from tests.voice.telephone import Speak
from voice.synthesis import PiperSynthesizer
from voice.vosk_model import VoskModel, load_model


@pytest.fixture(scope="session")
def model() -> VoskModel:
    return load_model(installer.built_in_recognizer().folder)


@pytest.fixture(scope="session")
def speak() -> Speak:
    """Says a sentence in a speaker of the built-in voice, at a rate; each sound is made once."""
    try:
        installed = installer.installed_voice(config.load().models)
    except (ModelError, config.ConfigError) as error:
        if os.environ.get("GUICHET_TEST_REQUIRE_VOICE"):
            raise
        pytest.skip(f"the built-in voice is not installed: {error}")

    def speaker(name: str) -> PiperSynthesizer:
        sid, gain = installed.speakers[name], installed.gains_db[name]
        return PiperSynthesizer(installed.model, installed.sha256, sid, threads=2, gain_db=gain)

    make: Callable[[str], PiperSynthesizer] = speaker
    return Speak(make)
