"""The same problem told before: it is proposed, and the caller joins that report or goes on with another one."""

from dataclasses import replace

from dialogue.catalogue import Catalogue
from dialogue.flows import place
from dialogue.flows.followup.words import street_of
from dialogue.flows.incidents import again
from dialogue.flows.incidents.report import OWN_WORDS, Report
from dialogue.french.dates import say_day
from dialogue.french.spoken import digit_groups
from dialogue.questions import EXPECT_YES_NO, YES_OR_NO, Answer, Question
from dialogue.talk import Talk


def to_compare(report: Report, catalogue: Catalogue) -> bool:
    """Whether the open reports are to be looked through now: as soon as kind and place are known.

    Never in danger, and not before the questions that may tell of one: who warns of it gives a report of their own.
    """
    if report.joined or report.danger or report.correcting or report.kind in ("", OWN_WORDS):
        return False
    if report.place.entry is None or not report.place.complete or report.compared == _mark(report):
        return False
    return not any(detail.danger and detail.code not in report.details for detail in report.questions(catalogue))


def compared(talk: Talk, report: Report, incident_id: int | None) -> Report:
    """The report with the nearest open one of its kind to ask about, if there is any that this caller did not tell."""
    where, kind = again.spot(report, talk.store.gazetteer), talk.catalogue.kinds[report.kind]
    found = talk.store.nearby.open_near(report.kind, where, kind.radius_m, not_of_call=talk.call_id)
    near = [each.incident for each in found if each.incident.id not in (incident_id, *report.distinct)]
    if near:
        talk.note(f"nearby={near[0].ticket}")
    return replace(report, compared=_mark(report), nearby=near[0].id if near else 0)


def _mark(report: Report) -> str:
    return f"{report.kind}, {report.place.label}"


def question(talk: Talk, report: Report) -> Question:
    """Whether it is the one told before: what, when and in which street, nothing of who told it."""
    known = talk.store.incidents.get(report.nearby)
    today = talk.now().date()
    slots = {
        "label": talk.catalogue.kinds[report.kind].label,
        "day": say_day(known.created_at.astimezone(talk.now().tzinfo).date(), today),
        "place": street_of(talk, known),
    }
    return Question("duplicate", "ask_duplicate", slots, EXPECT_YES_NO, YES_OR_NO, 2, help="duplicate")


def take(talk: Talk, report: Report, answer: Answer) -> Report | None:
    """Yes: joined. No: another one. "Je ne sais pas": a report of its own, and agents compare. None: not understood.

    "Non, c'est au quarante rue Pasteur" moves the report: what is there is compared anew.
    """
    reply = answer.yes_no()
    where = None if reply else place.corrected(report.place, answer.texts, talk.store.gazetteer)
    if where is not None:
        talk.note(f"place={where.label}")
        talk.say("noted")
        return replace(report, place=where, nearby=0)
    if reply is None and not answer.dont_know():
        return None
    talk.note(f"duplicate={'yes' if reply else 'no' if reply is False else 'unknown'}")
    if reply:
        return replace(report, nearby=0, joined=report.nearby)
    distinct = (*report.distinct, report.nearby) if reply is False else report.distinct
    talk.say("duplicate_distinct")
    return replace(report, nearby=0, distinct=distinct)


def mark_distinct(talk: Talk, report: Report, incident_id: int) -> None:
    """Agents see that the caller knows of the other report, and means another problem."""
    for other in report.distinct:
        talk.store.followup.link(incident_id, other, "distinct", talk.now())


def join(talk: Talk, report: Report, draft_id: int) -> None:
    """Count the caller's interest, close the draft, then say the number that both now have."""
    known = talk.store.incidents.get(report.joined)
    with talk.store.database.transaction():
        first_time = talk.store.followup.join(known.id, talk.call_id, report.phone.number, talk.now())
        talk.store.followup.close_as_duplicate(draft_id, known, talk.now())
    talk.case_at_hand = known.id
    talk.achieve("joined")
    talk.stored += 1
    talk.note(f"joined={known.ticket}")
    talk.say("duplicate_joined" if first_time else "duplicate_known", ticket=digit_groups(known.ticket))
