"""What happens in a session, for journals, displays and tests. Times in seconds from the start of the call."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogue.actions import Reply
from dialogue.events import Heard


@dataclass(frozen=True)
class HeardEvent:
    """Something was heard (None: the call began), and this is the reply."""

    at: float
    heard: Heard | None
    reply: Reply


@dataclass(frozen=True)
class Answering:
    """The first sound of the reply. `gap_ms`: since the caller's last sound, when there was one."""

    at: float
    gap_ms: int | None


@dataclass(frozen=True)
class Interrupted:
    """The caller speaks over the prompt, which is paused; `words` so far."""

    at: float
    words: str


@dataclass(frozen=True)
class Resumed:
    """It was a cough or an echo: the prompt goes on."""

    at: float


@dataclass(frozen=True)
class Said:
    """The reply was said to its end."""

    at: float
    text: str


@dataclass(frozen=True)
class Ended:
    """The call is over."""

    at: float


SessionEvent = HeardEvent | Answering | Interrupted | Resumed | Said | Ended
Observer = Callable[[SessionEvent], None]
