"""Telephone keys: which digits count, and one event for a key that arrives twice."""

KEYS = frozenset("0123456789*#")
TWIN_S = 0.5


class KeyFilter:
    """Some telephones send each key by RFC 4733 *and* by SIP INFO: the twin is dropped."""

    def __init__(self) -> None:
        self._last: tuple[str, int, float] | None = None

    def accept(self, key: str, method: int, now: float) -> bool:
        """Whether this is a new press of a key 0-9, * or # (A to D are not). `method` tells how it came.

        A twin is the same key, by the other method, within `TWIN_S` seconds.
        """
        if key not in KEYS:
            return False
        if self._last is not None:
            last_key, last_method, at = self._last
            if key == last_key and method != last_method and now - at < TWIN_S:
                self._last = None
                return False
        self._last = (key, method, now)
        return True
