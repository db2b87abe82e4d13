"""Mouth and ear from the settings: models loaded once a process, shared by its calls."""

import vosk

from asr_models import installer
from asr_models.files import ModelError
from dialogue.wording import Wording
from ivr.config import Settings
from voice.activity import WebRtcVoiceActivity
from voice.audio import Pcm
from voice.mouth import StoredMouth, at_hand
from voice.playback import StandIns
from voice.prompts import PromptStore
from voice.rendering_queue import Renderer
from voice.speaking.lexicon import LEXICON_FILE, load_lexicon
from voice.synthesis import PiperSynthesizer
from voice.vosk_recognizer import VoskRecognizer, load_model

RECOGNITION_RATES = (8000, 16000)


def synthesizer(settings: Settings, speaker: str) -> PiperSynthesizer:
    """The built-in voice in one speaker. Raises ModelError when it is missing or damaged."""
    voice = installer.installed_voice(settings.models)
    if speaker not in voice.speakers:
        raise ModelError(f"speech.speaker = {speaker!r} is not a speaker: choose one of {', '.join(voice.speakers)}.")
    return PiperSynthesizer(
        voice.model,
        voice.sha256,
        voice.speakers[speaker],
        threads=settings.speech.synthesis_threads,
        gain_db=voice.gains_db[speaker],
        pace=settings.speech.pace,
    )


def prompt_store(settings: Settings, speaker: str = "") -> PromptStore:
    """The prompt store of a speaker (default: the assistant's)."""
    return PromptStore(settings.prompts, synthesizer(settings, speaker or settings.speech.speaker))


def recognition_model() -> vosk.Model:
    """The built-in recognition model, after a check of its files. Raises ModelError."""
    return load_model(installer.built_in_recognizer().folder)


class Speech:
    """Makes ears and mouths for lines of any rate."""

    def __init__(self, settings: Settings, wording: Wording) -> None:
        load_lexicon(LEXICON_FILE)  # a broken file must stop the program, not the first sentence
        self._model = recognition_model()
        self._band_hz = installer.built_in_recognizer().band_hz
        self._store = prompt_store(settings)
        self._stand_ins: dict[int, StandIns] = {}
        self._farewells: dict[int, Pcm] = {}
        for rate in RECOGNITION_RATES:
            moment, sorry, farewell = (
                at_hand(self._store, rate, wording.variants(key)[0]) for key in ("one_moment", "apology", "apology_end")
            )
            self._stand_ins[rate] = StandIns(moment, sorry)
            self._farewells[rate] = farewell

    def recognizer(self, rate: int) -> VoskRecognizer:
        """A recognizer for one call."""
        return VoskRecognizer(self._model, rate, band_hz=self._band_hz)

    def activity(self, rate: int) -> WebRtcVoiceActivity:
        """A voice activity detector for one call."""
        return WebRtcVoiceActivity(rate)

    def farewell(self, rate: int) -> Pcm:
        """What is said when a call cannot be held: needs nothing but memory, made when the program began."""
        return self._farewells[rate]

    def mouth(self, rate: int, renderer: Renderer) -> StoredMouth:
        """A mouth for one call."""
        return StoredMouth(self._store, rate, renderer, self._stand_ins[rate])
