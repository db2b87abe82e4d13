"""For whom an event is, where its description says from which age: "offert aux habitants de 72 ans et plus"."""

import re

from accessibility.hearing import fold
from dialogue.french.ages import OLDEST
from kb.events import Event

_AND_OLDER = re.compile(r"\b(\d{1,3}) ans (?:et|ou) (?:plus|davantage)\b")
_FROM = re.compile(r"\b(?:a partir de|des|plus de|reserve aux plus de) (\d{1,3}) ans\b")


def least_age(event: Event) -> int | None:
    """Years from which one may take part; None when the description tells none. A price from an age is no condition."""
    said = fold(event.description)
    found = _AND_OLDER.search(said) or _FROM.search(said)
    return int(found[1]) if found and 0 < int(found[1]) <= OLDEST else None
