"""How fast a server is asked, and when it wants to be asked again."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from kb.importers.website.options import PAGE_TIME_S


class Pace:
    """Keeps a distance between requests."""

    def __init__(
        self,
        delay_s: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.delay_s = delay_s
        self.clock = clock
        self._sleep = sleep
        self._next = clock()

    def wait(self) -> None:
        """Return when the next request may begin."""
        while (rest := self._next - self.clock()) > 0:
            self._sleep(rest)
        self._next = self.clock() + self.delay_s

    def pause(self, seconds: float) -> None:
        """The server said when it may be asked again."""
        self._next = self.clock() + max(seconds, self.delay_s)

    def slow_down(self) -> None:
        """The server has too much to do."""
        self.delay_s = min(max(2 * self.delay_s, 1.0), PAGE_TIME_S)
        self._next = self.clock() + self.delay_s


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds that a Retry-After asks for: told as such, or as a moment beside the server's Date; None: not told."""
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdecimal():
        return float(told[:9])
    until, now = moment(told), moment(headers.get("date", ""))
    return max((until - now).total_seconds(), 0.0) if until and now else None


def moment(written: str) -> datetime | None:
    """A moment as HTTP writes it; None when it is none, or has no time zone."""
    try:
        read = parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError):
        return None
    return read if read.tzinfo else None
