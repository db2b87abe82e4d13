"""Which page is read next: nearest to the first page first, none twice, and no endless calendars."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from kb.importers.website.addresses import pattern

MOST_ALIKE = 200
"""Pages whose addresses differ by numbers only: /actualites/1, /actualites/2…"""
MOST_ALIKE_QUERIES = 30
"""Pages whose addresses differ after the question mark only: /agenda?jour=1, /agenda?jour=2…"""
MOST_WAITING = 50_000
"""Addresses kept in memory."""


class Frontier:
    """Addresses still to read."""

    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self._waiting: deque[tuple[str, int]] = deque()
        self._known: set[str] = set()
        self._alike: Counter[str] = Counter()
        self.trapped: Counter[str] = Counter()
        """Patterns of addresses that were left out because there are too many of them."""
        self.too_deep = 0
        """Addresses that were left out because they are too many links away."""

    def add(self, urls: Iterable[str], depth: int) -> None:
        """Addresses found `depth` links from the first page."""
        for url in urls:
            if url in self._known or len(self._known) >= MOST_WAITING:
                continue
            self._known.add(url)
            if depth > self._max_depth:
                self.too_deep += 1
            elif self._one_of_too_many(url):
                self.trapped[pattern(url)] += 1
            else:
                self._waiting.append((url, depth))

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Each address with its depth, in order; more may be added meanwhile."""
        while self._waiting:
            yield self._waiting.popleft()

    def __len__(self) -> int:
        return len(self._waiting)

    def _one_of_too_many(self, url: str) -> bool:
        alike = pattern(url)
        if "#" not in alike and "?" not in alike:
            return False
        self._alike[alike] += 1
        return self._alike[alike] > (MOST_ALIKE_QUERIES if "?" in alike else MOST_ALIKE)
