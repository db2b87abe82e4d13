"""Noticing that the far end is gone: power cut or lost network, no BYE will come."""

WATCH_S = 10.0
"""How often to look."""

DEAD_MEDIA_S = 60.0
"""A caller who says nothing still sends packets (few telephones leave silence out); a dead one sends none."""


class MediaWatch:
    """Decides from the count of sound packets received. `now`: seconds of a clock that never goes back."""

    def __init__(self, now: float) -> None:
        self._packets = 0
        self._since = now

    def is_dead(self, packets: int, on_hold: bool, now: float) -> bool:
        """Whether no packet came for `DEAD_MEDIA_S` seconds, hold not counted."""
        if packets != self._packets or on_hold:
            self._packets, self._since = packets, now
        return now - self._since >= DEAD_MEDIA_S
