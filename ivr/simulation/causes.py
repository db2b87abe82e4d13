"""Why a call failed: a guess from where it went wrong, and from whether the same call succeeds in text.

docs/quality.md says in words what each cause stands for.
"""

from typing import Literal, get_args

from ivr.simulation.runner import Held
from ivr.simulation.text import as_heard

Cause = Literal["recognition", "timing", "understanding", "knowledge", "dialogue", "other"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
_CUT = 0.5
"""Less than this share of the words, and only their beginning: the resident was cut short."""


def cause_of(held: Held, *, fine_in_text: bool = False) -> Cause:
    """The likeliest cause of a failed call; `fine_in_text`: it is by voice, and the same call succeeds in text."""
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
    """Whether the resident was cut short or not heard at all before it went wrong, rather than misheard."""
    for each in held.outcome.exchanges[: held.failures[0].at + 1]:
        if each.move is None or not each.move.say or each.move.hang_up:
            continue
        said, heard = as_heard(each.move.say), each.heard
        if heard in ("", "[silence]", "[trop faible]"):
            return True
        if heard != said and said.startswith(heard) and len(heard.split()) < _CUT * len(said.split()):
            return True
    return False
