""" "Bonjour, c'est madame Martin, c'est pour un renseignement": a request is announced, and not made yet.

Most people begin a call so. It is no failure to understand: they are told that they are listened to.
"""

from itertools import groupby

from dialogue.french import courtesies
from dialogue.french.words import folded

LONGEST_NAME = 2
"""Words of a name, without its particles: "Jean de Villiers"."""
_PARTICLES = frozenset("de du des le la d l".split())
_HELLO = frozenset("bonjour bonsoir".split())
_AT_THE_PHONE = "appareil"
"""The name comes before it: "madame Martin à l'appareil"."""


def only(text: str) -> bool:
    """Whether nothing is said but that something will be asked, or who calls."""
    said = courtesies.parts(text, "announcing", "introducing", *courtesies.AROUND, "yes", "no")
    runs = [(kind, [part.said for part in run]) for kind, run in groupby(said, key=lambda part: part.kind)]
    if not any(kind in ("announcing", "introducing") for kind, _ in runs):
        return False
    for place, (kind, words) in enumerate(runs):
        told = [] if kind else [each for word in words for each in folded(word) if each not in _HELLO]
        if told and not (_introduced(runs, place) and len(set(told) - _PARTICLES) <= LONGEST_NAME):
            return False
    return True


def _introduced(runs: list[tuple[courtesies.Courtesy | None, list[str]]], place: int) -> bool:
    before, after = runs[max(0, place - 1) : place], runs[place + 1 : place + 2]
    if any(kind == "introducing" and _AT_THE_PHONE in words[-1] for kind, words in after):
        return True
    return any(kind == "introducing" and _AT_THE_PHONE not in words[-1] for kind, words in before)
