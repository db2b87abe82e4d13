"""What a scenario may expect: meanings that the line understands, kinds of incidents, and what a call stores."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache

from dialogue import catalogue
from dialogue.understanding.request import INCIDENT, INTENT
from kb.appointments import Appointment, Context
from kb.callbacks import Callback
from kb.incidents import Incident
from kb.outbox import Message


@lru_cache(maxsize=1)
def meanings() -> tuple[str, ...]:
    """All that a caller's request may be taken for: "incident:lampadaire", "intent:passeport"."""
    known = catalogue.load()
    intents = (*known.intents, *known.procedures)
    return tuple(dict.fromkeys([*(INCIDENT + kind for kind in known.kinds), *(INTENT + each for each in intents)]))


@lru_cache(maxsize=1)
def kinds() -> tuple[str, ...]:
    """The kinds of incidents."""
    return tuple(catalogue.load().kinds)


@lru_cache(maxsize=1)
def stored() -> Mapping[str, tuple[str, ...]]:
    """The keys of each record, as `ivr.simulation.outcome.records` gives them."""
    return {
        "case": (*_keys(Incident), "address"),
        "appointment": (*_keys(Appointment), *_keys(Context)),
        "callback": _keys(Callback),
        "message": _keys(Message),
    }


def _keys(record: type[Incident | Appointment | Context | Callback | Message]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(record))
