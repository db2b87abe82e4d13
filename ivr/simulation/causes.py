"""Why a call failed: a guess from where it went wrong, and from whether the same call succeeds in text."""

from typing import Literal

from ivr.simulation.runner import Held
from ivr.simulation.text import as_heard

Cause = Literal["recognition", "timing", "understanding", "knowledge", "dialogue", "other"]
_CUT = 0.5
"""Less than this share of the words, and only their beginning: the resident was cut short."""


def cause_of(held: Held, *, fine_in_text: bool | None = None) -> Cause:
    """The likeliest cause of a failed call; `fine_in_text`: the same call succeeds in text (None: it is in text)."""
    if fine_in_text:
        return "timing" if _unheard(held) else "recognition"
    about = {each.about for each in held.failures}
    exchange = held.outcome.exchanges[held.failures[0].at]
    lost = exchange.move is not None and not exchange.move.foreseen
    unclear = "repair=" in exchange.understood or "not understood" in exchange.understood
    if "intent" in about or (unclear and not lost):
        return "understanding"
    if about <= {"unsaid", "said"}:
        return "knowledge"
    if lost or "length" in about:
        return "dialogue"
    return "understanding" if "stored" in about else "other"


def _unheard(held: Held) -> bool:
    """Whether the resident was cut short or not heard at all, rather than misheard."""
    for each in held.outcome.exchanges:
        if each.move is None or not each.move.say:
            continue
        said, heard = as_heard(each.move.say), each.heard
        if heard in ("", "[silence]", "[trop faible]"):
            return True
        if heard != said and said.startswith(heard) and len(heard.split()) < _CUT * len(said.split()):
            return True
    return False
