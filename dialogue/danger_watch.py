"""Danger heard at any moment: instructions first, then a person is offered, then the report is taken or goes on."""

from contextlib import suppress

import structlog

from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows import danger
from dialogue.flows.base import Then
from dialogue.flows.incidents.flow import IncidentFlow
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.danger import dangers_in

log = structlog.get_logger()


class DangerWatch:
    """Listens for danger in everything that is said, and answers it before anything else."""

    def __init__(self) -> None:
        self._logged: IncidentFlow | None = None

    def heard(self, talk: Talk, utterance: Utterance) -> list[str]:
        """Codes of the dangers in an utterance whose instructions were not given yet."""
        return [code for code in dangers_in(utterance.texts, talk.catalogue) if code not in talk.dangers_told]

    def answer(self, talk: Talk, flows: FlowStack, codes: list[str], utterance: Utterance) -> None:
        """Say what to do, offer a person, and only then write it down: the words must not depend on a disk."""
        for code in reversed(codes):
            danger.instructions(talk, code)
        with suppress(Exception):  # the caller hears the instructions whatever happens to what was going on
            flows.keep_urgent(talk)
        reporting, first = flows.report, codes[0]
        goes_on: Then = danger.resume_report
        afterwards: Then | None = None
        if reporting is None:
            kind = next((kind for code in codes if (kind := talk.catalogue.dangers[code].kind)), "")
            if self._logged is None or self._logged.stored:
                self._logged = IncidentFlow.of_danger(talk, first, kind, utterance.texts)
            reporting = self._logged
            afterwards = danger.offer_report(reporting.resume) if kind else None
            goes_on = afterwards or danger.end
        danger.offer_person(talk, first, utterance.text, goes_on, afterwards)
        self._keep(talk, reporting, first, utterance.text)

    def placed(self, talk: Talk, answer: Answer) -> bool:
        """Keep the place of the danger, said instead of an answer; whether there was one."""
        report = self._logged
        if report is None or report.stored or not answer.texts or not report.place_told(talk, answer.texts):
            return False
        talk.say("noted")
        return True

    def leave(self, talk: Talk) -> None:
        """The call is over: what could not be written before is tried once more."""
        if self._logged is not None and not self._logged.kept:
            self._keep(talk, self._logged, self._logged.danger)

    def _keep(self, talk: Talk, report: IncidentFlow, code: str, words: str = "") -> None:
        try:
            report.mark_danger(talk, code, words)
        except Exception:  # the caller hears the instructions whatever happens to the record, which is tried again
            log.exception("danger not stored", danger=code)
            talk.note("danger not stored")
