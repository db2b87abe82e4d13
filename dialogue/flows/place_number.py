"""Where in a street: a house number, "après le dix", or that there is none to give."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue import replies
from dialogue.french.addresses import parse_address
from dialogue.french.numbers import LONGEST, number_of, parse_number
from dialogue.french.words import folded
from dialogue.questions import Answer

_BESIDE = {"apres": "après", "avant": "avant", "depasse": "après", "passe": "après"}
_MARKS = frozenset({"le", "la", "du", "numero", "n", "au"})
_TIMES = frozenset(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre heure heures h minutes jours "
    "mois ans semaines fois".split()
)


@dataclass(frozen=True)
class Spot:
    """A house number ("12 bis"), what is beside it ("après le 12": the problem is not at that house), or neither."""

    number: str = ""
    beside: str = ""


def beside(text: str) -> Spot | None:
    """ "Un peu avant le quatorze", "entre le dix et le quatorze", "du dix au quatorze"; None for anything else."""
    spelled = folded(text)
    for place, word in enumerate(spelled):
        first = _number_at(spelled, place + 1)
        if first is None:
            continue
        value, end = first
        if word in _BESIDE:
            return Spot(str(value), f"{_BESIDE[word]} le {value}")
        second = _number_at(spelled, end + 1) if end < len(spelled) and spelled[end] in ("et", "au", "a") else None
        if word in ("entre", "du") and second is not None and spelled[end] == ("et" if word == "entre" else "au"):
            return Spot(str(value), f"entre le {value} et le {second[0]}")
    return None


def _number_at(spelled: Sequence[str], start: int) -> tuple[int, int] | None:
    """A number after "le" or "le numéro", and the word after it; no day or hour."""
    while start < len(spelled) and spelled[start] in _MARKS:
        start += 1
    for end in range(min(len(spelled), start + LONGEST), start, -1):
        value = number_of(tuple(spelled[start:end]))
        if value:
            return None if spelled[end : end + 1] and spelled[end] in _TIMES else (value, end)
    return None


def spot_in(answer: Answer) -> Spot | None:
    """What answers "Devant quel numéro ?": an empty spot when there is no number; None when it was not understood."""
    if answer.keys.isdigit():
        return Spot(str(int(answer.keys)))
    for text in answer.texts:
        found = beside(text)
        if found is not None:
            return found
        address = parse_address(text)
        lone = replies.says("place.no_number", [text]) or replies.says("place.spread", [text])
        number = address.number if address.number is not None or lone else parse_number(text)
        if number is not None:
            return Spot(f"{number} {address.suffix}".strip())
    none = answer.dont_know() or answer.yes_no() is False
    return Spot() if none or replies.says("place.no_number", answer.texts) else None


def without_number(answer: Answer) -> str:
    """The caller's words for where in the street, when they name no house: "devant l'école", "toute la rue"."""
    for text in answer.texts[:2]:
        if parse_address(text).relation or replies.says("place.spread", [text]):
            return text
    return ""
