"""A part of the labelled items, for a quick look."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from math import ceil
from typing import TypeVar

Item = TypeVar("Item")


def sample(items: Sequence[Item], stratum: Callable[[Item], Hashable], most: int) -> list[Item]:
    """About `most` items in their order: of each stratum its share, evenly spread, and one at least. 0: all."""
    if not most or most >= len(items):
        return list(items)
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        places[stratum(item)].append(place)
    chosen: list[int] = []
    for of_stratum in places.values():
        share = ceil(most * len(of_stratum) / len(items))
        chosen += [of_stratum[taken * len(of_stratum) // share] for taken in range(share)]
    return [items[place] for place in sorted(chosen)]
