"""The conversation, as what owns the time of a call needs it."""

from typing import Protocol

from dialogue.actions import Reply
from dialogue.events import Heard


class Talker(Protocol):
    """The conversation as a session needs it; dialogue.conversation.Conversation is one."""

    def open(self) -> Reply:
        """What to say first."""

    def hear(self, heard: Heard) -> Reply:
        """What to do about what was heard."""

    def rescue(self) -> Reply:
        """What to do after an internal error."""

    def give_up(self) -> None:
        """The session says its own last words and ends the call: note how it ended."""
