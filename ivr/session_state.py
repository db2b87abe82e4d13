"""What a session remembers of its present turn."""

from dataclasses import dataclass

from dialogue.actions import Reply
from voice.endpointing import Endpointer
from voice.playback import Playback, Repeated


@dataclass
class Hearing:
    """One listening: from the beginning of a prompt to the end of the answer."""

    endpointer: Endpointer
    loudest_db: float = -96.0
    confirmed: bool = False
    """Long enough, and with a word: it was speech that began over the prompt."""
    words: str = ""
    complete: bool = False


@dataclass
class Typed:
    """Keys of an answer being typed."""

    digits: str = ""
    last_at: float = 0.0


@dataclass
class Turn:
    """The assistant's turn under way."""

    reply: Reply
    playback: Playback
    starts_at: float
    spoke: bool = False
    paused: bool = False
    over_at: float | None = None
    gap_from: float | None = None
    false_alarms: int = 0
    meanwhile: Repeated | None = None
    """What a caller hears while another telephone rings."""

    @property
    def over(self) -> bool:
        """Said to its end, or stopped by a key."""
        return self.over_at is not None
