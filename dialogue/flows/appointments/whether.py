"""Whether an appointment is needed: said first, and one is offered."""

from dialogue.catalogue import Catalogue
from dialogue.flows.base import Then, YesNo
from dialogue.talk import Talk
from dialogue.understanding.deeds import asks_whether
from dialogue.understanding.request import ACT, INTENT


def meant(talk: Talk, texts: tuple[str, ...]) -> str:
    """What is meant by "je peux venir sans rendez-vous pour ... ?": booking, where a desk gives it, else the procedure.

    Empty when it is not asked, or not for what.
    """
    if not asks_whether(texts):
        return ""
    bookings = _of_flow(talk.catalogue, "appointment")
    named = talk.store.desks.named_in(texts)
    if named is not None:
        book = next(each for each in bookings if talk.catalogue.intents[each.removeprefix(INTENT)].about == "book")
        return INTENT + named[1].procedure if _all_need_one(talk.catalogue, named[1].procedure) else book
    ranking = talk.understanding.request(texts, talk.unwanted | set(bookings))
    sure = bool(ranking) and ranking[0].score >= ACT
    return ranking[0].label if sure and ranking[0].label in _of_flow(talk.catalogue, "procedure") else ""


def _all_need_one(catalogue: Catalogue, code: str) -> bool:
    """Whether the procedure tells that an appointment is needed, in each case in which anything can be done."""
    procedure = catalogue.procedures.get(code)
    cases = [procedure.facts_of(each) for each in procedure.case] if procedure and code in catalogue.intents else []
    return any(case.possible for case in cases) and all(case.appointment for case in cases if case.possible)


def _of_flow(catalogue: Catalogue, flow: str) -> list[str]:
    return [INTENT + code for code, each in catalogue.intents.items() if each.flow == flow]


def told(talk: Talk, texts: tuple[str, ...], book: Then) -> bool:
    """Say that one is needed for what the words name, and offer it. False when they name nothing: that is asked."""
    named = talk.store.desks.named_in(texts)
    if named is None:
        talk.say("rdv_depends")
        return False
    needed(talk, named[1].label, book)
    return True


def needed(talk: Talk, label: str, book: Then | None) -> None:
    """Say that one is needed for what `label` names; `book` begins it, where this town gives any."""
    talk.note("appointment needed")
    talk.say("rdv_needed", label=label)
    talk.achieve("answer")
    if book is not None:
        talk.begin(YesNo("rdv_ask_book", yes=book))
