"""A case as a message: everything the caller was told or could have asked, with its source and the day of the check."""

from collections.abc import Iterator

from dialogue.flows.sending import Message
from dialogue.talk import Talk
from kb.procedures.model import Case, Procedure

_HEADED = (("Prix", "cost"), ("Délai", "delay"), ("Où", "where"), ("Qui doit venir", "who"), ("Validité", "validity"))
_DAY = "%d/%m/%Y"


def message_of(talk: Talk, procedure: Procedure, case: Case) -> Message:
    """What is sent of a case: short for a telephone, with explanations for an e-mail."""
    subject = f"{talk.wording.town} : {case.label}"
    heading = f"{_capital(talk.wording.town)}\n{_capital(procedure.label)} : {case.label}\n{case.verdict}"
    facts = "\n".join(_facts(case))
    short, full = ("\n".join(_documents(procedure, case, details=details)) for details in (False, True))
    return Message(
        subject=_capital(subject),
        short=f"{heading}\nÀ apporter :\n{short}\n{facts}",
        full=f"{heading}\n\nÀ apporter :\n{full}\n\n{facts}",
    )


def _documents(procedure: Procedure, case: Case, *, details: bool) -> Iterator[str]:
    if not case.documents:
        yield "- rien"
    for code in case.documents or ():
        document = procedure.document[code]
        yield f"- {document.say}\n  {document.detail}" if details and document.detail else f"- {document.say}"


def _facts(case: Case) -> Iterator[str]:
    for heading, name in _HEADED:
        if text := getattr(case, name):
            yield f"{heading} : {text}"
    if case.advice:
        yield f"À savoir : {' '.join(case.advice)}"
    for source in case.sources:
        yield f"Source : {source.title}{f' ({source.url})' if source.url else ''}"
    if case.checked is not None:
        yield f"Vérifié le {case.checked.strftime(_DAY)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
