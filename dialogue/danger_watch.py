"""Danger heard at any moment: instructions first, then a person is offered, then the report is taken or goes on.

What only may be a danger is asked about; who says that there is none, or that something else was meant, is believed,
and what was wanted is served.
"""

from contextlib import suppress

import structlog

from dialogue import giving_up, restating
from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows import danger, request_words, surely
from dialogue.flows.base import Then
from dialogue.flows.incidents.flow import IncidentFlow
from dialogue.french.phrases import without
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.danger import asked_always_in, dangers_in, misheard, says_none
from dialogue.understanding.request import AskAgain, decide

log = structlog.get_logger()

AT_ONCE = 2
"""Dangers whose instructions are given in one turn: nobody keeps more."""
DOUBTS = 2
"""Questions about danger in one call: who is asked more often is not helped."""
CORRECTED_WITHIN = 3
"""Utterances after the instructions in which the caller may say that something else was meant."""
_WHICH = "qui"
"""Asks only as the first word."""
OPEN_QUESTIONS = frozenset({"request", "anything_else"})
"""Where anything may be said; elsewhere most words are an answer."""


class DangerWatch:
    """Listens for danger in everything that is said, and answers it before anything else."""

    def __init__(self) -> None:
        self._logged: IncidentFlow | None = None
        self._told_in: Utterance | None = None
        """What the last danger was heard in; nothing any more when it cannot be denied."""
        self._since = 0
        """Utterances heard after it."""
        self._codes: list[str] = []
        """The dangers heard in it."""
        self._asked: set[str] = set()
        self._aside: Utterance | None = None
        """Said before, and no danger after all: it is to be answered as if it were said now."""

    def heard(self, talk: Talk, utterance: Utterance) -> list[str]:
        """Codes of the dangers in an utterance whose instructions were not given yet: the first of the catalogue."""
        told = [code for code in dangers_in(utterance.texts, talk.catalogue) if code not in talk.dangers_told]
        return told[:AT_ONCE]

    def doubt(self, talk: Talk, question: str, utterance: Utterance) -> str:
        """The danger to ask about: only where anything may be said, and once for each; empty for none."""
        if question not in OPEN_QUESTIONS or talk.dangers_told or len(self._asked) >= DOUBTS:
            return ""
        code = talk.understanding.danger(_without_giving_up(utterance.texts))
        return "" if code in self._asked else code

    def ask(self, talk: Talk, flows: FlowStack, code: str, utterance: Utterance) -> None:
        """Ask whether there is a danger now. Yes: the instructions; no: what was said is answered."""
        self._asked.add(code)
        talk.note(f"danger={code}?")

        def put_aside(talk: Talk) -> None:
            self._aside = utterance if _asks_too(talk, utterance.text) else None

        talk.begin(
            danger.IsDanger("ask_danger_now", lambda talk: self.answer(talk, flows, [code], utterance), put_aside)
        )

    def withdrawn(self, talk: Talk, flows: FlowStack, question: str, utterance: Utterance) -> bool:
        """Whether the caller says that there is no danger, right after the instructions: then that is believed.

        That something else was meant may be said a little later too. A no with a clear request beside it stays a no,
        and the request is served next: False.
        """
        first, self._since = self._told_in, self._since + 1
        offered = question in danger.OFFERS
        if first is None or self._since > CORRECTED_WITHIN or not (offered or question in OPEN_QUESTIONS):
            self._told_in = None
            return False
        if _told_again(talk, utterance):
            return False
        wanted = _wanted(talk, danger.besides_no(utterance.text) or utterance.text)
        otherwise = misheard(utterance.texts, talk.catalogue, requested=bool(wanted) and offered)
        if otherwise or (offered and self._since == 1 and says_none(utterance.texts, talk.catalogue)):
            self._withdraw(talk, flows if offered else None)
            anew = wanted and wanted != _wanted(talk, first.text)  # else the first words say more of the same
            self._aside = _besides(utterance) if anew else first
            return True
        if offered and wanted and danger.besides_no(utterance.text):
            self._aside = _besides(utterance)
        return False

    def _withdraw(self, talk: Talk, flows: FlowStack | None) -> None:
        """Nobody needs to look at the report; `flows`: what follows the instructions is still being asked there."""
        talk.note("danger withdrawn")
        talk.say("danger_withdrawn")
        self._told_in = None
        talk.dangers_told.difference_update(self._codes)  # a real one may come later, and is answered
        self._asked.update(self._codes)
        if flows is not None:
            flows.drop_top()
        if self._logged is not None and not self._logged.stored:
            self._logged.withdraw_danger(talk)
            self._logged = None

    def taken_up(self) -> Utterance | None:
        """What was said before the danger was denied, once."""
        said, self._aside = self._aside, None
        return said

    def answer(self, talk: Talk, flows: FlowStack, codes: list[str], utterance: Utterance) -> None:
        """Say what to do, offer a person, and only then write it down: the words must not depend on a disk."""
        danger.instructions(talk, *codes)
        with suppress(Exception):  # the caller hears the instructions whatever happens to what was going on
            flows.keep_urgent(talk)
        reporting, first = flows.report, codes[0]
        self._told_in, self._since, self._codes = utterance, 0, codes
        goes_on: Then = danger.resume_report
        afterwards: Then | None = None
        if reporting is None:
            kind = next((kind for code in codes if (kind := talk.catalogue.dangers[code].kind)), "")
            if self._logged is None or self._logged.stored:
                self._logged = IncidentFlow.of_danger(talk, first, kind, utterance.texts)
            reporting = self._logged
            afterwards = danger.offer_report(reporting.resume, codes) if kind else None
            goes_on = afterwards or danger.end_of(codes)
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


def _without_giving_up(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The words beside "laissez tomber", in which nothing falls."""
    spelled = [folded(text) for text in texts]
    left = [without(each, giving_up.load().given_up) for each in spelled]
    beside = zip(texts, spelled, left, strict=True)
    return tuple(" ".join(rest) if rest != each else text for text, each, rest in beside)


def _told_again(talk: Talk, utterance: Utterance) -> bool:
    """Whether a danger is told, or may be, in the very words that seem to deny one."""
    texts = utterance.texts[:1]
    return bool(dangers_in(texts, talk.catalogue) or asked_always_in(texts, talk.catalogue))


def _wanted(talk: Talk, text: str) -> str:
    """What is surely asked for in a text; empty for nothing."""
    guess = surely.wanted(talk, [text])
    return guess.meaning if guess is not None else ""


def _asks_too(talk: Talk, text: str) -> bool:
    """Whether words that told of no danger may be a request: "j'ai la tête qui tourne" is none."""
    if not isinstance(decide(talk.understanding.request([text], talk.unwanted)), AskAgain):
        return True
    first, *rest = folded(text) or [""]
    asked = " ".join([first, *(word for word in rest if word != _WHICH)])
    return request_words.is_question([asked]) or restating.load().wished(text)


def _besides(utterance: Utterance) -> Utterance:
    """What is said after a no, or all of it."""
    return Utterance.typed(danger.besides_no(utterance.text) or utterance.text)
