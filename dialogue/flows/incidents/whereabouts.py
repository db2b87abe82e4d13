"""The place of a report: when it was asked for, and when it is said instead of another answer."""

from dataclasses import replace

from dialogue.flows import phone, place
from dialogue.flows.incidents.report import Report
from dialogue.flows.place import PlaceState
from dialogue.questions import Answer, Question
from dialogue.talk import Talk


def found(talk: Talk, report: Report, where: PlaceState) -> Report:
    """The report with what was answered of its place; what becomes of it is said."""
    known = "unknown street" if where.unfound else "candidates"
    talk.note(f"place={where.label if where.entry or where.own_words else known}")
    if where.own_words:
        talk.say("place_own_words")
    elif where.complete:
        talk.say("noted")
    return replace(report, place=where)


def in_passing(talk: Talk, report: Report, question: Question, answer: Answer) -> Report | None:
    """The report with a place or number said instead of the answer ("c'est avenue de la Gare", "au douze")."""
    if not answer.texts or phone.in_passing(talk, question, answer):
        return None
    known = report.place.entry
    where = place.corrected(report.place, answer.texts, talk.store.gazetteer)
    if where is None or (known is not None and where.entry is not None and where.entry.kind == "place"):
        return None  # "non, il est devant la porte de l'école" moves nothing
    talk.note(f"place={where.label}")
    talk.say("noted")
    return replace(report, place=where)
