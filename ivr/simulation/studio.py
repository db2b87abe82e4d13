"""What calls with sound need: models, voices and noises, loaded once a process."""

from functools import lru_cache
from random import Random

from ivr.config import Settings
from ivr.conversations import Conversations
from ivr.listening import Ear
from ivr.simulation.channel import Channel
from ivr.simulation.dither import throw_anew
from ivr.simulation.kinds import manner_of
from ivr.simulation.noises import Samples, noise
from ivr.simulation.outcome import Outcome
from ivr.simulation.scenario import CallerVoice, Scenario
from ivr.simulation.script import Script
from ivr.simulation.sound import HURRIED, SoundCall
from ivr.simulation.speaking import ResidentVoice
from ivr.simulation.turns import Turns
from ivr.speech import recognition_model, synthesizer
from voice import engine_log
from voice.activity import WebRtcVoiceActivity
from voice.audio import Pcm, resample
from voice.prompts import PromptStore
from voice.synthesis import PiperSynthesizer
from voice.vosk_recognizer import VoskRecognizer

RATES = {"narrow": 8000, "wide": 16000}
OTHERS = ("alex", "dora", "sara", "george", "siwis")
"""Who talks in the background."""


class Studio:
    """Voices, noises and ears of simulated calls. Raises ModelError when models are missing."""

    def __init__(self, settings: Settings, *, ear: bool = True) -> None:
        engine_log.silence()
        speech = settings.speech.model_copy(update={"synthesis_threads": 1} if ear else {})  # see dither
        self._settings = settings.model_copy(update={"speech": speech})
        self._model = recognition_model(settings) if ear else None
        self._folder = settings.prompts / "residents"
        self._synthesizer = lru_cache(maxsize=None)(self._loaded)
        self._noise = lru_cache(maxsize=None)(self._made)

    def hold(self, scenario: Scenario, conversations: Conversations, random: Random | None, seed: str) -> Outcome:
        """One call without a network; the scenario's values are filled in already.

        The dice choose among wordings, as in text, so that the same call says the same in both. The voice and the line
        have dice of their own: a lost packet does not move a hesitation, so other noise finds the same sounds made.
        """
        caller = scenario.caller
        rate = RATES[caller.band]
        assert self._model is not None
        throw_anew(seed)
        ear = Ear(VoskRecognizer(self._model, rate), WebRtcVoiceActivity(rate))
        voice, channel = self.voice(caller, rate, Random(f"{seed} voice")), self.channel(caller, rate, Random(seed))
        turns = Turns(Script(scenario, random), manner_of(caller))
        hurry = HURRIED if manner_of(caller).interrupts_after_s is None else 1.0  # nobody else speaks over a prompt
        return SoundCall(conversations, ear, caller.number, turns, voice.say, channel, rate=rate, hurry=hurry).hold()

    def voice(self, caller: CallerVoice, rate: int, random: Random) -> ResidentVoice:
        """A caller's voice at a line's rate."""
        synthesizer = self._synthesizer(manner_of(caller).voice or caller.voice)
        return ResidentVoice(caller, synthesizer, self._folder, rate, random)

    def channel(self, caller: CallerVoice, rate: int, random: Random) -> Channel:
        """The line between a caller and the assistant."""
        behind = None if caller.noise == "none" else self._noise(caller.noise, rate)
        return Channel(rate, noise=behind, noise_db=caller.noise_db, loss=caller.loss, random=random)

    def _loaded(self, speaker: str) -> PiperSynthesizer:
        return synthesizer(self._settings, speaker)

    def _made(self, kind: str, rate: int) -> Samples:
        return noise(kind, rate, 0, lambda text, talker: self._said(text, talker, rate))

    def _said(self, text: str, talker: int, rate: int) -> Pcm:
        store = PromptStore(self._folder, self._synthesizer(OTHERS[talker % len(OTHERS)]))
        return resample(store.get(text), store.rate, rate)
