"""Danger: the emergency number at once, before any question; then a person; then the report."""

from dialogue.actions import Sentence
from dialogue.flows.agent import CallbackFlow, call_agent
from dialogue.flows.base import Then, YesNo
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.wording import split_sentences

OFFERS = frozenset({"ask_danger_transfer", "ask_danger_callback", "ask_danger_report"})
"""Questions that follow the instructions."""


class IsDanger(YesNo):
    """Whether there is a danger now: who does not know, or is not understood, is told what to do."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Follow yes or no; "je ne sais pas" is a yes."""
        if answer.yes_no() is None and answer.dont_know():
            self.settle(talk, question, answer)
            return True
        return super().take(talk, question, answer)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: the instructions do no harm."""
        self.answered = True
        self.yes(talk)


def instructions(talk: Talk, code: str) -> None:
    """Put the danger's instructions before all else this turn. Noise cannot interrupt them."""
    danger = talk.catalogue.dangers[code]
    talk.dangers_telling.append(code)
    talk.note(f"danger={code}")
    talk.sentences[:0] = [Sentence(text, urgent=True) for text in split_sentences(danger.said)]


def offer_person(talk: Talk, code: str, subject: str, no: Then, afterwards: Then | None = None) -> None:
    """Offer a person after the instructions: now, or as a call-back where nobody can be reached.

    `afterwards` follows a call-back: the person rings back later, but the report is wanted now.
    """
    reason = f"danger {code}"
    if talk.agent_number:
        talk.begin(YesNo("ask_danger_transfer", lambda talk: call_agent(talk, reason, subject), no, name="danger"))
        return

    def call_back(talk: Talk) -> None:
        if afterwards is not None:
            afterwards(talk)  # lies below the call-back, and asks when that is taken down
        talk.begin(CallbackFlow(talk, reason, subject, agreed=True))

    talk.begin(YesNo("ask_danger_callback", call_back, no, name="danger"))


def offer_report(report: Then | None) -> Then:
    """Ask whether the town hall should be told too, when it can act; else send to the emergency services."""

    def ask(talk: Talk) -> None:
        if report is None:
            end(talk)
        else:
            talk.begin(YesNo("ask_danger_report", yes=report, no=end, name="danger"))

    return ask


def end(talk: Talk) -> None:
    """Nothing more from the town hall: the emergency services are what counts."""
    talk.say("danger_end")


def resume_report(talk: Talk) -> None:
    """The report that the danger was told in goes on."""
    talk.say("resume_report")
