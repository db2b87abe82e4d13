"""A service that failed somebody: the regret, what is known of its hours that day, and the remark for the agents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue import restating
from dialogue.flows.agent import offer_person
from dialogue.flows.info.hours import HoursTopic, said_when
from dialogue.flows.info.which_service import service_named
from dialogue.french import phrase_files
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT, Act, Confirm, Decision
from kb.questions import REMARK

FILE = Path(__file__).parents[2] / "grievances.toml"
GRIEVANCE = "grievance"
"""Noted, and why somebody rings back."""
_LEFT_TO = frozenset({"followup", "appointment", "agent", "advice", "taking_part"})
"""Flows that what is surely meant is left to: a bin that was forgotten is reported."""


@dataclass(frozen=True)
class Words:
    """Patterns over folded words."""

    service: re.Pattern[str]
    failing: re.Pattern[str]
    behaved: re.Pattern[str]
    complaining: re.Pattern[str]
    closed: re.Pattern[str]
    stood_there: re.Pattern[str]
    never: re.Pattern[str]
    relatives: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "service": "service", "failing": "manque", "behaved": "conduite", "complaining": "plaindre", "closed": "ferme",
    "stood_there": "vecu", "never": "jamais", "relatives": "proches",
}  # fmt: skip


def told(talk: Talk, texts: Sequence[str], decision: Decision) -> bool:
    """Whether somebody complains of a service that is named, and nothing else is surely meant.

    `decision`: what the request was taken for.
    """
    words, said = load(), fold(texts[0]) if texts else ""
    if words.never.search(said):
        return False
    named = words.service.search(said) is not None
    treated = bool((named and words.behaved.search(said)) or words.complaining.search(said))
    failed = not words.relatives.search(said) and (words.failing.search(said) or _found_closed(said))
    if not (treated or failed):
        return False
    wished = restating.load().wished(texts[0])
    if isinstance(decision, Act | Confirm) and _left(talk, decision, treated=treated, wished=wished):
        return False
    return named or bool(service_named(talk, said))


def _left(talk: Talk, decision: Act | Confirm, *, treated: bool, wished: bool) -> bool:
    """Whether it is surely something else, or likely a problem that is reported: "le parc est sale".

    `treated`: of somebody's conduct; who names an agent then does not ask for one. `wished`: something is wanted:
    "personne ne répond, je voudrais un acte de naissance".
    """
    if decision.meaning.startswith(INCIDENT):
        return True
    flow = talk.catalogue.intents[decision.meaning.removeprefix(INTENT)].flow
    left = flow in _LEFT_TO or (flow == "procedure" and wished)
    return isinstance(decision, Act) and left and not (treated and flow == "agent")


def _found_closed(said: str) -> bool:
    """Whether somebody stood before a closed door: "c'est fermé le lundi" only asks, or says so."""
    words = load()
    return words.closed.search(said) is not None and words.stood_there.search(said) is not None


def begin(talk: Talk, answer: Answer) -> None:
    """The remark is on the agents' list before anything else; somebody may ring back about it."""
    talk.topic = ""  # no meaning of a request
    talk.note(GRIEVANCE)
    talk.store.questions.add(talk.call_id, answer.text, REMARK, talk.now())
    talk.say("grievance")
    _tell_hours(talk, answer.texts)
    talk.achieve("answer")
    offer_person(talk, "answer", GRIEVANCE, f"« {answer.text} »")


def _tell_hours(talk: Talk, texts: Sequence[str]) -> None:
    """When it should have been open, where a day was said: it may have been a holiday."""
    if not _found_closed(fold(texts[0])) or said_when(talk, texts) is None:
        return
    hours = HoursTopic.of(talk, texts)
    if hours.which.service is not None and hours.which.service.hours:
        talk.say("grievance_hours")
        hours.tell(talk)
