"""A street that the commune does not have: it is said so, once; who says it again has it kept in their own words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rapidfuzz import fuzz

from accessibility.hearing import fold
from dialogue.flows.place_state import PlaceState, street_label
from dialogue.french.addresses import parse_address
from dialogue.french.dates import when
from dialogue.questions import Answer

LIKE_OFFERED = 80.0
"""Likeness (0 to 100) from which a street is the one that was offered, said once more."""
_TELLING = 4
"""Letters of a word that makes a name."""
_TYPES = frozenset(
    "rue ruelle avenue boulevard chemin impasse allee allees route square quai sentier venelle faubourg place".split()
)
_REFUSALS = frozenset({"non", "nan", "oui", ""})
_AFTERWARDS = frozenset(
    "quand quel quelle quels quelles comment c ce qui que s on il ils elle elles je j et est sont pour dans chez passe"
    " passent ramasse ramassent svp merci mais avec sans vous tu nous a y bonjour".split()
)
"""Words (folded) that no street is named with, and that may follow its name."""
_SMALL = frozenset("de du des d la le les l un une".split())
_DESCRIBING = frozenset("toute tout entiere qui ou est etait sans".split())
"""Behind "la rue" these begin no name: "la rue toute noire"."""


def unknown_street(state: PlaceState, answer: Answer) -> PlaceState | None:
    """The state after an answer in which no place of the commune was found, when it surely names a street.

    The second time, or after "oui, c'est bien celle-là", the caller's words are kept. None: no street was named.
    """
    if state.unfound and not state.candidates and (answer.yes_no() or answer.dont_know()):
        return insisted(state)
    name = street_named(answer)
    if state.unfound and (name or _says_again(state.unfound, answer)):
        return insisted(replace(state, words=together(state.words, *own_words(answer))))
    offered = (fold(street_label(entry)) for entry in state.candidates)
    if not name or any(fuzz.ratio(fold(name), each) >= LIKE_OFFERED for each in offered):
        return None
    refused = (*state.refused, *state.candidates)
    words = together(state.words, *own_words(answer))
    return replace(state, words=words, unfound=name, candidates=(), entry=None, refused=refused)


def said_along(texts: Sequence[str], now: datetime) -> PlaceState | None:
    """A street named in a request in which no place was found: "c'est quand les poubelles rue de la Pompe".

    None: none is, or only its type ("dans la rue, c'est quand ?").
    """
    name = parse_address(texts[0]).street_words if texts else ""
    kind, *rest = fold(name).split() or [""]
    if kind not in _TYPES:
        return None
    known = when(name, now)
    dated = frozenset(fold(known.words).split()) - _SMALL if known is not None else frozenset[str]()
    end = next((place for place, word in enumerate(rest) if word in _AFTERWARDS or word in dated), len(rest))
    if not any(len(word) >= _TELLING for word in rest[:end]):
        return None
    named = " ".join(name.split()[: end + 1])
    return PlaceState(words=named, unfound=named)


def insisted(state: PlaceState) -> PlaceState:
    """The street is as it was said: the caller's words are kept."""
    return replace(state, unfound="", own_words=True, entry=None, candidates=())


def street_named(answer: Answer) -> str:
    """The street of the best reading with its type: "boulevard haussmann"; empty when none is named."""
    name = parse_address(answer.text).street_words if answer.texts else ""
    kind, *rest = fold(name).split() or [""]
    described = bool(rest) and rest[0] in _DESCRIBING
    return name if kind in _TYPES and not described and any(word not in _SMALL for word in rest) else ""


def own_words(answer: Answer) -> tuple[str, ...]:
    """What was said of the place, without the "non" that it may begin with; empty when nothing is left, or by key."""
    said = answer.texts[:1]
    for text in said:
        spoken = text.split()
        while spoken and fold(spoken[0]) in _REFUSALS:
            spoken.pop(0)
        return (" ".join(spoken),) if spoken else ()
    return ()


def _says_again(unfound: str, answer: Answer) -> bool:
    """Whether the name is said without its type: "Kalinkova, je vous dis"."""
    return any(len(word) >= _TELLING and word in fold(unfound).split()[1:] for word in fold(answer.text).split())


def together(before: str, now: str = "") -> str:
    """All that was said of it, without repeats: the number may have come with the first."""
    if not now:
        return before
    street = parse_address(now).street_words or now
    if not before or fold(before) in fold(now):
        return now
    return before if fold(street) in fold(before) else f"{before}, {now}"
