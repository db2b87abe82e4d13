"""What is done to a report that was found: a note, repaired, there still, or not wanted any more."""

from dialogue.flows.base import YesNo
from dialogue.flows.followup import answers
from dialogue.flows.incidents.flow import IncidentFlow
from dialogue.flows.incidents.report import OWN_WORDS
from dialogue.flows.place import PlaceState
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.followup import DROPPED, RESOLVED
from kb.incidents import Incident

STILL_THERE = "L'appelant dit que c'est toujours là."
FIXED = "L'appelant confirme que c'est réparé."
WITHDRAWN = "L'appelant retire son signalement."


def note(talk: Talk, case: Incident, words: str) -> None:
    """Keep words with the report, for the agents."""
    talk.store.followup.add_note(case.id, talk.call_id, words, talk.now())
    talk.stored += 1


def repaired(talk: Talk, case: Incident) -> None:
    """Note that it is repaired; an agent looks."""
    if case.state == RESOLVED:
        note(talk, case, FIXED)
    else:
        talk.store.followup.repaired(case.id, talk.now())
        talk.stored += 1
    talk.note("repaired")
    talk.say("case_repaired")


def still_there(talk: Talk, case: Incident, answer: Answer) -> None:
    """Reopen it, or report it again; an agent reads what was told besides: "c'est pire"."""
    talk.note("still there")
    told = f" « {answer.text} »" if answers.more_than_still(answer) else ""
    if talk.store.followup.still_there(case.id, talk.now()):
        talk.stored += 1
        talk.say("case_reopened_now")
        if told:
            note(talk, case, f"{STILL_THERE}{told}")
    elif case.state in (RESOLVED, DROPPED):
        talk.begin(YesNo("offer_new_report", yes=lambda talk: _report_again(talk, case)))
    else:
        note(talk, case, f"{STILL_THERE}{told}")
        talk.say("case_still_noted")


def ask_withdrawn(talk: Talk, case: Incident) -> None:
    """Ask whether it is not wanted any more; an agent closes it, for it may be others' as well."""

    def withdraw(talk: Talk) -> None:
        note(talk, case, WITHDRAWN)
        talk.note("withdrawn")
        talk.say("case_withdrawn")

    talk.begin(YesNo("ask_case_withdraw", yes=withdraw, no=lambda talk: talk.say("case_kept"), commits=True))


def _report_again(talk: Talk, case: Incident) -> None:
    """A new report of the same kind in the same street; the house number is asked: nobody hears another's."""
    kind = case.kind if case.kind in talk.catalogue.kinds and case.kind != OWN_WORDS else ""
    entry = talk.store.gazetteer.entry("street", case.street_id) if case.street_id is not None else None
    where = PlaceState(words=entry.name, entry=entry) if entry else PlaceState()
    IncidentFlow.again(talk, kind, where, f"toujours là après le dossier {case.ticket}")
