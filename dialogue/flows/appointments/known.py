"""What is known of an appointment that is being taken, and which desk gives it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from dialogue.flows.phone import PhoneState
from dialogue.talk import Talk
from kb.appointments import Context
from kb.desks import Desk, filled
from kb.slots import Slot, Wish


@dataclass(frozen=True)
class Wanted:
    """What is known of the appointment so far."""

    desk: Desk | None
    context: Context
    phone: PhoneState
    wish: Wish = field(default_factory=Wish)
    after: datetime | None = None
    """Only later times: those before were refused."""
    refusals: int = 0
    ask_day: bool = False
    which: bool = False
    """Both of two times were agreed to: which one is asked in other words."""
    slot: Slot | None = None
    name: str = ""
    change: bool = False
    """The caller wants to change something of what was read back."""


def desk_for(talk: Talk, code: str, context: Context, texts: tuple[str, ...]) -> tuple[Desk | None, Context]:
    """The desk named by its code, by the procedure, or in the words of the request; the context with its motive."""
    desks = talk.store.desks
    procedure = context.procedure or code
    desk = desks.get(code) or desks.serving(procedure)
    if desk is not None:
        known = talk.catalogue.intents.get(procedure)
        other = known.label if known else desk.motives[0].label
        motive = next((each.label for each in desk.motives if each.procedure == procedure), other)
        return desk, context if context.motive else replace(context, motive=motive)
    named = desks.named_in(texts)
    if named is None:
        return None, context
    return named[0], replace(context, motive=named[1].label, procedure=named[1].procedure)


def link_for(wanted: Wanted, desk: Desk) -> str:
    """The address of the desk's own tool, with what the call told filled in."""
    context = wanted.context
    values = {
        "procedure": context.procedure, "case": context.case, "documents": ", ".join(context.documents),
        "motive": context.motive, "phone": wanted.phone.number or wanted.phone.calling,
    }  # fmt: skip
    return filled(desk.link, values)
