"""What was told of a report is put right, at any question: "c'est pas la poubelle jaune, c'est la verte"."""

from dataclasses import replace

from dialogue import restating
from dialogue.flows import place
from dialogue.flows.base import YesNo
from dialogue.flows.incidents import nature
from dialogue.flows.incidents.report import Report
from dialogue.french.numbers import numbers_in
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, Act, Confirm, decide


def put_right(talk: Talk, report: Report, answer: Answer, become: nature.Become) -> Report | None:
    """The report with what the words put right; None where they put nothing right.

    A detail is kept with the caller's words, for the agents, and the question comes again.
    """
    if not answer.texts or not report.kind:
        return None
    return _other_kind(talk, report, answer, become) or _other_detail(talk, report, answer)


def _other_kind(talk: Talk, report: Report, answer: Answer, become: nature.Become) -> Report | None:
    """ "Elle n'a pas débordé, on me l'a pas vidée": what it was taken for is denied, another kind is told."""
    meaning = INCIDENT + report.kind
    if meaning not in talk.understanding.never_meant(answer.texts):
        return None
    other = replace(report, words=_both(report, answer.text), nearby=0)
    match decide(talk.understanding.request(answer.texts, {meaning, *talk.unwanted})):
        case Act(told, score) if told.startswith(INCIDENT):
            return nature.of_kind(talk, other, told, score)
        case Confirm(told, score) if told.startswith(INCIDENT):
            slots = {"label": talk.catalogue.kinds[told.removeprefix(INCIDENT)].label}

            def chosen(talk: Talk) -> None:
                become(nature.of_kind(talk, other, told, score))

            talk.begin(YesNo("confirm_kind", chosen, slots=slots, guesses=(told,), instead="any"))
            return report
        case _:
            return None


def _other_detail(talk: Talk, report: Report, answer: Answer) -> Report | None:
    """Only what was told, or is in the name of the problem, is put right: no place, and no number."""
    known = restating.load()
    found = known.corrected(answer.text) or known.put_right(answer.text)
    if found is None or numbers_in(answer.text):
        return None
    refused = {word for word in folded(found[0]) if restating.telling([word], 1)}
    told = {*folded(report.words), *folded(report.label(talk.catalogue))}
    if not refused & told or place.corrected(report.place, answer.texts, talk.store.gazetteer) is not None:
        return None
    match decide(talk.understanding.kind([found[1]])):
        case Act(meaning, _) if meaning != INCIDENT + report.kind:
            return None  # another kind is named, which the question at hand, or the read-back, takes
    talk.note("put right")
    talk.say("noted")
    return replace(report, words=_both(report, answer.text))


def _both(report: Report, words: str) -> str:
    return f"{report.words} / {words}" if report.words else words
