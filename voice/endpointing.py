"""Endpointing: when the caller begins and stops speaking, from voice activity and the recognizer's partial words.

Nothing here reads a clock: every step is given the time, in seconds, so that a test replays it exactly.
"""

from collections import deque
from dataclasses import dataclass
from enum import Enum

from accessibility.pacing import Patience

FRAME_S = 0.02
ONSET_WINDOW = 5
"""Frames looked at for the beginning of speech ..."""
ONSET_VOICED = 3
"""... of which so many must be voiced: a click of 40 ms is not speech."""
CONFIRM_S = 0.3
"""Voice needed, with a word, before speech counts as an interruption."""
CONFIRM_WINDOW_S = 0.8
"""That voice must fall within so much time: three clicks a second apart are not speech."""
COMPLETE_S = 0.8
"""Silence that ends an utterance which answers in full: a street with its number, ten digits."""
STALLED_S = 0.7
"""Under steady noise the voice never stops: no new word for this much longer than patience ends it too."""
NOISE_S = 5.0
"""Voice without any word for so long is noise, not speech."""


class End(Enum):
    """Why listening ended."""

    UTTERANCE = "utterance"
    """Words were said, and the caller stopped."""
    NOISE = "noise"
    """Something sounded, without words."""
    SILENCE = "silence"
    """Nothing at all was said in time."""


@dataclass(frozen=True)
class SpeechStarted:
    """A voice began at `at` seconds."""

    at: float


@dataclass(frozen=True)
class SpeechConfirmed:
    """It is speech: enough voice, and a word."""

    at: float


@dataclass(frozen=True)
class ListeningEnded:
    """The caller stopped speaking, or did not speak."""

    at: float
    end: End
    last_voice_at: float
    """When the voice was last heard, in seconds; `at` minus this is the patience that was spent."""


Event = SpeechStarted | SpeechConfirmed | ListeningEnded


class Endpointer:
    """Follows one listening, from the prompt before it (for interruptions) to the end of the utterance."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._waiting_since: float | None = None
        self._recent: deque[bool] = deque(maxlen=ONSET_WINDOW)
        self._voiced_at: deque[float] = deque()
        self._started_at: float | None = None
        self._confirmed = False
        self._last_voice_at = 0.0
        self._words = ""
        self._words_at = 0.0
        self.pauses: list[float] = []
        """Pauses inside this utterance, in seconds, for the caller's own pace."""

    @property
    def waiting_since(self) -> float | None:
        """Since when silence counts, in seconds; None while the prompt plays."""
        return self._waiting_since

    @property
    def started_at(self) -> float | None:
        """When a voice was first heard, in seconds; None before."""
        return self._started_at

    def voiced_for(self, ended: ListeningEnded) -> float:
        """Seconds from the first to the last voice, after the prompt, of the listening that ended so."""
        if self._started_at is None:
            return 0.0
        return max(0.0, ended.last_voice_at - max(self._started_at, self._waiting_since or 0.0))

    def wait_from(self, now: float) -> None:
        """The prompt is over: silence counts from now."""
        self._waiting_since = now

    def step(self, now: float, voiced: bool, words: str, complete: bool = False) -> list[Event]:
        """Take one frame that ended at `now`; `words` are the recognizer's words so far in this listening.

        `complete`: these words already answer the question in full, so that little silence is enough.
        """
        events: list[Event] = []
        self._recent.append(voiced)
        if voiced:
            self._note_voice(now)
        if words != self._words:
            self._words, self._words_at = words, now
        if self._started_at is None:
            if sum(self._recent) >= ONSET_VOICED:
                self._started_at = now - ONSET_VOICED * FRAME_S
                self._last_voice_at = now
                events.append(SpeechStarted(self._started_at))
            elif self._waiting_since is not None and _past(now, self._waiting_since, self._patience.no_input_s):
                events.append(ListeningEnded(now, End.SILENCE, self._waiting_since))
            return events
        if not self._confirmed and words and len(self._voiced_at) * FRAME_S >= CONFIRM_S:
            self._confirmed = True
            events.append(SpeechConfirmed(now))
        end = self._end(now, complete)
        if end is not None:
            events.append(ListeningEnded(now, end, self._last_voice_at))
        return events

    def _note_voice(self, now: float) -> None:
        gap = now - self._last_voice_at
        if self._started_at is not None and gap > 10 * FRAME_S:
            self.pauses.append(gap)
        self._last_voice_at = now
        self._voiced_at.append(now)
        while self._voiced_at[0] < now - CONFIRM_WINDOW_S:
            self._voiced_at.popleft()

    def _end(self, now: float, complete: bool) -> End | None:
        assert self._started_at is not None
        enough = min(COMPLETE_S, self._patience.end_of_speech_s) if complete else self._patience.end_of_speech_s
        quiet = _past(now, self._last_voice_at, enough)
        if self._words:
            stalled = _past(now, self._words_at, self._patience.end_of_speech_s + STALLED_S)
            too_long = _past(now, self._started_at, self._patience.longest_s)
            return End.UTTERANCE if quiet or stalled or too_long else None
        return End.NOISE if quiet or _past(now, self._started_at, NOISE_S) else None


def _past(now: float, since: float, wait: float) -> bool:
    """Whether `wait` seconds went by; half a frame of tolerance, since sums of 0.02 are not exact."""
    return now - since >= wait - FRAME_S / 2
