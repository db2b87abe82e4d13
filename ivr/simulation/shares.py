"""Figures that tell how sure they are: shares and medians, each with its 95 % confidence interval."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeVar

Z = 1.96
"""Of a confidence of 95 %."""
TAIL = 0.025
"""Of the calls on either side of a 95 % interval."""
Item = TypeVar("Item")


@dataclass(frozen=True)
class Share:
    """Some of so many, from 0 to 1, with its 95 % interval (Wilson 1927)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Within which the true share lies, 95 times in a hundred."""
        if not self.of:
            return 0.0, 1.0
        share, count = self.value, self.of
        middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
        half = Z / (1 + Z**2 / count) * math.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
        return max(0.0, middle - half), min(1.0, middle + half)

    @classmethod
    def that(cls, items: Iterable[Item], holds: Callable[[Item], bool]) -> "Share":
        """Of these, those for which it holds."""
        held = [holds(each) for each in items]
        return cls(sum(held), len(held))


@dataclass(frozen=True)
class Typical:
    """The median of so many values, with its 95 % interval, and the value that 95 % of them do not pass."""

    median: float
    of: int
    interval: tuple[float, float] | None = None
    """None: too few values for one (fewer than six), or not known."""
    p95: float | None = None

    @classmethod
    def of_values(cls, values: Sequence[float]) -> "Typical | None":
        """None of nothing."""
        if not values:
            return None
        ordered = sorted(values)
        high = quantiles(ordered, n=20, method="inclusive")[-1] if len(ordered) > 1 else ordered[0]
        return cls(round(median(ordered), 2), len(ordered), _about_median(ordered), round(high, 2))


def _about_median(ordered: Sequence[float]) -> tuple[float, float] | None:
    """Two of the values between which the true median lies, 95 times in a hundred (order statistics, Conover 1999)."""
    count, below, rank = len(ordered), 0.0, 0
    while (below := below + math.comb(count, rank) / 2**count) <= TAIL:
        rank += 1
    return (ordered[rank - 1], ordered[count - rank]) if rank else None
