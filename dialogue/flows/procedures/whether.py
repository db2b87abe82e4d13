"""Whether a procedure needs an appointment, before anything else is asked: "je peux venir sans rendez-vous ?"."""

from collections.abc import Sequence
from functools import partial

from dialogue.flows.appointments import whether
from dialogue.flows.appointments.flow import AppointmentFlow, Context
from dialogue.flows.procedures import facets
from dialogue.talk import Talk
from dialogue.understanding.deeds import asks_whether
from kb.procedures.model import Case, Procedure


def told(talk: Talk, code: str, procedure: Procedure, cases: Sequence[Case], texts: tuple[str, ...]) -> bool:
    """Say it, where it is the same in all the cases that are left; an appointment is offered then. False: it is not."""
    kinds = {case.appointment or "" for case in cases if case.possible}
    if not asks_whether(texts) or len(kinds) != 1:
        return False
    kind = kinds.pop()
    if not kind:
        _walk_in(talk, procedure.label, cases)
        return True
    desks = talk.store.desks
    given = (desks.get(kind) or desks.serving(code)) is not None
    book = partial(AppointmentFlow.begin, desk=kind, context=Context(code), texts=texts) if given else None
    whether.needed(talk, procedure.label, book)
    return True


def _walk_in(talk: Talk, label: str, cases: Sequence[Case]) -> None:
    """None is needed: where to go, if that is the same in all cases."""
    talk.note("no appointment needed")
    talk.say("procedure_walk_in", label=label)
    talk.achieve("answer")
    where = {facets.says(case, "where") for case in cases}
    for text in where.pop() if len(where) == 1 else ():
        talk.sentences.extend(talk.wording.literal(text))
