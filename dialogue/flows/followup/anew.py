"""A report that is not found, told once more: what was said of it is not to be said again."""

from collections.abc import Sequence

from dialogue.flows.base import Then, YesNo
from dialogue.flows.incidents.flow import IncidentFlow
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT, Act, Confirm, decide


def offered(talk: Talk, texts: Sequence[str], no: Then) -> bool:
    """Offer to report what the words tell; a no is answered by `no`. False when they tell of no problem."""
    code = told_in(talk, texts)
    if not code:
        return False
    label = talk.catalogue.kinds[code].label
    talk.begin(YesNo("case_anew", lambda talk: IncidentFlow.begin(talk, code, texts), no, {"label": label}))
    return True


def told_in(talk: Talk, texts: Sequence[str]) -> str:
    """The kind of incident that the words tell of, whatever else they ask; empty when there is none."""
    if not texts:
        return ""
    requests = {INTENT + code for code in talk.catalogue.intents}
    decision = decide(talk.understanding.request(texts, talk.unwanted | requests))
    return decision.meaning.removeprefix(INCIDENT) if isinstance(decision, Act | Confirm) else ""
