"""Danger: the emergency number at once, before any question; then a person; then the report."""

import re
from collections.abc import Iterator, Sequence

from dialogue.actions import Sentence
from dialogue.flows.agent import CallbackFlow, call_agent
from dialogue.flows.base import Then, YesNo
from dialogue.flows.info.contacts import town_hall_number
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


_CALLS = re.compile(r"^(Appelez|Si vous ne pouvez pas parler)\b")
"""A sentence that says nothing but whom to call."""
_NUMBERS = re.compile(r"\d[\d ]*\d")
_AT_ONCE = "maintenant"
_NO_FIRST = re.compile(
    r"^\W*(?:(?:mais|ah|oh|euh|ben|bah)\W+)*(?:non\W+)+(?:merci\W+|madame\W+|monsieur\W+|mais\W+)*(?=\w)", re.IGNORECASE
)
"""A no before what else is said."""


def instructions(talk: Talk, *codes: str) -> None:
    """Put the instructions of dangers before all else this turn. Noise cannot interrupt them.

    Whom to call is not said again of a number that was given already: twice the same takes time that is lacking.
    """
    said: list[str] = []
    before = _numbers(talk.catalogue.dangers[code].said for code in talk.dangers_told if code in talk.catalogue.dangers)
    for code in codes:
        sentences = split_sentences(talk.catalogue.dangers[code].said)
        new = [each for each in sentences if not _told(each, said, before)]
        said += new or sentences
        talk.dangers_telling.append(code)
        talk.note(f"danger={code}")
    talk.sentences[:0] = [Sentence(text, urgent=True) for text in said]


def _told(sentence: str, said: Sequence[str], before: frozenset[str]) -> bool:
    """Whether a sentence only names numbers that were given: in this turn, or before and not to be called at once."""
    if not _CALLS.match(sentence):
        return False
    numbers = _numbers([sentence])
    if not numbers:
        return False
    return numbers <= _numbers(said) or (numbers <= before and _AT_ONCE not in sentence)


def _numbers(texts: Iterator[str] | Sequence[str]) -> frozenset[str]:
    return frozenset(number for text in texts for number in _NUMBERS.findall(text))


def offer_person(talk: Talk, code: str, subject: str, no: Then, afterwards: Then | None = None) -> None:
    """Offer a person after the instructions: now, or as a call-back where nobody can be reached.

    `afterwards` follows a call-back: the person rings back later, but the report is wanted now.
    """
    reason = f"danger {code}"

    def declined(talk: Talk) -> None:
        _leave_number(talk)
        no(talk)

    if talk.agent_number:
        talk.begin(
            YesNo("ask_danger_transfer", lambda talk: call_agent(talk, reason, subject), declined, name="danger")
        )
        return

    def call_back(talk: Talk) -> None:
        if afterwards is not None:
            afterwards(talk)  # lies below the call-back, and asks when that is taken down
        talk.begin(CallbackFlow(talk, reason, subject, agreed=True))

    talk.begin(YesNo("ask_danger_callback", call_back, declined, name="danger"))


def _leave_number(talk: Talk) -> None:
    """No person is wanted now: that is accepted kindly, and where to find one is said."""
    number = town_hall_number(talk)
    if number:
        talk.say("danger_declined", fact=number)
    else:
        talk.say("danger_declined_unknown")


def besides_no(text: str) -> str:
    """What is said after a no: "quand ouvre la mairie" of "non, quand ouvre la mairie"; else empty."""
    no = _NO_FIRST.match(text)
    return text[no.end() :] if no else ""


def offer_report(report: Then, codes: Sequence[str]) -> Then:
    """Ask whether the town hall should be told too; else the last words of these dangers."""
    return lambda talk: talk.begin(YesNo("ask_danger_report", yes=report, no=end_of(codes), name="danger"))


def end_of(codes: Sequence[str]) -> Then:
    """Nothing more from the town hall: who listens in such a distress, else the emergency services, are what counts."""

    def end(talk: Talk) -> None:
        last = next((last for code in codes if (last := talk.catalogue.dangers[code].end)), "")
        if last:
            talk.sentences.extend(talk.wording.literal(last))
        else:
            talk.say("danger_end")

    return end


def resume_report(talk: Talk) -> None:
    """The report that the danger was told in goes on."""
    talk.say("resume_report")
