"""Mouth and ear from the settings: models loaded once a process, shared by its calls."""

import structlog

from asr_models import installer
from asr_models.catalogue import recognizer
from asr_models.files import ModelError
from dialogue.wording import Wording
from ivr.adapting import adapted_model
from ivr.config import Settings
from ivr.recognizers import InUse, of_others
from voice.activity import WebRtcVoiceActivity
from voice.audio import Pcm
from voice.mouth import StoredMouth, at_hand
from voice.playback import StandIns
from voice.prompts import PromptStore
from voice.rendering_queue import Renderer
from voice.speaking.lexicon import LEXICON_FILE, load_lexicon
from voice.synthesis import PiperSynthesizer
from voice.vosk_model import VoskModel, load_model
from voice.vosk_recognizer import VoskRecognizer

log = structlog.get_logger()

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


def _in_use(settings: Settings | None, *, verify: bool = False) -> InUse:
    """The recognizer of others that was chosen, else the built-in one adapted to the commune, else as it came."""
    others = of_others(settings, verify=verify) if settings else None
    if others:
        return others
    built_in = recognizer()
    return InUse(built_in.name, (settings and adapted_model(settings)) or built_in.folder, built_in.band_hz)


def recognition_model(settings: Settings | None = None) -> VoskModel:
    """The recognition model of calls that begin now, its files checked. Raises ModelError."""
    installer.built_in_recognizer()
    in_use = _in_use(settings, verify=True)
    return load_model(in_use.folder, in_use.band_hz)


class Ears:
    """The recognition model of the calls that begin now: another one as soon as it is adapted anew, or chosen."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._in_use = _in_use(settings)
        self._model = recognition_model(settings)

    def model(self) -> VoskModel:
        """The model in use; loading a new one takes half a second. A model that went wrong changes nothing."""
        try:
            in_use = _in_use(self._settings)
            if self._is_another(in_use):
                self._model, self._in_use = load_model(in_use.folder, in_use.band_hz), in_use
        except ModelError as error:
            log.error("the recognizer before stays in use", reason=str(error))
        return self._model

    def _is_another(self, in_use: InUse) -> bool:
        """The built-in one as it came is none where the adapted one is gone: a new version is being put there."""
        as_it_came = in_use.folder == recognizer().folder
        return in_use != self._in_use and not (as_it_came and in_use.name == self._in_use.name)


class Speech:
    """Makes ears and mouths for lines of any rate."""

    def __init__(self, settings: Settings, wording: Wording) -> None:
        load_lexicon(LEXICON_FILE)  # a broken file must stop the program, not the first sentence
        self._ears = Ears(settings)
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
        return VoskRecognizer(self._ears.model(), rate)

    def activity(self, rate: int) -> WebRtcVoiceActivity:
        """A voice activity detector for one call."""
        return WebRtcVoiceActivity(rate)

    def farewell(self, rate: int) -> Pcm:
        """What is said when a call cannot be held: needs nothing but memory, made when the program began."""
        return self._farewells[rate]

    def mouth(self, rate: int, renderer: Renderer) -> StoredMouth:
        """A mouth for one call."""
        return StoredMouth(self._store, rate, renderer, self._stand_ins[rate])
