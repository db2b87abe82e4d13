"""Where finished calls wait to be destroyed.

pjsua2's destructor of a call clears and hangs up whichever call has its number at that moment (pjsua2 2.15:
`Call::~Call`). pjsua uses its four numbers again at once, so a call destroyed a little late would cut a stranger's.
"""

from collections.abc import Callable, Collection
from typing import Protocol


class Numbered(Protocol):
    """pjsua2's Call, as far as this matters."""

    def getId(self) -> int:
        """pjsua's number of the call."""


class Graveyard:
    """Holds finished calls until no living one has their number. Only for the endpoint's thread."""

    def __init__(self, living: Callable[[], Collection[int]]) -> None:
        self._living = living
        self._buried: list[Numbered] = []

    def __len__(self) -> int:
        return len(self._buried)

    def bury(self, leg: Numbered) -> None:
        """Take over the last reference to a finished call."""
        self._buried.append(leg)

    def clear(self) -> None:
        """Destroy the calls whose number nobody living has."""
        if self._buried:
            living = set(self._living())
            self._buried = [leg for leg in self._buried if int(leg.getId()) in living]
