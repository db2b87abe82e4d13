"""For whom an event is, where its description says from which age: "offert aux habitants de 72 ans et plus"."""

import re

from accessibility.hearing import fold
from dialogue.french.ages import OLDEST
from kb.events import Event

_AND_OLDER = re.compile(r"\b(\d{1,3}) ans (?:et|ou) (?:plus|davantage)\b")
_FROM = re.compile(r"\b(?:a partir de|aux plus de|reserve aux plus de) (\d{1,3}) ans\b")
_FROM_THEN = re.compile(r"\bdès (?:l'âge de )?(\d{1,3}) ans\b", re.IGNORECASE)
"""Not folded: "le concert des 20 ans du club" is for all ages."""
_PRICE = re.compile(r"gratuit|tarif|euro|prix|reduit|payant")
_SENTENCE = re.compile(r"[.!?;]")


def least_age(event: Event) -> int | None:
    """Years from which one may take part; None when the description tells none. A price from an age is no condition."""
    for sentence in _SENTENCE.split(event.description):
        said = fold(sentence)
        found = _AND_OLDER.search(said) or _FROM.search(said) or _FROM_THEN.search(sentence)
        if found and not _PRICE.search(said) and 0 < int(found[1]) <= OLDEST:
            return int(found[1])
    return None
