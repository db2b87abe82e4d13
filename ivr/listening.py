"""What hears the caller in a session, from the beginning of a prompt to the end of the answer."""

from dataclasses import dataclass

from accessibility.pacing import adapted
from dialogue.actions import Listen
from ivr.session_state import Hearing
from voice.activity import VoiceActivity
from voice.audio import level_db, to_pcm
from voice.endpointing import Endpointer, Event, ListeningEnded
from voice.recognition import Recognition, Recognizer

QUIET_DB = -42.0
"""Speech below this level, with no word made out, was too quiet rather than noise."""
NOISE_WORTH_SAYING_S = 1.0
"""A shorter noise without words (a cough, a door) is passed over in silence."""


@dataclass
class Ear:
    """What hears for a session."""

    recognizer: Recognizer
    activity: VoiceActivity


class Listening:
    """Takes the caller's frames. `begin` comes first, and again for each thing that is listened for."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._pauses: list[float] = []
        """Within this caller's answers so far."""
        self._hearing: Hearing

    def begin(self, listen: Listen, waiting_since: float | None = None) -> None:
        """Listen afresh; `waiting_since`: silence counts from then already."""
        self._hearing = Hearing(Endpointer(adapted(listen.patience, self._pauses)))
        if waiting_since is not None:
            self._hearing.endpointer.wait_from(waiting_since)
        self._ear.recognizer.begin(listen.phrases)

    def step(self, pcm: bytes, now: float, listen: Listen) -> list[Event]:
        """Take 20 ms, ended at `now`; what came of it."""
        voiced = self._ear.activity.voiced(pcm)
        if voiced:
            self._hearing.loudest_db = max(self._hearing.loudest_db, level_db(to_pcm(pcm)))
        self._ear.recognizer.accept(pcm)
        words = self._ear.recognizer.partial
        return self._hearing.endpointer.step(now, voiced, words, not voiced and self._complete(words, listen))

    def _complete(self, words: str, listen: Listen) -> bool:
        """Whether these words answer the question in full.

        It may cost 100 ms of Python: asked in frames without voice only, and only when the words changed.
        """
        hearing = self._hearing
        if words != hearing.words:
            hearing.words = words
            hearing.complete = listen.complete is not None and listen.complete(words)
        return hearing.complete

    def finish(self) -> Recognition:
        """What was said."""
        return self._ear.recognizer.finish()

    def answered(self) -> None:
        """It was an answer: its pauses tell how long this caller's are."""
        self._pauses += self._hearing.endpointer.pauses

    def wait_from(self, now: float) -> None:
        """Silence counts from now."""
        self._hearing.endpointer.wait_from(now)

    def confirm(self) -> None:
        """It was speech that began over the prompt."""
        self._hearing.confirmed = True

    @property
    def confirmed(self) -> bool:
        """Whether it was."""
        return self._hearing.confirmed

    @property
    def words(self) -> str:
        """Made out so far."""
        return self._ear.recognizer.partial

    @property
    def began_at(self) -> float | None:
        """When the speech began, in seconds of the call."""
        return self._hearing.endpointer.started_at

    @property
    def waiting_since(self) -> float | None:
        """From when silence counts."""
        return self._hearing.endpointer.waiting_since

    @property
    def quiet(self) -> bool:
        """Whether all of it was too quiet to be made out."""
        return self._hearing.loudest_db < QUIET_DB

    def brief(self, event: ListeningEnded) -> bool:
        """Whether a noise was too short to be spoken of."""
        return self._hearing.endpointer.voiced_for(event) < NOISE_WORTH_SAYING_S
